using GovLiaison.Dispatch;

namespace GovLiaison.Channels.Sms;

/// <summary>Batch SMS by the contract of docs/training-gateway.md.</summary>
internal sealed class SmsChannel(ChannelClient client) : IChannel
{
    private const string LinkMark = "{link}";

    public string Name => "sms";

    public int MaxItemsPerRequest => 500;

    public bool HonoursKeys => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken)
    {
        var request = BatchRequests.Write(endpoint, "/sms/v1/messages", items, static (json, item) =>
            json.WriteString("text"u8, item.Text.Sms.Replace(LinkMark, item.Link, StringComparison.Ordinal)));
        var (body, outcome) = await client.SendAsync(request, endpoint.Timeout, cancellationToken);
        return outcome is null ? BatchAnswers.Read(body!, items) : BatchAnswers.All(items, outcome);
    }
}
