using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>An answer that was given while the store could not take it.</summary>
/// <param name="Receipt">Its dispatch is 0 where the store could not even be asked for it.</param>
public sealed record SpooledAnswer(RecordReceipt Receipt, DateTime At);

/// <summary>A record of the spool and what it says.</summary>
/// <param name="Answer">Null when it cannot be read; without its words when only these cannot.</param>
/// <param name="Fault">Why it, or its words, cannot be read.</param>
public sealed record SpooledRecord(byte[] Bytes, SpooledAnswer? Answer, Exception? Fault);

/// <summary>What somebody has answered, in how many records, that the store does not know yet.</summary>
public sealed record SpooledMark(DateTime? ConfirmedAt, DateTime? HelpAt, int Records);

/// <summary>How the spool stands, for the console and for metrics.</summary>
public sealed record AnswerSpoolState(bool IsOpen, int Waiting, long UsedBytes, long SizeBytes, DateTime? WaitingSince);

/// <summary>Keeps answers on the disk while the store cannot take them. What people wrote is encrypted in it as in the database.</summary>
public sealed class AnswerSpool(ICryptoProvider crypto) : IDisposable
{
    private readonly Lock _gate = new();

    // changed under the lock, together with the records they stand for; read by every page without it
    private readonly ConcurrentDictionary<long, SpooledMark> _marks = new();

    private SpoolFile? _file;
    private string _path = "";
    private DateTime? _since;

    public bool IsOpen => _file is not null;

    public AnswerSpoolState State
    {
        get
        {
            lock (_gate) return _file is { } file ? new(true, file.Count, file.Used, file.Size, _since) : new(false, 0, 0, 0, null);
        }
    }

    /// <exception cref="StoreRefusedException">It cannot be written; nothing may start that takes answers.</exception>
    public void Open(string path, long size)
    {
        try
        {
            var full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            lock (_gate)
            {
                (_file, _path) = (SpoolFile.Open(full, size), full);
                foreach (var record in Next(int.MaxValue)) Mark(record.Answer);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(AnswerRefusals.SpoolUnwritable($"{path}: {fault.Message}"));
        }
    }

    /// <summary>On the disk when it returns. False when it is full or fails: then none of them is kept.</summary>
    public bool Append(IReadOnlyList<SpooledAnswer> answers)
    {
        var records = answers.Select(Write).ToList();
        lock (_gate)
        {
            try
            {
                if (_file is null || !_file.Append(records)) return false;
            }
            catch (IOException)
            {
                return false;
            }
            _since ??= answers[0].At;
            foreach (var answer in answers) Mark(answer);
            return true;
        }
    }

    /// <summary>The oldest ones, in order; they stay until <see cref="Remove"/>.</summary>
    public IReadOnlyList<SpooledRecord> Next(int most)
    {
        IReadOnlyList<byte[]> bytes;
        lock (_gate) bytes = _file?.Peek(most) ?? [];
        var records = bytes.Select(Read).ToList();
        if (records is [{ Answer: { } oldest }, ..])
            lock (_gate) _since = oldest.At;
        return records;
    }

    /// <summary>The oldest ones are in the store.</summary>
    public void Remove(IReadOnlyList<SpooledRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records) Unmark(record.Answer);
            _file!.Remove(records.Count);
            if (_file.Count == 0) _since = null;
        }
    }

    /// <summary>What this recipient has answered and his page cannot read yet.</summary>
    public SpooledMark? Of(long recipientId) => _marks.IsEmpty ? null : _marks.GetValueOrDefault(recipientId);

    /// <summary>On the disk, in a file beside the spool that nothing reads, when it returns: what the store can never take.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void SetAside(SpooledRecord record)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(_path + ".set-aside", options);
        file.Write([.. record.Bytes, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file?.Dispose();

    private void Mark(SpooledAnswer? answer)
    {
        if (answer?.Receipt.RecipientId is not { } recipient) return;
        var mark = _marks.GetValueOrDefault(recipient) ?? new SpooledMark(null, null, 0);
        mark = mark with { Records = mark.Records + 1 };
        _marks[recipient] = answer.Receipt.Kind == ReceiptKinds.Help ? mark with { HelpAt = mark.HelpAt ?? answer.At } : mark with { ConfirmedAt = mark.ConfirmedAt ?? answer.At };
    }

    private void Unmark(SpooledAnswer? answer)
    {
        if (answer?.Receipt.RecipientId is not { } recipient || !_marks.TryGetValue(recipient, out var mark)) return;
        if (mark.Records > 1) _marks[recipient] = mark with { Records = mark.Records - 1 };
        else _marks.TryRemove(recipient, out _);
    }

    private byte[] Write(SpooledAnswer answer)
    {
        var (receipt, at) = (answer.Receipt, UtcTime.ToUnixMilliseconds(answer.At));
        return JsonSerializer.SerializeToUtf8Bytes(new SpoolLine(receipt.DispatchId, receipt.RecipientId, receipt.ListedHouseholdId, receipt.VillageId, receipt.Kind, receipt.Through,
            receipt.ByPersonId, at, receipt.Note is { } note ? crypto.Encrypt(note, PersonalFields.SpooledNote(at)) : null), SpoolJson.Default.SpoolLine);
    }

    private SpooledRecord Read(byte[] record)
    {
        SpooledAnswer? answer = null;
        try
        {
            if (JsonSerializer.Deserialize(record, SpoolJson.Default.SpoolLine) is not { K: not null, T: not null } line || line is { D: 0, R: null })
                throw new JsonException("The record does not say what was answered, or to what");
            answer = new SpooledAnswer(new RecordReceipt(line.D, line.R, line.H, line.V, line.K, line.T, line.B), DateTime.UnixEpoch.AddMilliseconds(line.A));
            if (line.N is { } note) answer = answer with { Receipt = answer.Receipt with { Note = crypto.Decrypt(note, PersonalFields.SpooledNote(line.A)) } };
            return new SpooledRecord(record, answer, null);
        }
        // words under a key that is not here, as after a restore: who asks for help is heard without them
        catch (Exception fault) when (fault is JsonException or CryptographicException or ArgumentOutOfRangeException)
        {
            return new SpooledRecord(record, answer, fault);
        }
    }
}

/// <summary>One answer in the file: dispatch, recipient, household, village, kind, through, by whom, when, words.</summary>
internal sealed record SpoolLine(long D, long? R, long? H, int? V, string K, string T, Guid? B, long A, byte[]? N);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpoolLine))]
internal sealed partial class SpoolJson : JsonSerializerContext;
