using Microsoft.Extensions.Logging;

namespace GovLiaison.Dispatch;

/// <summary>Brings what the spool keeps into the store, in order, as soon as the store takes it. What is there already adds nothing.</summary>
public sealed partial class AnswerReplay(AnswerSpool spool, AnswerWriter writer, AnswerPlaceQueries places, TimeProvider clock, ILogger<AnswerReplay> logger)
{
    private const int MostAtOnce = 500;

    // the marks of a group have one time
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1), Between = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private Task _stuck = Task.CompletedTask;
    private bool _isRunning;
    private volatile bool _isStoreDown;

    /// <summary>False from a failed write until one from the spool succeeds, or nothing is left in it.</summary>
    public bool IsStoreBack => !_isStoreDown;

    /// <param name="write">The write that failed, or that still waits for the store.</param>
    public void StoreFailed(Task write)
    {
        _isStoreDown = true;
        lock (_gate) _stuck = write;
    }

    /// <summary>To be called after something was put into the spool, and at the start.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_isRunning) return;
            _isRunning = true;
        }
        if (spool.State.Waiting is > 0 and var waiting) Log.Begun(logger, waiting);
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(), null);
    }

    private async Task RunAsync()
    {
        while (!IsOver())
        {
            try
            {
                Task stuck;
                lock (_gate) stuck = _stuck;
                await stuck.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _isStoreDown = !await ReplayAsync();
            }
            // the outermost loop: what the store says is no reason to forget what people said
            catch (Exception fault)
            {
                Log.Failed(logger, fault);
                _isStoreDown = true;
            }
            if (_isStoreDown) await Task.Delay(Between, clock);
        }
    }

    private bool IsOver()
    {
        lock (_gate)
        {
            if (spool.State.Waiting > 0) return false;
            _isRunning = _isStoreDown = false;
            return true;
        }
    }

    /// <summary>False when the store does not take them.</summary>
    private async Task<bool> ReplayAsync()
    {
        var next = spool.Next(MostAtOnce);
        var first = next.FirstOrDefault(record => record.Answer is not null)?.Answer!.At;
        next = [.. next.TakeWhile(record => record.Answer is not { } answer || answer.At - first < Together)];
        var known = await places.OfAsync([.. next.Select(record => record.Answer?.Receipt).Where(receipt => receipt is { DispatchId: 0 }).Select(receipt => receipt!.RecipientId!.Value)], CancellationToken.None);
        var judged = next.Select(record => (Record: record, Answer: Judge(record.Answer, known))).ToList();
        var group = judged.Select(pair => pair.Answer).OfType<PendingAnswer>().ToList();
        if (group.Count > 0 && await writer.WriteAsync(group) is { } refusal)
        {
            Log.Waits(logger, refusal.Code);
            return false;
        }
        foreach (var (record, answer) in judged) Settle(record, answer);
        spool.Remove(next);
        if (spool.State.Waiting == 0) Log.Drained(logger);
        return true;
    }

    /// <summary>Null for what cannot be read and for what nobody hears any more.</summary>
    private static PendingAnswer? Judge(SpooledAnswer? answer, IReadOnlyDictionary<long, AnswerPlace> known)
    {
        if (answer is not { Receipt: { } receipt, At: var at }) return null;
        if (receipt.DispatchId != 0) return new PendingAnswer(receipt, at, isReplayed: true);
        return known.TryGetValue(receipt.RecipientId!.Value, out var place) && place.Hears(receipt.Kind, at)
            ? new PendingAnswer(receipt with { DispatchId = place.DispatchId }, at, isReplayed: true) : null;
    }

    private void Settle(SpooledRecord record, PendingAnswer? answer)
    {
        var receipt = answer?.Receipt ?? record.Answer?.Receipt;
        if ((record.Fault ?? answer?.Done.Task.Exception?.InnerException) is { } fault) SetAside(record, receipt, fault);
        if (receipt is not null && answer is null) Log.NotHeard(logger, receipt.Kind, receipt.RecipientId);
        if (answer is { Done.Task: { IsCompletedSuccessfully: true, Result.Refusal: { } refused } }) Log.Refused(logger, answer.Receipt.DispatchId, answer.Receipt.RecipientId, refused.Code);
    }

    // one that the store will never take must not keep back those behind it, not even where the disk is full; a person looks at it
    private void SetAside(SpooledRecord record, RecordReceipt? receipt, Exception fault)
    {
        try
        {
            spool.SetAside(record);
            Log.SetAside(logger, receipt?.Kind, receipt?.DispatchId, receipt?.RecipientId, fault);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            Log.Lost(logger, receipt?.Kind, receipt?.DispatchId, receipt?.RecipientId, full.Message, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Answers are kept in the spool until the database takes them; {Waiting} wait")]
        public static partial void Begun(ILogger logger, int waiting);

        [LoggerMessage(LogLevel.Warning, "All answers of the spool are in the database")]
        public static partial void Drained(ILogger logger);

        [LoggerMessage(LogLevel.Debug, "The database does not take answers of the spool yet: {Code}")]
        public static partial void Waits(ILogger logger, string code);

        [LoggerMessage(LogLevel.Warning, "An answer of the spool to dispatch {DispatchId} by recipient {RecipientId} was refused: {Code}")]
        public static partial void Refused(ILogger logger, long dispatchId, long? recipientId, string code);

        [LoggerMessage(LogLevel.Warning, "An answer of the spool, {Kind} by recipient {RecipientId}, was dropped: its message is over or not known")]
        public static partial void NotHeard(ILogger logger, string kind, long? recipientId);

        [LoggerMessage(LogLevel.Critical, "An answer of the spool, {Kind} to dispatch {DispatchId} by recipient {RecipientId}, could not be read or stored whole and was set aside beside the spool")]
        public static partial void SetAside(ILogger logger, string? kind, long? dispatchId, long? recipientId, Exception fault);

        [LoggerMessage(LogLevel.Critical, "An answer of the spool, {Kind} to dispatch {DispatchId} by recipient {RecipientId}, could not be read or stored whole, nor set aside beside the spool ({Full}): it is lost")]
        public static partial void Lost(ILogger logger, string? kind, long? dispatchId, long? recipientId, string full, Exception fault);

        [LoggerMessage(LogLevel.Error, "Answers of the spool could not be replayed")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
