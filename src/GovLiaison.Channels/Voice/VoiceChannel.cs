using GovLiaison.Dispatch;

namespace GovLiaison.Channels.Voice;

/// <summary>Calls that read a text aloud and wait for a key, by the contract of docs/training-gateway.md.</summary>
internal sealed class VoiceChannel(ChannelClient client) : IChannel
{
    private const int Repeat = 2;

    public string Name => "voice";

    public int MaxItemsPerRequest => 100;

    public bool HonoursKeys => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken)
    {
        var request = BatchRequests.Write(endpoint, "/voice/v1/calls", items, static (json, item) =>
        {
            json.WriteString("spoken"u8, item.Text.Spoken);
            json.WriteNumber("repeat"u8, Repeat);
            json.WriteStartArray("keys"u8);
            json.WriteStringValue("1"u8);
            json.WriteStringValue("2"u8);
            json.WriteEndArray();
        });
        var (body, outcome) = await client.SendAsync(request, endpoint.Timeout, cancellationToken);
        return outcome is null ? BatchAnswers.Read(body!, items) : BatchAnswers.All(items, outcome);
    }
}
