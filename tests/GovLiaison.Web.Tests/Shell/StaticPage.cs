using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GovLiaison.Web.Tests.Shell;

/// <summary>Renders a whole document the way its endpoint does, without a circuit.</summary>
public static partial class StaticPage
{
    public static async Task<string> RenderAsync<T>(object? view = null) where T : IComponent
    {
        var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await using var _ = services;
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = view is null ? ParameterView.Empty : ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["View"] = view });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString());
    }

    /// <summary>Chinese words that a person sees, without style and the link to the other language.</summary>
    public static IReadOnlyList<string> ChineseWords(string html) =>
        [.. Chinese().Matches(OtherLanguage().Replace(Style().Replace(html, string.Empty), string.Empty)).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"<style>.*?</style>", RegexOptions.Singleline, 1000)]
    private static partial Regex Style();

    [GeneratedRegex(@"<a[^>]*lang=""zh-CN"".*?</a>", RegexOptions.Singleline, 1000)]
    private static partial Regex OtherLanguage();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+", RegexOptions.None, 1000)]
    private static partial Regex Chinese();
}
