using System.Threading.Channels;
using GovLiaison.Dispatch;

namespace GovLiaison.Web.Resident;

/// <summary>Pages that were looked at and not written down yet. A mark that does not fit is dropped: it is a weak one.</summary>
public sealed class OpenedMarks
{
    private readonly Channel<OpenedPage> _waiting =
        Channel.CreateBounded<OpenedPage>(new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<OpenedPage> Waiting => _waiting.Reader;

    public void Mark(long dispatchId, long recipientId) => _waiting.Writer.TryWrite(new OpenedPage(dispatchId, recipientId));
}

/// <summary>Writes the marks of about a second together, so that a thousand looks are a handful of transactions.</summary>
public sealed partial class OpenedMarksWorker(OpenedMarks marks, OpenedService opened, TimeProvider clock, ILogger<OpenedMarksWorker> logger) : BackgroundService
{
    private const int MostAtOnce = 2000;
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await marks.Waiting.WaitToReadAsync(stoppingToken);
                await Task.Delay(Gather, clock, stoppingToken);
                await WriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.Lost(logger, fault);
            }
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var pages = new List<OpenedPage>();
        while (pages.Count < MostAtOnce && marks.Waiting.TryRead(out var page)) pages.Add(page);
        var written = await opened.RecordAsync(pages, cancellationToken);
        if (written.Refusal is { } refusal) Log.Refused(logger, pages.Count, refusal.Code);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} marks of opened pages were not written: {Code}")]
        public static partial void Refused(ILogger logger, int count, string code);

        [LoggerMessage(LogLevel.Error, "Marks of opened pages were not written")]
        public static partial void Lost(ILogger logger, Exception fault);
    }
}
