using System.Buffers;
using GovLiaison.TrainingGateway.Clock;

namespace GovLiaison.TrainingGateway.Ledger;

/// <param name="Accepted">Lines in the ledger.</param>
/// <param name="DistinctKeys">Different keys among them.</param>
/// <param name="Repeated">Lines beyond the first of their key: 0 where keys are honoured.</param>
/// <param name="AnsweredFromMemory">Items since start whose key was known and that were not accepted again.</param>
internal sealed record LedgerTotals(long Accepted, long DistinctKeys, long Repeated, long AnsweredFromMemory);

/// <summary>What one channel accepted.</summary>
internal sealed class LedgerPage(string channel, string mode, WorldClock world)
{
    private readonly Lock _gate = new();
    private readonly KeyIndex _keys = new();
    private readonly ArrayBufferWriter<byte> _lines = new(1 << 16);
    private LedgerFile? _file;
    private long _accepted;
    private long _fromMemory;

    public void Open(LedgerFile file) => _file = file;

    public void Recall(ReadOnlySpan<byte> key, ReadOnlySpan<byte> to, ReadOnlySpan<byte> digest)
    {
        _keys.Add(Hashes.Of(key), LedgerLine.BodyHash(to, digest));
        _accepted++;
    }

    /// <summary>
    /// Judges every entry and appends the accepted ones. Keys and lines go in under one lock: a repeat that finds its
    /// key here must also find its line already queued, or it could be answered before the first is safe. Where keys are
    /// not honoured (WeCom) a repeat is accepted again and only counted.
    /// </summary>
    public Task AcceptAsync(string account, Span<LedgerEntry> entries, bool honoursKeys)
    {
        lock (_gate)
        {
            _lines.ResetWrittenCount();
            var line = new LedgerLine(_lines, channel, mode, account, world.Now);
            foreach (ref var entry in entries)
            {
                entry.Fate = _keys.Add(entry.KeyHash, entry.BodyHash);
                if (entry.Fate != KeyFate.New && honoursKeys)
                {
                    _fromMemory++;
                    continue;
                }

                _accepted++;
                line.Write(entry.Key.Span, entry.To.Span, entry.Digest.Span, entry.IsShown);
            }

            return _file!.AppendAsync(_lines.WrittenSpan);
        }
    }

    public LedgerTotals Totals()
    {
        lock (_gate)
            return new LedgerTotals(_accepted, _keys.Count, _accepted - _keys.Count, _fromMemory);
    }
}

internal struct LedgerEntry
{
    public ReadOnlyMemory<byte> Key;
    public ReadOnlyMemory<byte> To;
    public ReadOnlyMemory<byte> Digest;
    public ulong KeyHash;
    public ulong BodyHash;
    public bool IsShown;
    public KeyFate Fate;
}
