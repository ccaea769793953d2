using GovLiaison.Audit;
using GovLiaison.Dispatch;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web.Dispatch;

/// <summary>Keeps the engine going: one loop that freezes lists, a few per channel that send, one that keeps house.</summary>
public sealed partial class DispatchWorker(ExpansionService expansion, DispatchEngine engine, IEnumerable<IChannel> channels, DispatchSignal signal,
    EndpointHealthWriter health, ExpiryService expiry, AuditSealer sealer, IOptions<DispatchOptions> options, TimeProvider clock, ILogger<DispatchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HouseEvery = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = new List<Task> { LoopAsync(expansion.StepAsync, stoppingToken), LoopAsync(KeepHouseAsync, stoppingToken) };
        foreach (var channel in channels)
            for (var i = 0; i < options.Value.WorkersPerChannel; i++)
                loops.Add(LoopAsync(token => engine.RunBatchAsync(channel, token), stoppingToken));
        return Task.WhenAll(loops);
    }

    private async Task LoopAsync(Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await step(stoppingToken))
                    await signal.WaitAsync(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The edge of the engine: whatever one step met, the next is tried; the store's own refusals are among it.
            catch (Exception exception)
            {
                Log.StepFailed(logger, exception);
                await Task.Delay(AfterFault, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> KeepHouseAsync(CancellationToken cancellationToken)
    {
        await health.FlushAsync(cancellationToken);
        await expiry.ExpireAsync(cancellationToken);
        await sealer.SealAsync(cancellationToken);
        await Task.Delay(HouseEvery, clock, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A step of the engine failed and is tried again")]
        public static partial void StepFailed(ILogger logger, Exception exception);
    }
}
