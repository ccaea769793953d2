using System.Text;
using GovLiaison.TrainingGateway.Batches;
using GovLiaison.TrainingGateway.Clock;
using GovLiaison.TrainingGateway.Ledger;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.People;

/// <summary>What is going to happen, in the order of the world's clock.</summary>
internal sealed class PeopleQueue(IOptions<GatewayOptions> options, WorldClock world)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Act, (long Due, long Order)> _acts = new();
    private long _order;

    public int Seed { get; } = options.Value.Seed;

    public PeopleMood Mood { get; set; } = new() { Enabled = options.Value.PeopleEnabled };

    public int Pending
    {
        get
        {
            lock (_gate)
                return _acts.Count;
        }
    }

    public DateTime? NextDue
    {
        get
        {
            lock (_gate)
                return _acts.TryPeek(out var act, out _) ? act.Due : null;
        }
    }

    public void Receive(BatchShape shape, BatchRequest request, ReadOnlySpan<LedgerEntry> entries, string[] codes)
    {
        if (!Mood.Enabled)
            return;
        var now = world.Now;
        var next = 0;
        lock (_gate)
        {
            for (var i = 0; i < request.Items.Count; i++)
            {
                // entries hold only the good items, in the order of the items
                if (codes[i] is not ("ok" or "key-reused") || entries[next++].Fate != KeyFate.New)
                    continue;
                Enqueue(FirstAct(shape, request.Items[i], now));
            }
        }
    }

    public void ReceiveCard(string key, string userid, string link)
    {
        if (!Mood.Enabled || Temperament.IsSilentOfficer(Seed, userid, Mood.SilentShare))
            return;
        Add(Act.Of(ActKind.CardOpen, world.Now + Hurry(Temperament.TapDelay(Seed, userid)), key, userid, link));
    }

    public void Add(Act act)
    {
        lock (_gate)
            Enqueue(act);
    }

    public TimeSpan Hurry(TimeSpan delay) => delay / Mood.Speed;

    /// <summary>Takes what is due by <paramref name="until"/>, earliest first, at most <paramref name="most"/>.</summary>
    public List<Act> TakeDue(DateTime until, int most)
    {
        var due = new List<Act>();
        lock (_gate)
        {
            while (due.Count < most && _acts.TryPeek(out var act, out _) && act.Due <= until)
            {
                _acts.Dequeue();
                due.Add(act);
            }
        }

        return due;
    }

    private void Enqueue(Act act) => _acts.Enqueue(act, (act.Due.Ticks, _order++));

    private Act FirstAct(BatchShape shape, in BatchItem item, DateTime now)
    {
        var key = Encoding.UTF8.GetString(item.Key.Span);
        var to = Encoding.UTF8.GetString(item.To.Span);
        if (shape == BatchShape.Sms)
            return Act.Of(ActKind.SmsReceipt, now + Hurry(Temperament.ReceiptDelay(Seed, to)), key, to, LinkText.Find(item.Text.Span));
        // Mandarin is read at about four characters a second
        var seconds = Math.Max(3, Encoding.UTF8.GetCharCount(item.Text.Span) * item.Repeat / 4);
        return Act.Of(ActKind.VoiceCall, now + Hurry(Temperament.RingDelay(Seed, to)), key, to, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>Dials for all people, set at <c>/control/people</c>.</summary>
internal sealed record PeopleMood
{
    public bool Enabled { get; init; } = true;

    /// <summary>Delays are divided by it, 0.01–1000.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Share of officers who never tap. The silent ones at 0.2 are among the silent ones at 0.3.</summary>
    public double SilentShare { get; init; } = 0.2;
}

internal static class LinkText
{
    /// <summary>The first web address in a text, or nothing.</summary>
    public static string Find(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOf("http://"u8);
        if (start < 0)
            start = text.IndexOf("https://"u8);
        if (start < 0)
            return "";
        var link = text[start..];
        // an address ends where a character cannot stand in one: space, Chinese punctuation, the next word
        var end = link.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        return Encoding.ASCII.GetString(end < 0 ? link : link[..end]);
    }
}
