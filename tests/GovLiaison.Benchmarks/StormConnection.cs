using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace GovLiaison.Benchmarks;

/// <summary>One kept-alive connection that reads as much of HTTP as our own server writes: a generator must not cost more than what it measures.</summary>
internal sealed class StormConnection(IPEndPoint server) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>Of the last answer: its head and body as far as they fit.</summary>
    public ReadOnlyMemory<byte> Answer { get; private set; }

    /// <summary>Status 0 when no answer came; the next request opens a new connection then.</summary>
    public async Task<(int Status, bool HasRetryAfter)> SendAsync(ReadOnlyMemory<byte> request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(server, limit.Token);
            }
            await _socket.SendAsync(request, limit.Token);
            return await ReadAsync(_socket, limit.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException or OperationCanceledException)
        {
            Dispose();
            return (0, false);
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<(int Status, bool HasRetryAfter)> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var got = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (got == 0) throw new IOException("closed");
            length += got;
            if (Whole(_buffer.AsSpan(0, length)) is not { } answer) continue;
            Answer = _buffer.AsMemory(0, length);
            if (answer.Closes) Dispose();
            return (answer.Status, answer.HasRetryAfter);
        }
    }

    // by Content-Length, or as chunks whose last one ends what was read
    private static (int Status, bool HasRetryAfter, bool Closes)? Whole(ReadOnlySpan<byte> read)
    {
        var head = read.IndexOf("\r\n\r\n"u8);
        if (head < 0) return null;
        var fields = read[..head];
        if (!Utf8Parser.TryParse(fields[9..12], out int status, out _)) throw new IOException("no status");
        var at = fields.IndexOf("Content-Length: "u8);
        var body = 0;
        if (at >= 0 && !Utf8Parser.TryParse(fields[(at + 16)..], out body, out _)) throw new IOException("no length");
        if (at < 0 && fields.IndexOf("Transfer-Encoding"u8) >= 0 ? !read.EndsWith("0\r\n\r\n"u8) : read.Length < head + 4 + body) return null;
        return (status, fields.IndexOf("Retry-After"u8) >= 0, fields.IndexOf("Connection: close"u8) >= 0);
    }
}
