using System.Text.RegularExpressions;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Benchmarks;

/// <summary>The page behind the link of an SMS, as the wire carries it to a phone that asks for no compression, and all that it makes the phone ask for.</summary>
internal static partial class PageBenchmark
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var system = new RunningSystem();
        await system.MakeDemoAsync(21_000, seed: 1, cancellationToken);
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync("610629", cancellationToken);
        await Waiting.UntilAsync("an SMS", TimeSpan.FromMinutes(2), () => system.Number(Recipient) > 0, cancellationToken);

        await using var services = system.OpenServices();
        var token = services.GetRequiredService<LinkToken>().For(LinkPurposes.Resident, system.Number(Recipient));
        using var http = new HttpClient();
        var page = await http.GetAsync(new Uri($"{system.WebAddress}/r/{token}"), cancellationToken);
        page.EnsureSuccessStatusCode();
        var body = await page.Content.ReadAsByteArrayAsync(cancellationToken);
        var html = System.Text.Encoding.UTF8.GetString(body);
        var resources = Resource().Matches(html).Select(match => match.Groups["url"].Value).Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        // a phone asks for /favicon.ico by itself where the page names no icon
        var requests = 1 + resources.Count + (html.Contains("rel=\"icon\"", StringComparison.Ordinal) ? 0 : 1);

        var figures = new Figures();
        figures.Add("/r headers and body", "KB", 30, (body.Length + $"{page.Headers}{page.Content.Headers}".Length) / 1024.0);
        figures.Add("/r requests", "", 3, requests);
        figures.Add("/r names a circuit or the console's library", "", 0, Circuit().Count(html));
        return figures.Print();
    }

    private const string Recipient = """
        SELECT MIN(r."Id") FROM "Recipients" r JOIN "Deliveries" y ON y."RecipientId" = r."Id" WHERE r."ResidentId" IS NOT NULL AND y."SentAt" IS NOT NULL
        """;

    [GeneratedRegex("""<(?:script|img|iframe|source|audio|video)[^>]+src="(?<url>[^"]+)"|<link[^>]+href="(?<url>[^"]+)"|url\(['"]?(?<url>[^)'"]+)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Resource();

    [GeneratedRegex("blazor|_content/MudBlazor", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Circuit();
}
