using System.Text;
using System.Text.Json;
using GovLiaison.TrainingGateway.Clock;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Ledger;

/// <summary>The ledger file with what is remembered of it: one page per channel.</summary>
internal sealed class LedgerBook : IDisposable
{
    private static readonly string[] Channels = ["wecom", "sms", "voice"];
    private readonly Dictionary<string, LedgerPage> _pages;
    private readonly LedgerFile _file;
    private readonly FileStream _owner;

    public LedgerBook(IOptions<GatewayOptions> options, WorldClock world, IHostApplicationLifetime lifetime, ILogger<LedgerBook> logger)
    {
        _pages = Channels.ToDictionary(c => c, c => new LedgerPage(c, options.Value.Mode, world), StringComparer.Ordinal);
        var path = Path.GetFullPath(options.Value.Ledger);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // a lock beside the file: whoever checks a running ledger must be able to open the file itself
        _owner = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var length = ReadBack(handle, path);
        if (length < RandomAccess.GetLength(handle))
            RandomAccess.SetLength(handle, length);
        _file = new LedgerFile(handle, length);
        _file.Broke = e =>
        {
            LedgerLog.LedgerBroke(logger, e);
            Environment.ExitCode = 5;
            lifetime.StopApplication();
        };
        foreach (var page in _pages.Values)
            page.Open(_file);
    }

    public LedgerPage this[string channel] => _pages[channel];

    public IReadOnlyDictionary<string, LedgerTotals> Summary() =>
        _pages.ToDictionary(p => p.Key, p => p.Value.Totals(), StringComparer.Ordinal);

    public void Dispose()
    {
        _file.Dispose();
        _owner.Dispose();
    }

    /// <summary>Answers the length up to the last whole line: a torn one was never answered, so it never happened.</summary>
    private long ReadBack(Microsoft.Win32.SafeHandles.SafeFileHandle handle, string path)
    {
        var buffer = new byte[1 << 20];
        long done = 0;
        var kept = 0;
        var lines = 0;
        while (true)
        {
            if (kept == buffer.Length)
                throw new InvalidDataException($"The ledger {path} holds a line that is too long after line {lines}.");
            var read = RandomAccess.Read(handle, buffer.AsSpan(kept), done + kept);
            if (read == 0)
                return done;
            var rest = buffer.AsSpan(0, kept + read);
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                lines++;
                if (!Recall(rest[..end]))
                    throw new InvalidDataException($"Line {lines} of the ledger {path} cannot be read. Move the file away to begin a new one.");
                done += end + 1;
                rest = rest[(end + 1)..];
            }

            kept = rest.Length;
            rest.CopyTo(buffer);
        }
    }

    private bool Recall(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            LedgerPage? page = null;
            ReadOnlySpan<byte> key = default, to = default, text = default;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isChannel = reader.ValueTextEquals("channel"u8);
                var isKey = reader.ValueTextEquals("key"u8);
                var isTo = reader.ValueTextEquals("to"u8);
                var isText = reader.ValueTextEquals("text"u8);
                reader.Read();
                if (isChannel)
                    page = _pages.GetValueOrDefault(Encoding.UTF8.GetString(reader.ValueSpan));
                else if (isKey)
                    key = reader.ValueSpan;
                else if (isTo)
                    to = reader.ValueSpan;
                else if (isText)
                    text = reader.ValueSpan;
            }

            if (page is null || text.Length != 64)
                return false;
            page.Recall(key, to, Convert.FromHexString(Encoding.ASCII.GetString(text)));
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return false;
        }
    }
}

internal static partial class LedgerLog
{
    [LoggerMessage(LogLevel.Critical, "The ledger cannot be written any more; the gateway stops")]
    public static partial void LedgerBroke(ILogger logger, Exception e);
}
