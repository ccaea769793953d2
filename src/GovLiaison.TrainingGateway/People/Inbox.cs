using System.Text;
using GovLiaison.TrainingGateway.Batches;
using GovLiaison.TrainingGateway.Clock;

namespace GovLiaison.TrainingGateway.People;

/// <summary>A card as WeCom draws it: title, text, and where a tap leads.</summary>
internal sealed record InboxCard(string Title, string Text, string Link);

/// <summary>What a phone shows: an SMS, what a call says, or a card.</summary>
internal sealed record InboxText(DateTime At, string Channel, string To, string Text, InboxCard? Card = null);

/// <summary>The last texts that reached a phone, so that whoever tries the system can take one in his hand. Memory only; the ledger keeps no words.</summary>
internal sealed class Inbox(WorldClock world)
{
    /// <summary>Of each channel: a wave of cards must not push the few SMS out.</summary>
    private const int Most = 300;

    /// <summary>Of a large request only the first are kept: a batch costs no string per item.</summary>
    private const int MostOfARequest = 20;

    private readonly Dictionary<string, Queue<InboxText>> _texts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Receive(BatchShape shape, BatchRequest request, string[] codes)
    {
        var kept = 0;
        for (var i = 0; i < request.Items.Count && kept < MostOfARequest; i++)
        {
            if (codes[i] is not "ok") continue;
            Add(shape.Channel, Encoding.ASCII.GetString(request.Items[i].To.Span), Encoding.UTF8.GetString(request.Items[i].Text.Span));
            kept++;
        }
    }

    public void Add(string channel, string to, string text, InboxCard? card = null)
    {
        var shown = new InboxText(world.Now, channel, to, text, card);
        lock (_gate)
        {
            if (!_texts.TryGetValue(channel, out var texts)) _texts[channel] = texts = new Queue<InboxText>(Most);
            if (texts.Count == Most) texts.Dequeue();
            texts.Enqueue(shown);
        }
    }

    /// <summary>Newest first; of one channel or one phone where asked.</summary>
    public IReadOnlyList<InboxText> Latest(string? channel, string? to)
    {
        lock (_gate)
            return
            [
                .. _texts.Where(texts => channel is null || string.Equals(texts.Key, channel, StringComparison.Ordinal))
                    .SelectMany(texts => texts.Value.Where(text => to is null || string.Equals(text.To, to, StringComparison.OrdinalIgnoreCase)))
                    .OrderByDescending(text => text.At),
            ];
    }
}
