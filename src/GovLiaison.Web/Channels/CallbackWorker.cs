using System.Threading.Channels;
using GovLiaison.Channels;
using GovLiaison.Common;
using GovLiaison.Dispatch;

namespace GovLiaison.Web.Channels;

/// <summary>Stores what suppliers report, in bulk where the core takes it in bulk. Repeats and unknown keys change nothing.</summary>
public sealed partial class CallbackWorker(CallbackQueues queues, ChannelReceiptService receipts, ICryptoProvider crypto, ILogger<CallbackWorker> logger) : BackgroundService
{
    private const int MostAtOnce = 1000;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RunAsync(queues.Receipts.Reader, StoreReceiptsAsync, stoppingToken),
        RunAsync(queues.Replies.Reader, StoreRepliesAsync, stoppingToken),
        RunAsync(queues.Calls.Reader, StoreCallsAsync, stoppingToken));

    private async Task RunAsync<T>(ChannelReader<Reported<T>> queue, Func<IReadOnlyList<Reported<T>>, CancellationToken, Task<Refusal?>> storeAsync, CancellationToken cancellationToken)
    {
        var taken = new List<Reported<T>>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var stored = false;
            try
            {
                taken.Clear();
                if (!await queue.WaitToReadAsync(cancellationToken)) return;
                while (taken.Sum(report => report.Items.Count) < MostAtOnce && queue.TryRead(out var report)) taken.Add(report);
                var refusal = await storeAsync(taken, cancellationToken);
                stored = refusal is null;
                if (refusal is not null) Log.Refused(logger, refusal.Code);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.Failed(logger, fault); // the supplier is told and sends again
            }
            finally
            {
                foreach (var report in taken) report.Finish(stored);
            }
        }
    }

    private async Task<Refusal?> StoreReceiptsAsync(IReadOnlyList<Reported<DeliveryReceipt>> reports, CancellationToken cancellationToken)
    {
        foreach (var kind in reports.GroupBy(report => report.IsTraining))
            if ((await receipts.RecordDeliveriesAsync([.. kind.SelectMany(report => report.Items)], kind.Key, cancellationToken)).Refusal is { } refusal)
                return refusal;
        return null;
    }

    private async Task<Refusal?> StoreRepliesAsync(IReadOnlyList<Reported<SmsReply>> reports, CancellationToken cancellationToken)
    {
        var unasked = 0;
        foreach (var report in reports)
            foreach (var reply in report.Items)
            {
                var recorded = await receipts.RecordReplyAsync(crypto.PhoneIndex(reply.From), reply.Text, report.IsTraining, cancellationToken);
                if (recorded.Refusal is { } refusal && IsOfStore(refusal)) return refusal;
                if (recorded.IsRefused || !recorded.Value) unasked++;
            }
        if (unasked > 0) Log.Unasked(logger, unasked);
        return null;
    }

    private async Task<Refusal?> StoreCallsAsync(IReadOnlyList<Reported<VoiceCall>> reports, CancellationToken cancellationToken)
    {
        foreach (var report in reports)
            foreach (var call in report.Items)
            {
                var result = new CallResult(call.Key, call.Outcome is VoiceCall.Answered, call.SecondsListened, call.SecondsTotal, call.KeyPressed);
                if ((await receipts.RecordCallAsync(result, report.IsTraining, cancellationToken)).Refusal is { } refusal && IsOfStore(refusal)) return refusal;
            }
        return null;
    }

    // what concerns one report only is no reason to send all of them again
    private static bool IsOfStore(Refusal refusal) => refusal.Code.StartsWith("Store", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Reports of a supplier were not stored: {Code}")]
        public static partial void Refused(ILogger logger, string code);

        [LoggerMessage(LogLevel.Warning, "{Count} SMS replies came from numbers that no running message asks")]
        public static partial void Unasked(ILogger logger, int count);

        [LoggerMessage(LogLevel.Error, "Reports of a supplier were not stored")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
