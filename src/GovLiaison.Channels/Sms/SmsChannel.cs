using GovLiaison.Dispatch;

namespace GovLiaison.Channels.Sms;

/// <summary>Batch SMS by the contract of docs/training-gateway.md.</summary>
internal sealed class SmsChannel(ChannelClient client) : IChannel
{
    public string Name => "sms";

    public int MaxItemsPerRequest => 500;

    public bool HonoursKeys => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<OutboundText, SmsText>(ReferenceEqualityComparer.Instance);
        var request = BatchRequests.Write(endpoint, "/sms/v1/messages", items, (json, item) =>
        {
            if (!texts.TryGetValue(item.Text, out var text)) texts[item.Text] = text = new SmsText(item.Text.Sms);
            json.WritePropertyName("text"u8);
            text.Write(json, item.Link);
        });
        var (body, outcome) = await client.SendAsync(request, endpoint.Timeout, cancellationToken);
        return outcome is null ? BatchAnswers.Read(body!, items) : BatchAnswers.All(items, outcome);
    }
}
