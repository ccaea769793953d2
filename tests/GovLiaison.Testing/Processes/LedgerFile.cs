using System.Text.Json;

namespace GovLiaison.Testing.Processes;

/// <summary>One thing that a gateway accepted.</summary>
public sealed record LedgerLine(DateTime At, string Channel, string Mode, string Account, string Key, string To, bool Shown);

/// <summary>A gateway's ledger, read while the gateway runs.</summary>
public sealed class LedgerFile(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly byte[] _buffer = new byte[1 << 20];
    private long _read;
    private int _lines;

    public string Path => path;

    /// <summary>Lines so far; reads only what is new.</summary>
    public int Count()
    {
        if (!File.Exists(path)) return 0;
        using var file = Open();
        file.Position = _read;
        for (int got; (got = file.Read(_buffer)) > 0; _read += got)
            _lines += _buffer.AsSpan(0, got).Count((byte)'\n');
        return _lines;
    }

    public IReadOnlyList<LedgerLine> Lines()
    {
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(Open());
        // what stands after the last line end is still being written
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerLine>(line, Json)!)];
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
