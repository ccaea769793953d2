using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GovLiaison.Common;

/// <summary>
/// AES-256-GCM for fields, HMAC-SHA256 for blind indexes and links, each under a key of its own. A field is stored as
/// version (1 byte), key number (1), nonce (12), cipher text, tag (16).
/// </summary>
public sealed class FieldCrypto : ICryptoProvider, IDisposable
{
    private const byte FormatVersion = 1;
    private const int NonceLength = 12, TagLength = 16, HeadLength = 2 + NonceLength;
    private const int OnStack = 512, NoncesAtOnce = 256;

    [ThreadStatic] private static byte[]? _nonces;
    [ThreadStatic] private static int _nextNonce;

    private readonly byte[] _indexKey;
    private readonly byte _current;

    // A cipher or a keyed digest is not for two threads, and making one costs more than a phone number or a link does.
    private readonly Dictionary<byte, ThreadLocal<AesGcm>> _ciphers = [];
    private readonly ThreadLocal<IncrementalHash> _links;

    public FieldCrypto(KeyRing keys)
    {
        (_indexKey, _current) = (keys.IndexKey, keys.DataKeys.Keys.Max());
        var linkKey = keys.LinkKey;
        _links = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, linkKey), trackAllValues: true);
        foreach (var (number, key) in keys.DataKeys)
            _ciphers[number] = new ThreadLocal<AesGcm>(() => new AesGcm(key, TagLength), trackAllValues: true);
    }

    public byte[] Encrypt(string plain, FieldPlace place)
    {
        var length = Encoding.UTF8.GetByteCount(plain);
        var stored = new byte[HeadLength + length + TagLength];
        var cipher = stored.AsSpan(HeadLength, length);
        (stored[0], stored[1]) = (FormatVersion, _current);
        NextNonce(stored.AsSpan(2, NonceLength));
        Encoding.UTF8.GetBytes(plain, cipher);
        using var associated = new Associated(place, stackalloc byte[OnStack]);
        _ciphers[_current].Value!.Encrypt(stored.AsSpan(2, NonceLength), cipher, cipher, stored.AsSpan(HeadLength + length), associated.Bytes);
        return stored;
    }

    public string Decrypt(ReadOnlySpan<byte> cipher, FieldPlace place)
    {
        if (cipher.Length < HeadLength + TagLength || cipher[0] != FormatVersion || !_ciphers.TryGetValue(cipher[1], out var aes))
            throw new CryptographicException("This field was written in a format or with a key that is not known here");
        var length = cipher.Length - HeadLength - TagLength;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var plain = rented is null ? stackalloc byte[OnStack] : rented;
        plain = plain[..length];
        try
        {
            using var associated = new Associated(place, stackalloc byte[OnStack]);
            aes.Value!.Decrypt(cipher.Slice(2, NonceLength), cipher.Slice(HeadLength, length), cipher[^TagLength..], plain, associated.Bytes);
            return Encoding.UTF8.GetString(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public long BlindIndex(string purpose, string value)
    {
        using var text = new Joined(purpose, value.Length * 3, stackalloc byte[OnStack]);
        var length = text.Head + Encoding.UTF8.GetBytes(value, text.Rest);
        Span<byte> digest = stackalloc byte[32];
        HMACSHA256.HashData(_indexKey, text.All[..length], digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest);
    }

    public void Authenticate(string purpose, ReadOnlySpan<byte> data, Span<byte> digest)
    {
        using var text = new Joined(purpose, data.Length, stackalloc byte[OnStack]);
        data.CopyTo(text.Rest);
        var hash = _links.Value!;
        hash.AppendData(text.All[..(text.Head + data.Length)]);
        hash.GetHashAndReset(digest);
    }

    public void Dispose()
    {
        foreach (var ciphers in _ciphers.Values)
        {
            foreach (var aes in ciphers.Values) aes.Dispose();
            ciphers.Dispose();
        }
        foreach (var hash in _links.Values) hash.Dispose();
        _links.Dispose();
    }

    // Random bytes are drawn for many at once: the call costs far more than the bytes.
    private static void NextNonce(Span<byte> nonce)
    {
        var pool = _nonces ??= new byte[NonceLength * NoncesAtOnce];
        if (_nextNonce == 0) RandomNumberGenerator.Fill(pool);
        pool.AsSpan(_nextNonce * NonceLength, NonceLength).CopyTo(nonce);
        _nextNonce = (_nextNonce + 1) % NoncesAtOnce;
    }

    // table|column|owner
    private readonly ref struct Associated
    {
        private readonly byte[]? _rented;

        public Associated(FieldPlace place, Span<byte> buffer)
        {
            var most = (place.Table.Length + place.Column.Length + place.Owner.Length) * 3 + 2;
            if (most > buffer.Length) buffer = _rented = ArrayPool<byte>.Shared.Rent(most);
            var length = Encoding.UTF8.GetBytes(place.Table, buffer);
            buffer[length++] = (byte)'|';
            length += Encoding.UTF8.GetBytes(place.Column, buffer[length..]);
            buffer[length++] = (byte)'|';
            length += Encoding.UTF8.GetBytes(place.Owner, buffer[length..]);
            Bytes = buffer[..length];
        }

        public ReadOnlySpan<byte> Bytes { get; }

        public void Dispose()
        {
            if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    // purpose|… : a purpose never holds a bar, so that none is the beginning of another
    private readonly ref struct Joined
    {
        private readonly byte[]? _rented;

        public Joined(string purpose, int room, Span<byte> buffer)
        {
            if (purpose.Contains('|', StringComparison.Ordinal)) throw new ArgumentException("A purpose holds no bar", nameof(purpose));
            var most = purpose.Length * 3 + 1 + room;
            if (most > buffer.Length) buffer = _rented = ArrayPool<byte>.Shared.Rent(most);
            Head = Encoding.UTF8.GetBytes(purpose, buffer);
            buffer[Head++] = (byte)'|';
            All = buffer;
        }

        public int Head { get; }
        public Span<byte> All { get; }
        public Span<byte> Rest => All[Head..];

        public void Dispose()
        {
            if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
        }
    }
}
