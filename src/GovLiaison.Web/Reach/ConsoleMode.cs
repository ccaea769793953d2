using GovLiaison.Posts;

namespace GovLiaison.Web.Reach;

/// <summary>Whether this console shows drills or live alerts; a demo installation knows only drills. Never both in one list.</summary>
public sealed class ConsoleMode(StaffSeatQueries seats)
{
    private bool? _isDemo;

    /// <param name="asked">"1" looks at the drills of a live installation.</param>
    public async Task<bool> IsTrainingAsync(string? asked, CancellationToken cancellationToken) =>
        asked is "1" || (_isDemo ??= await seats.IsDemoAsync(cancellationToken));
}
