using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Data;

namespace GovLiaison.Audit;

/// <summary>How a row is bound to the one before it: SHA-256 over the previous hash and the row's fields, each with its length.</summary>
internal static class AuditChain
{
    /// <summary>Row of KeyBlocks that holds the next place in the chain: rows cut off its end are missed by it.</summary>
    public const string Head = "audit-chain";

    public const long First = 1;

    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    public static byte[] Hash(byte[] previous, AuditEntry row, long sequence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Add(hash, sequence);
        Add(hash, row.Id);
        Add(hash, UtcTime.ToUnixMilliseconds(row.At));
        Add(hash, row.ActorKind);
        Add(hash, row.ActorId?.ToString("N") ?? "");
        Add(hash, row.Session);
        Add(hash, row.Act);
        Add(hash, row.SubjectKind);
        Add(hash, row.SubjectId);
        Add(hash, row.Path);
        Add(hash, row.Detail);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
