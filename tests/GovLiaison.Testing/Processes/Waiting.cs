namespace GovLiaison.Testing.Processes;

/// <summary>Waits for what other processes do: looks again and again, up to a deadline.</summary>
public static class Waiting
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    public static async Task UntilAsync(string what, TimeSpan atMost, Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (!await isThere())
        {
            if (clock.GetElapsedTime(began) > atMost) throw new TimeoutException($"Waited {atMost.TotalSeconds:0} s for {what}");
            await Task.Delay(Between, clock, cancellationToken);
        }
    }

    public static Task UntilAsync(string what, TimeSpan atMost, Func<bool> isThere, CancellationToken cancellationToken) =>
        UntilAsync(what, atMost, () => Task.FromResult(isThere()), cancellationToken);
}
