using System.Collections.Concurrent;

namespace GovLiaison.Web.Bare;

/// <summary>The page of a person who is turned away, made once: when most is turned away, turning away must cost next to nothing.</summary>
public sealed class BusyPages(PageRenderer renderer)
{
    /// <summary>Seconds after which a phone may try again.</summary>
    public const string RetryAfter = "3";

    private readonly ConcurrentDictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <param name="language">That of the caller, too.</param>
    public async ValueTask<string> OfAsync(string language) =>
        _made.TryGetValue(language, out var known) ? known : _made.GetOrAdd(language, await renderer.RenderAsync<BusyPage>());
}
