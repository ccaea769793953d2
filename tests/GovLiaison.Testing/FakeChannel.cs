using System.Collections.Concurrent;
using GovLiaison.Dispatch;

namespace GovLiaison.Testing;

/// <summary>A channel that answers as the test says and keeps what it was asked to send. For pure engine tests only.</summary>
public sealed class FakeChannel(string name, bool honoursKeys = true, int maxItems = 500) : IChannel
{
    private readonly ConcurrentQueue<(string Endpoint, OutboundItem Item)> _asked = new();

    public string Name => name;
    public int MaxItemsPerRequest => maxItems;
    public bool HonoursKeys => honoursKeys;

    /// <summary>Every item of every request, repeats included, in order of arrival.</summary>
    public IReadOnlyList<OutboundItem> Asked => [.. _asked.Select(ask => ask.Item)];

    /// <summary>The same, with the name of the endpoint that was asked.</summary>
    public IReadOnlyList<(string Endpoint, OutboundItem Item)> AskedOf => [.. _asked];

    /// <summary>Items of each request.</summary>
    public ConcurrentQueue<int> Requests { get; } = new();

    /// <summary>An answer of one endpoint only; null leaves it to <see cref="Answers"/>.</summary>
    public Func<string, OutboundItem, SendOutcome?> AnswersOf { get; set; } = (_, _) => null;

    /// <summary>What the supplier answers; everything is accepted unless the test says otherwise.</summary>
    public Func<OutboundItem, SendOutcome> Answers { get; set; } = item => SendOutcome.Sent;

    /// <summary>Runs after the supplier has the request and before its answer arrives.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items) _asked.Enqueue((endpoint.Name, item));
        Requests.Enqueue(items.Count);
        await BeforeAnswer();
        return [.. items.Select(item => AnswersOf(endpoint.Name, item) ?? Answers(item))];
    }
}
