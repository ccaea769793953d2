namespace GovLiaison.TrainingGateway;

/// <summary>Hashes that stay the same over restarts and machines: ids and people depend on them.</summary>
internal static class Hashes
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong start = Offset)
    {
        var hash = start;
        foreach (var b in bytes)
            hash = (hash ^ b) * Prime;
        return Mix(hash);
    }

    public static ulong Of(ReadOnlySpan<char> text, ulong start = Offset)
    {
        var hash = start;
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return Mix(hash);
    }

    /// <summary>Bit mixing of splitmix64: without it the short inputs of FNV leave the high bits poor.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public static double Share(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
