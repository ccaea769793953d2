using System.Text;

namespace GovLiaison.Web.Tests.Resident;

/// <summary>A page for the oldest phone and the weakest signal: small, and nothing to fetch besides it.</summary>
internal static class BarePage
{
    public static void AssertBare(string html)
    {
        Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("_content/MudBlazor", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("stylesheet", html, StringComparison.Ordinal);
        Assert.DoesNotContain("slot", html, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 30 * 1024);
    }
}
