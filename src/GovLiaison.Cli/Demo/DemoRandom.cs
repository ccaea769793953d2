using System.Buffers.Binary;

namespace GovLiaison.Cli.Demo;

/// <summary>
/// SplitMix64 from a seed and the name of what is made: every village draws from a stream of its own, so that villages can
/// be made in any order and a later .NET makes the same province (System.Random promises neither).
/// </summary>
public struct DemoRandom
{
    private ulong _state;

    public DemoRandom(int seed, string place)
    {
        // FNV-1a over the place, mixed with the seed
        _state = 14695981039346656037UL ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL);
        foreach (var letter in place) _state = (_state ^ letter) * 1099511628211UL;
        Next();
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Fraction() < share;

    /// <summary>Near enough to a normal variate: the sum of twelve uniform ones.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Fraction();
        return sum;
    }

    /// <summary>A Guid of version 7: the instant, then the number of the row, then chance: rows stay in the order in which they are made.</summary>
    public Guid Key(DateTime at, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond << 16) | 0x7000L | ((uint)number >> 14 & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (0x8000UL | ((ulong)number & 0x3FFF)) << 48 | Next() >> 16);
        return new Guid(bytes, bigEndian: true);
    }
}
