namespace GovLiaison.TrainingGateway.Ledger;

internal enum KeyFate
{
    New,
    Repeated,
    Reused,
}

/// <summary>
/// Which keys were accepted, with which body: two 64-bit hashes a key in open addressing, 16 bytes at a load of at most
/// one half. A million keys take 64 MB at worst; two of them collide once in some ten million such runs.
/// </summary>
internal sealed class KeyIndex
{
    private (ulong Key, ulong Body)[] _slots = new (ulong, ulong)[1 << 12];

    public int Count { get; private set; }

    /// <summary>Not safe for concurrent calls: the caller holds one lock over a request and its ledger lines.</summary>
    public KeyFate Add(ulong key, ulong body)
    {
        if (key == 0)
            key = 1;
        var slot = Find(_slots, key);
        if (_slots[slot].Key == key)
            return _slots[slot].Body == body ? KeyFate.Repeated : KeyFate.Reused;
        _slots[slot] = (key, body);
        Count++;
        if (Count * 2 > _slots.Length)
            Grow();
        return KeyFate.New;
    }

    private static int Find((ulong Key, ulong Body)[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var slot = (int)(key & (ulong)mask);
        while (slots[slot].Key != 0 && slots[slot].Key != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var larger = new (ulong Key, ulong Body)[_slots.Length * 2];
        foreach (var entry in _slots)
        {
            if (entry.Key != 0)
                larger[Find(larger, entry.Key)] = entry;
        }

        _slots = larger;
    }
}
