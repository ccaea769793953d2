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
        next = [.. next.TakeWhile(answer => answer.At - next[0].At < Together)];
        var known = await places.OfAsync([.. next.Where(answer => answer.Receipt.DispatchId == 0).Select(answer => answer.Receipt.RecipientId!.Value)], CancellationToken.None);
        var group = new List<PendingAnswer>(next.Count);
        foreach (var answer in next)
            if (answer.Receipt.DispatchId != 0) group.Add(new PendingAnswer(answer.Receipt, answer.At, isReplayed: true));
            else if (known.TryGetValue(answer.Receipt.RecipientId!.Value, out var place) && place.Hears(answer.Receipt.Kind, answer.At))
                group.Add(new PendingAnswer(answer.Receipt with { DispatchId = place.DispatchId }, answer.At, isReplayed: true));
        if (group.Count > 0 && await writer.WriteAsync(group) is { } refusal)
        {
            Log.Waits(logger, refusal.Code);
            return false;
        }
        foreach (var answer in group)
            if (answer.Done.Task.Exception is { InnerException: { } fault }) await SetAsideAsync(answer, fault);
            else if (answer.Done.Task.Result.Refusal is { } refused) Log.Refused(logger, answer.Receipt.DispatchId, answer.Receipt.RecipientId, refused.Code);
        spool.Remove(next);
        if (spool.State.Waiting == 0) Log.Drained(logger);
        return true;
    }

    // one that the store will never take must not keep back those behind it; a person looks at it
    private Task SetAsideAsync(PendingAnswer answer, Exception fault)
    {
        Log.SetAside(logger, answer.Receipt.DispatchId, answer.Receipt.RecipientId, fault);
        return spool.SetAsideAsync(new SpooledAnswer(answer.Receipt, answer.At));
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

        [LoggerMessage(LogLevel.Critical, "An answer of the spool to dispatch {DispatchId} by recipient {RecipientId} could not be stored and was set aside beside the spool")]
        public static partial void SetAside(ILogger logger, long dispatchId, long? recipientId, Exception fault);

        [LoggerMessage(LogLevel.Error, "Answers of the spool could not be replayed")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
