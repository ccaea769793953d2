using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace GovLiaison.Web.Shell;

/// <summary>Keeps a failing page from taking the frame with it, and gives the failure a code that the log knows.</summary>
public sealed partial class ShellErrorBoundary : ErrorBoundary
{
    [Inject] public required ILogger<ShellErrorBoundary> Logger { get; init; }

    public string Code { get; private set; } = string.Empty;

    protected override Task OnErrorAsync(Exception exception)
    {
        Code = RandomNumberGenerator.GetHexString(8);
        Log.PageFailed(Logger, Code, exception);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A page failed; the person was shown the code {Code}")]
        public static partial void PageFailed(ILogger logger, string code, Exception exception);
    }
}
