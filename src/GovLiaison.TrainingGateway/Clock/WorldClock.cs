using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Clock;

/// <summary>
/// The time in which people act, tokens expire and quotas refill. Waits of the program itself (time limits, back-off)
/// go through <see cref="TimeProvider"/>: a world that stands still must not stop them.
/// </summary>
internal sealed class WorldClock(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private long _ticks = clock.GetUtcNow().UtcTicks;

    public bool IsStepped { get; } = options.Value.Clock is "stepped";

    public DateTime Now => new(IsStepped ? Interlocked.Read(ref _ticks) : clock.GetUtcNow().UtcTicks, DateTimeKind.Utc);

    public void MoveTo(DateTime moment)
    {
        if (!IsStepped)
            throw new InvalidOperationException("Only a stepped clock can be moved.");
        if (moment.Ticks > Interlocked.Read(ref _ticks))
            Interlocked.Exchange(ref _ticks, moment.Ticks);
    }
}
