using System.Text;
using GovLiaison.TrainingGateway.Batches;
using GovLiaison.TrainingGateway.Clock;

namespace GovLiaison.TrainingGateway.People;

/// <summary>A card as WeCom draws it: title, text, and where a tap leads.</summary>
internal sealed record InboxCard(string Title, string Text, string Link);

/// <summary>What a phone shows: an SMS, what a call says, or a card.</summary>
internal sealed record InboxText(DateTime At, string Channel, string To, string Text, InboxCard? Card = null);

/// <summary>What the person of the drill did with his phone.</summary>
/// <param name="What"><c>opened</c>, <c>reply</c>, or the outcome of a call.</param>
/// <param name="Text">The words of a reply, the key pressed in a call.</param>
/// <param name="Seconds">How much of a call was listened to.</param>
/// <param name="Total">How long a call was.</param>
internal sealed record InboxAct(DateTime At, string Channel, string To, string What, string? Text = null, int Seconds = 0, int Total = 0);

/// <summary>The last texts that reached a phone, so that whoever tries the system can take one in his hand. Memory only; the ledger keeps no words.</summary>
internal sealed class Inbox(WorldClock world, TimeProvider clock)
{
    /// <summary>Of each channel: a wave of cards must not push the few SMS out.</summary>
    public const int Most = 5000;

    /// <summary>Of a large request so many are kept in any case.</summary>
    public const int MostOfARequest = 20;

    /// <summary>
    /// And so many a second beside them: an alert of a county is kept whole, while at full rate a batch costs no string per item.
    /// </summary>
    public const int MostOfASecond = 1000;

    private readonly Dictionary<string, Queue<InboxText>> _texts = new(StringComparer.Ordinal);
    private readonly Queue<InboxAct> _acts = new();
    private readonly Lock _gate = new();
    private long _second = clock.GetTimestamp();
    private int _spare = MostOfASecond;

    public void Receive(BatchShape shape, BatchRequest request, string[] codes)
    {
        var most = MostOfARequest + Take(request.Items.Count - MostOfARequest);
        var kept = new List<InboxText>(Math.Min(most, request.Items.Count));
        for (var i = 0; i < request.Items.Count && kept.Count < most; i++)
        {
            if (codes[i] is not "ok") continue;
            kept.Add(new InboxText(world.Now, shape.Channel, Encoding.ASCII.GetString(request.Items[i].To.Span), Encoding.UTF8.GetString(request.Items[i].Text.Span)));
        }
        lock (_gate)
            foreach (var text in kept) Keep(text);
    }

    public void Add(string channel, string to, string text, InboxCard? card = null)
    {
        lock (_gate) Keep(new InboxText(world.Now, channel, to, text, card));
    }

    public void Did(string channel, string to, string what, string? text = null, int seconds = 0, int total = 0)
    {
        lock (_gate) Keep(_acts, new InboxAct(world.Now, channel, to, what, text, seconds, total));
    }

    /// <summary>Newest first; of one channel or one phone where asked.</summary>
    public IReadOnlyList<InboxText> Latest(string? channel, string? to) =>
        [.. Texts().Reverse().Where(text => (channel is null || string.Equals(text.Channel, channel, StringComparison.Ordinal)) && (to is null || IsOf(text.To, to))).OrderByDescending(text => text.At)];

    /// <summary>Everything held, in the order of each channel. Copied under the gate and looked through outside: whoever searches keeps no message waiting.</summary>
    public InboxText[] Texts()
    {
        lock (_gate) return [.. _texts.Values.SelectMany(texts => texts)];
    }

    public IReadOnlyList<InboxAct> Acts(string to)
    {
        InboxAct[] acts;
        lock (_gate) acts = [.. _acts];
        return [.. acts.Where(act => IsOf(act.To, to))];
    }

    private static bool IsOf(string phone, string to) => string.Equals(phone, to, StringComparison.OrdinalIgnoreCase);

    private int Take(int wanted)
    {
        if (wanted <= 0) return 0;
        lock (_gate)
        {
            if (clock.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1)) (_second, _spare) = (clock.GetTimestamp(), MostOfASecond);
            var taken = Math.Min(wanted, _spare);
            _spare -= taken;
            return taken;
        }
    }

    private void Keep(InboxText text)
    {
        if (!_texts.TryGetValue(text.Channel, out var texts)) _texts[text.Channel] = texts = new Queue<InboxText>();
        Keep(texts, text);
    }

    private static void Keep<T>(Queue<T> queue, T item)
    {
        if (queue.Count == Most) queue.Dequeue();
        queue.Enqueue(item);
    }
}
