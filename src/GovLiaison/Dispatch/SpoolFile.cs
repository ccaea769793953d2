using System.Buffers.Binary;
using System.Numerics;

namespace GovLiaison.Dispatch;

/// <summary>
/// Records in order in a file whose space was taken beforehand: a full disk cannot stop it. A record counts once it is on the
/// disk with its length and checksum; what a crash tore is told by them, and by its number, from what was there before.
/// </summary>
public sealed class SpoolFile : IDisposable
{
    /// <summary>The two copies of the head, written in turn: a torn one leaves the other.</summary>
    private const int HeadSize = 64, SecondHead = 512, Start = 4096;

    private const int RecordHead = 16, LongestRecord = 64 * 1024, Piece = 1 << 20;
    private const long Magic = 0x314C4F4F50534C47; // GLSPOOL1

    private readonly FileStream _file;
    private readonly Queue<int> _lengths = new();
    private long _turn, _first, _firstNumber, _end, _nextNumber;

    private SpoolFile(FileStream file) => _file = file;

    public int Count => _lengths.Count;
    public long Size => _file.Length;
    public long Used => _end - _first;

    /// <exception cref="IOException">It cannot be made or written, somebody else holds it, or it is no spool.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static SpoolFile Open(string path, long size)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var spool = new SpoolFile(new FileStream(path, options));
        try
        {
            spool.Fill(size);
            spool.Find();
            spool.WriteHead(); // shows that it can be written
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>On the disk when it returns; false when there is no room for all of them, then none is kept.</summary>
    public bool Append(IReadOnlyCollection<byte[]> records)
    {
        var length = records.Sum(record => RecordHead + record.Length);
        if (_end + length > _file.Length || records.Any(record => record.Length > LongestRecord)) return false;
        var bytes = new byte[length];
        var at = 0;
        var number = _nextNumber;
        foreach (var record in records)
        {
            var target = bytes.AsSpan(at);
            BinaryPrimitives.WriteInt32LittleEndian(target, record.Length);
            BinaryPrimitives.WriteInt64LittleEndian(target[8..], number++);
            record.CopyTo(target[RecordHead..]);
            BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Checksum(target[8..(RecordHead + record.Length)]));
            at += RecordHead + record.Length;
        }
        RandomAccess.Write(_file.SafeFileHandle, bytes, _end);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        foreach (var record in records) _lengths.Enqueue(RecordHead + record.Length);
        (_end, _nextNumber) = (_end + length, number);
        return true;
    }

    /// <summary>The oldest ones, in order.</summary>
    public IReadOnlyList<byte[]> Peek(int most)
    {
        var found = new List<byte[]>(Math.Min(most, _lengths.Count));
        var at = _first;
        foreach (var length in _lengths.Take(most))
        {
            var record = new byte[length - RecordHead];
            RandomAccess.Read(_file.SafeFileHandle, record, at + RecordHead);
            found.Add(record);
            at += length;
        }
        return found;
    }

    /// <summary>The oldest ones are done with. When none is left the file begins anew.</summary>
    public void Remove(int count)
    {
        for (var i = 0; i < count; i++) _first += _lengths.Dequeue();
        _firstNumber += count;
        if (_lengths.Count == 0) _first = _end = Start;
        // on the disk before the next record: the old head must not point past what is written from here on
        WriteHead();
    }

    public void Dispose() => _file.Dispose();

    // Zeros, not a hole: the space must be there when the disk is full.
    private void Fill(long size)
    {
        if (_file.Length >= size) return;
        var zeros = new byte[Piece];
        for (var at = _file.Length; at < size; at += Piece)
            RandomAccess.Write(_file.SafeFileHandle, zeros.AsSpan(0, (int)Math.Min(Piece, size - at)), at);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    private void Find()
    {
        var (one, two) = (ReadHead(0), ReadHead(SecondHead));
        if ((one ?? two) is null && !IsEmpty()) throw new IOException($"{_file.Name} is no spool of answers, or both its heads are damaged");
        var head = one is null || two is not null && two.Value.Turn > one.Value.Turn ? two : one;
        (_turn, _first, _firstNumber) = head ?? (0, Start, 1);
        (_end, _nextNumber) = (_first, _firstNumber);
        while (LengthOf(_end, _nextNumber) is { } length)
        {
            _lengths.Enqueue(length);
            (_end, _nextNumber) = (_end + length, _nextNumber + 1);
        }
    }

    /// <summary>Of the whole record; null where none with this number stands whole.</summary>
    private int? LengthOf(long at, long number)
    {
        Span<byte> head = stackalloc byte[RecordHead];
        if (at + RecordHead > _file.Length || RandomAccess.Read(_file.SafeFileHandle, head, at) != RecordHead) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is <= 0 or > LongestRecord || at + RecordHead + length > _file.Length || BinaryPrimitives.ReadInt64LittleEndian(head[8..]) != number) return null;
        var summed = new byte[RecordHead - 8 + length];
        return RandomAccess.Read(_file.SafeFileHandle, summed, at + 8) == summed.Length && Checksum(summed) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..])
            ? RecordHead + length : null;
    }

    private (long Turn, long First, long Number)? ReadHead(long at)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        if (RandomAccess.Read(_file.SafeFileHandle, head, at) != HeadSize || BinaryPrimitives.ReadInt64LittleEndian(head) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(head[32..]) != Checksum(head[..32])) return null;
        return (BinaryPrimitives.ReadInt64LittleEndian(head[8..]), BinaryPrimitives.ReadInt64LittleEndian(head[16..]), BinaryPrimitives.ReadInt64LittleEndian(head[24..]));
    }

    private void WriteHead()
    {
        Span<byte> head = stackalloc byte[HeadSize];
        head.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], ++_turn);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], _first);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], _firstNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(head[32..], Checksum(head[..32]));
        RandomAccess.Write(_file.SafeFileHandle, head, _turn % 2 == 0 ? 0 : SecondHead);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    private bool IsEmpty()
    {
        var beginning = new byte[Start];
        return RandomAccess.Read(_file.SafeFileHandle, beginning, 0) == Start && beginning.All(value => value == 0);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) sum = BitOperations.Crc32C(sum, value);
        return ~sum;
    }
}
