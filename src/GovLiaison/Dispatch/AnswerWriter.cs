using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Dispatch;

/// <summary>An answer that waits to be stored.</summary>
public sealed class PendingAnswer(RecordReceipt receipt, DateTime at, bool isReplayed = false)
{
    public RecordReceipt Receipt => receipt;
    public DateTime At => at;
    public bool IsReplayed => isReplayed;
    public TaskCompletionSource<Result<bool>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Stores a group and gives each member its result.</summary>
public sealed partial class AnswerWriter(ReceiptGroupService groups, ReceiptKeys keys, IStoreDialect dialect, ILogger<AnswerWriter> logger)
{
    /// <summary>Null when every member has its result; else why the store takes nothing now, and those without one are not stored.</summary>
    public async Task<Refusal?> WriteAsync(IReadOnlyList<PendingAnswer> group)
    {
        try
        {
            return await TryWriteAsync(group);
        }
        catch (Exception fault) when (dialect.Classify(fault) is StoreFault.Busy)
        {
            return AnswerRefusals.Busy;
        }
        // one bad member must not cost the others their answer
        catch (Exception fault) when (group.Count > 1)
        {
            Log.WrittenOneByOne(logger, group.Count, fault);
            foreach (var answer in group)
                if (await WriteAsync([answer]) is { } refusal) return refusal;
            return null;
        }
        catch (Exception fault)
        {
            group[0].Done.TrySetException(fault);
            return null;
        }
    }

    private async Task<Refusal?> TryWriteAsync(IReadOnlyList<PendingAnswer> group)
    {
        var keyed = new List<KeyedReceipt>(group.Count);
        foreach (var answer in group)
        {
            // before the transaction, so that nobody waits for numbers with a connection in hand
            var key = await keys.ReserveAsync(CancellationToken.None);
            if (key.Refusal is { } none) return none;
            keyed.Add(new KeyedReceipt(answer.Receipt, key.Value, answer.IsReplayed ? answer.At : null));
        }
        var written = await groups.RecordAsync(keyed, CancellationToken.None);
        if (written.Refusal is { } refusal) return refusal;
        for (var i = 0; i < group.Count; i++) group[i].Done.TrySetResult(written.Value[i]);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} answers could not be stored together and are stored one by one")]
        public static partial void WrittenOneByOne(ILogger logger, int count, Exception fault);
    }
}
