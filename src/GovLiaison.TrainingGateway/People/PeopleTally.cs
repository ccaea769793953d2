using System.Collections.Concurrent;

namespace GovLiaison.TrainingGateway.People;

/// <summary>Counts what people did and what they looked for in vain; no addresses.</summary>
internal sealed class PeopleTally
{
    private readonly ConcurrentDictionary<string, long> _did = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _missed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Done => _did;

    public IReadOnlyDictionary<string, long> Missing => _missed;

    public void Did(string what) => _did.AddOrUpdate(what, 1, (_, n) => n + 1);

    /// <summary>Answers how often this was missed by now.</summary>
    public long Missed(string what) => _missed.AddOrUpdate(what, 1, (_, n) => n + 1);
}
