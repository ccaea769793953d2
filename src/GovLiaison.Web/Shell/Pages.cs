namespace GovLiaison.Web.Shell;

/// <summary>Which answers belong to the console, and the headers they carry.</summary>
public static class Pages
{
    private static readonly string[] Bare = ["/o", "/r", "/v", "/api", "/callbacks", "/health"];

    /// <summary>Officer, resident and village pages, the API and callbacks have their own answers and headers.</summary>
    public static bool AreBare(PathString path) => Bare.Any(b => path.StartsWithSegments(b, StringComparison.OrdinalIgnoreCase));

    /// <summary>Only a path on this host may follow a switch or a sign-in.</summary>
    public static string LocalOr(string? back, string otherwise) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal) && !back.Any(char.IsControl)
            ? back : otherwise;

    // MudBlazor writes its theme and measures into style attributes, so styles cannot be narrowed here; scripts can.
    public static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }
}
