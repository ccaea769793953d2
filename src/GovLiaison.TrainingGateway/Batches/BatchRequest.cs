using System.Buffers;
using System.Text.Json;

namespace GovLiaison.TrainingGateway.Batches;

/// <summary>How the items of one channel look on the wire.</summary>
internal sealed record BatchShape(string Channel, string TextProperty, int MaxItems, int MaxTextLength, char IdPrefix)
{
    public static readonly BatchShape Sms = new("sms", "text", 1000, 500, 's');
    public static readonly BatchShape Voice = new("voice", "spoken", 200, 1000, 'v');
}

internal record struct BatchItem(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> To, ReadOnlyMemory<byte> Text, int Repeat, bool HasBadOption);

/// <summary>A request read into slices of one rented block, so that a batch costs no string per item.</summary>
internal sealed class BatchRequest : IDisposable
{
    private readonly byte[] _block;
    private int _used;

    private BatchRequest(int bytes) => _block = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, 16));

    public string Account { get; private set; } = "";

    public List<BatchItem> Items { get; } = new(512);

    /// <summary>Null when the body is no JSON of the agreed form.</summary>
    public static BatchRequest? Read(ReadOnlySequence<byte> body, BatchShape shape)
    {
        // an unescaped text is never longer than its escaped form
        var request = new BatchRequest((int)body.Length);
        try
        {
            var reader = new Utf8JsonReader(body);
            if (request.ReadRoot(ref reader, shape))
                return request;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // falls through to the refusal below
        }

        request.Dispose();
        return null;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    private bool ReadRoot(ref Utf8JsonReader reader, BatchShape shape)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("account"u8))
            {
                reader.Read();
                Account = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                    return false;
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    Items.Add(ReadItem(ref reader, shape));
                if (reader.TokenType != JsonTokenType.EndArray)
                    return false;
            }
            else
            {
                reader.Skip();
            }
        }

        // the reader throws on what follows the object
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && Account.Length > 0;
    }

    private BatchItem ReadItem(ref Utf8JsonReader reader, BatchShape shape)
    {
        var item = new BatchItem { Repeat = 1 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("key"u8))
                item.Key = ReadText(ref reader);
            else if (reader.ValueTextEquals("to"u8))
                item.To = ReadText(ref reader);
            else if (reader.ValueTextEquals(shape.TextProperty))
                item.Text = ReadText(ref reader);
            else if (reader.ValueTextEquals("repeat"u8))
                item.Repeat = reader.Read() && reader.TryGetInt32(out var repeat) ? repeat : 0;
            else if (reader.ValueTextEquals("keys"u8))
                item.HasBadOption |= !ReadKeys(ref reader);
            else
                reader.Skip();
        }

        item.HasBadOption |= item.Repeat is < 1 or > 5;
        return item;
    }

    private ReadOnlyMemory<byte> ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        var length = reader.CopyString(_block.AsSpan(_used));
        var text = _block.AsMemory(_used, length);
        _used += length;
        return text;
    }

    private static bool ReadKeys(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var areGood = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            areGood &= reader.GetString() is { Length: 1 } key && "0123456789*#".Contains(key, StringComparison.Ordinal);
        return areGood && reader.TokenType == JsonTokenType.EndArray;
    }
}
