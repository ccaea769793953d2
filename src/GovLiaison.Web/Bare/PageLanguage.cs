using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace GovLiaison.Web.Bare;

/// <summary>Residents and officers never chose a language anywhere: the link's own choice, then the phone's, then Chinese.</summary>
public static class PageLanguage
{
    public const string Chinese = "zh-CN";
    public const string English = "en-US";

    private static readonly CultureInfo ChineseCulture = new(Chinese), EnglishCulture = new(English);

    public static string Of(HttpRequest request) => Known(request.Query["lang"]) ?? Cookie(request) ?? Phone(request) ?? Chinese;

    /// <summary>For the rest of the caller's asynchronous work.</summary>
    public static void Use(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == English ? EnglishCulture : ChineseCulture;

    private static string? Known(string? value) => value is Chinese or English ? value : null;

    private static string? Cookie(HttpRequest request) =>
        request.Cookies[CookieRequestCultureProvider.DefaultCookieName] is { } cookie
            ? Known(CookieRequestCultureProvider.ParseCookieValue(cookie)?.UICultures.FirstOrDefault().Value) : null;

    private static string? Phone(HttpRequest request)
    {
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value.Value;
        return first?.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true ? English : null;
    }
}
