using System.Net;
using System.Text.RegularExpressions;
using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>A drill says that it is one, and is answered like an alert.</summary>
public sealed partial class OfficerDrillTests() : PhonePages(isTraining: true)
{
    [Fact]
    public async Task Pages_InBothLanguages_AreBareAndGuarded()
    {
        using var phone = await Host.EnteredAsync("en-US");

        foreach (var path in new[] { "/o", "/o/households?show=all", "/o/walk", "/o/share", "/o?lang=zh-CN" })
        {
            using var answer = await phone.GetAsync(path, Token);
            var html = await answer.Content.ReadAsStringAsync(Token);
            Assert.Contains(path.Contains("zh", StringComparison.Ordinal) ? "这不是真的预警" : "Training", html, StringComparison.Ordinal);
            Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("_content/MudBlazor", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.Contains("style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            // page, style and picture of the tab
            Assert.Equal(2, Fetched().Count(html));
        }
    }

    [Fact]
    public async Task Answer_ToADrillBesideARealAlert_IsStillTaken()
    {
        using var phone = await Host.EnteredAsync();
        var drill = await phone.GetStringAsync("/o", Token);
        await Host.AlsoAsync(isTraining: false, headline: "真霜冻");

        using var answer = await phone.SubmitAsync(PhoneForms.Address(drill, "/o/answer"), drill, ("answer", "received"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(Host.DispatchId, Assert.Single(await Host.ReceiptsAsync()).DispatchId);
    }

    [GeneratedRegex("<(link|img)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fetched();
}
