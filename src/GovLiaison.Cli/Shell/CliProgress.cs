
namespace GovLiaison.Cli.Shell;

/// <summary>Says how far a long step is: per cent, pace, time left; a line a second at most, so that a log stays readable.</summary>
public sealed class CliProgress(CliOutput output, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string _phase = "";
    private long _began;
    private long _spoke;

    public void Report(string phase, long done, long total)
    {
        if (!string.Equals(_phase, phase, StringComparison.Ordinal)) (_phase, _began, _spoke) = (phase, clock.GetTimestamp(), 0);
        var isLast = done >= total;
        if (!isLast && _spoke != 0 && clock.GetElapsedTime(_spoke) < Pause) return;
        _spoke = clock.GetTimestamp();
        output.Note(Line(phase, done, total, clock.GetElapsedTime(_began).TotalSeconds));
    }

    private static string Line(string phase, long done, long total, double seconds)
    {
        var percent = total == 0 ? 100 : 100 * done / total;
        var pace = seconds > 0 ? done / seconds : 0;
        return done >= total
            ? CliTexts.ProgressDone.With(phase, done, seconds)
            : done == 0 || pace <= 0
                ? CliTexts.ProgressBegins.With(phase)
                : CliTexts.Progress.With(phase, percent, done, total, pace, (total - done) / pace);
    }
}
