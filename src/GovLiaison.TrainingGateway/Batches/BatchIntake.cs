using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovLiaison.TrainingGateway.Behaviour;
using GovLiaison.TrainingGateway.Ledger;
using GovLiaison.TrainingGateway.People;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Batches;

/// <summary>Takes batches of SMS and voice items: judge, ledger, then answer, in this order.</summary>
internal sealed class BatchIntake(LedgerBook ledger, Behaviours behaviours, PeopleQueue people, Inbox inbox, IOptions<GatewayOptions> options)
{
    private static readonly SearchValues<byte> KeyBytes =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:"u8);

    private readonly byte[] _bearer = Encoding.UTF8.GetBytes("Bearer " + options.Value.Secret);

    public async Task HandleAsync(HttpContext context, BatchShape shape)
    {
        if (await behaviours.AnswersInsteadAsync(context, shape.Channel))
            return;
        var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, _bearer))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "unauthorized");
            return;
        }

        using var request = await ReadAsync(context, shape);
        if (request is null || request.Items.Count == 0 || request.Items.Count > shape.MaxItems)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, request is null ? "bad-request" : "bad-item-count");
            return;
        }

        if (!behaviours.IsWithinQuota(shape.Channel, request.Items.Count))
        {
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "quota");
            return;
        }

        await AcceptAsync(context, shape, request);
    }

    private static async Task<BatchRequest?> ReadAsync(HttpContext context, BatchShape shape)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var request = BatchRequest.Read(read.Buffer, shape);
            reader.AdvanceTo(read.Buffer.End);
            return request;
        }
    }

    private async Task AcceptAsync(HttpContext context, BatchShape shape, BatchRequest request)
    {
        var count = request.Items.Count;
        var codes = ArrayPool<string>.Shared.Rent(count);
        var entries = ArrayPool<LedgerEntry>.Shared.Rent(count);
        var digests = ArrayPool<byte>.Shared.Rent(count * SHA256.HashSizeInBytes);
        try
        {
            var good = Judge(shape, request, codes, entries, digests);
            await ledger[shape.Channel].AcceptAsync(request.Account, entries.AsSpan(0, good), honoursKeys: true);
            Settle(request, codes, entries.AsSpan(0, good));
            people.Receive(shape, request, entries.AsSpan(0, good), codes);
            inbox.Receive(shape, request, codes);
            if (!await behaviours.SpoilsAnswerAsync(context, shape.Channel))
                await AnswerAsync(context, shape, request, codes);
        }
        finally
        {
            ArrayPool<string>.Shared.Return(codes);
            ArrayPool<LedgerEntry>.Shared.Return(entries, clearArray: true);
            ArrayPool<byte>.Shared.Return(digests);
        }
    }

    private static int Judge(BatchShape shape, BatchRequest request, string[] codes, LedgerEntry[] entries, byte[] digests)
    {
        var good = 0;
        for (var i = 0; i < request.Items.Count; i++)
        {
            var item = request.Items[i];
            codes[i] = CodeOf(shape, item);
            if (codes[i] is not "ok")
                continue;
            var digest = digests.AsMemory(good * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            SHA256.HashData(item.Text.Span, digest.Span);
            entries[good++] = new LedgerEntry
            {
                Key = item.Key,
                To = item.To,
                Digest = digest,
                KeyHash = Hashes.Of(item.Key.Span),
                BodyHash = LedgerLine.BodyHash(item.To.Span, digest.Span),
                IsShown = true,
            };
        }

        return good;
    }

    private static string CodeOf(BatchShape shape, in BatchItem item)
    {
        if (item.Key.Length is 0 or > 64 || item.Key.Span.ContainsAnyExcept(KeyBytes))
            return "bad-key";
        if (item.To.Length != 11 || item.To.Span.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return "bad-number";
        if (item.Text.IsEmpty)
            return "empty";
        // a character takes at most 3 bytes a UTF-16 unit: most texts need no counting
        if (item.Text.Length > shape.MaxTextLength && Encoding.UTF8.GetCharCount(item.Text.Span) > shape.MaxTextLength)
            return "too-long";
        return item.HasBadOption ? "bad-option" : "ok";
    }

    private static void Settle(BatchRequest request, string[] codes, ReadOnlySpan<LedgerEntry> entries)
    {
        var next = 0;
        for (var i = 0; i < request.Items.Count; i++)
        {
            if (codes[i] is "ok" && entries[next++].Fate == KeyFate.Reused)
                codes[i] = "key-reused";
        }
    }

    private static async Task AnswerAsync(HttpContext context, BatchShape shape, BatchRequest request, string[] codes)
    {
        context.Response.ContentType = "application/json";
        Write(context.Response.BodyWriter, shape, request, codes);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(IBufferWriter<byte> output, BatchShape shape, BatchRequest request, string[] codes)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        for (var i = 0; i < request.Items.Count; i++)
        {
            var key = request.Items[i].Key.Span;
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            json.WriteString("code"u8, codes[i]);
            if (codes[i] is "ok")
                json.WriteString("id"u8, IdOf(shape, key));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Made from the key, so that a repeat gets the same id without anybody having stored it.</summary>
    public static string IdOf(BatchShape shape, ReadOnlySpan<byte> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{shape.IdPrefix}{Hashes.Of(key):x16}");

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, context.RequestAborted);
    }
}
