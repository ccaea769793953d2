using GovLiaison.Dispatch;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Channels.WeCom;

/// <summary>Cards to members of a WeCom corp; each carries its own link, so each is a request of its own.</summary>
internal sealed partial class WeComChannel(WeComClient client, WeComToken token, TimeProvider clock, ILogger<WeComChannel> logger) : IChannel
{
    public string Name => "wecom";

    public int MaxItemsPerRequest => 1;

    public bool HonoursKeys => false;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken)
    {
        // one limit over the token, the card and their repeats: each call alone could use it up
        using var limit = new CancellationTokenSource(endpoint.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var outcomes = new SendOutcome[items.Count];
        for (var i = 0; i < items.Count; i++)
            outcomes[i] = await SendAsync(endpoint, items[i], end.Token);
        return outcomes;
    }

    private async Task<SendOutcome> SendAsync(EndpointPlan endpoint, OutboundItem item, CancellationToken cancellationToken)
    {
        // a card without an address to open is refused by WeCom (42028); it would cost the request
        if (string.IsNullOrEmpty(item.Link))
            return SendOutcome.Rejected("no link");
        var message = WeComCards.Make(endpoint, item);
        string? refused = null;
        WeComAnswer? answer = null;
        // a refused token is fetched anew and the card repeated once, as WeCom asks
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (access, noToken) = await token.GetAsync(endpoint, refused, cancellationToken);
            if (access is null)
                return noToken!;
            (answer, var outcome) = await client.SendAsync(endpoint, access, message, cancellationToken);
            if (answer is null)
                return outcome!;
            if (!WeComErrors.IsTokenRefused(answer.Errcode))
                break;
            refused = access;
        }

        if (answer!.Errcode != 0)
            Log.CardRefused(logger, endpoint.Id, answer.Errcode, WeComErrors.Hint(answer.Errmsg));
        return WeComErrors.OutcomeOf(answer, item.Address);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "WeCom refused a card at endpoint {EndpointId}: errcode {Errcode}, hint {Hint}")]
        public static partial void CardRefused(ILogger logger, Guid endpointId, int errcode, string hint);
    }
}
