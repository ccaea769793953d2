using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GovLiaison.Audit;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Testing.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Benchmarks;

/// <summary>Officers whose phones are bound, who look at their page and say that they have the alert.</summary>
internal sealed partial class StormOfficers(RunningSystem system)
{
    private readonly ConcurrentBag<long> _accepted = [];
    private readonly List<(byte[] Page, byte[] Answer, long Recipient)> _officers = [];
    private long _next = -1, _refused;

    public Latencies Pages { get; private set; } = new();
    public Latencies Answers { get; private set; } = new();
    public int Count => _officers.Count;
    public long Refused => _refused;

    /// <summary>Binds the phones of this many officers of the newest dispatch, as their cards' links would.</summary>
    public async Task BindAsync(ServiceProvider services, int count, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<LiaisonDatabase>();
        var devices = new DeviceService(database, services.GetRequiredService<AuditTrail>(), TimeProvider.System);
        var asked = await database.ReadAsync(db => db.Recipients.Where(row => row.Kind == RecipientKind.Officer && row.PersonId != null).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.DispatchId, PersonId = row.PersonId!.Value }).ToListAsync(cancellationToken), cancellationToken);
        var cookies = new List<(string Cookie, long Recipient)>();
        foreach (var officer in asked.DistinctBy(row => row.PersonId).Take(count))
            cookies.Add(((await devices.BindAsync(LinkPurposes.Officer, officer.Id, officer.PersonId, cancellationToken)).Value.Cookie, officer.Id));
        var (field, browser) = await FormAsync(cookies[0].Cookie, cancellationToken);
        var body = $"answer=received&__RequestVerificationToken={Uri.EscapeDataString(field)}";
        foreach (var (cookie, recipient) in cookies)
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"Host: {new Uri(system.WebAddress).Authority}\r\nAccept-Language: zh-CN\r\nCookie: {browser}; gl-officer={cookie}\r\n");
            _officers.Add((Encoding.ASCII.GetBytes($"GET /o HTTP/1.1\r\n{head}\r\n"), Encoding.ASCII.GetBytes(
                $"POST /o/answer?dispatch={asked[0].DispatchId.ToString(CultureInfo.InvariantCulture)} HTTP/1.1\r\n{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"), recipient));
        }
    }

    /// <summary>From the first officer on again, with figures of their own.</summary>
    public void Begin() => (_next, Pages, Answers) = (-1, new Latencies(), new Latencies());

    /// <summary>The next officer's tap.</summary>
    public StormRequest Tap()
    {
        var officer = _officers[(int)(Interlocked.Increment(ref _next) % _officers.Count)];
        return new StormRequest(officer.Answer, reply =>
        {
            if (reply.Status == 303) _accepted.Add(officer.Recipient);
            else Interlocked.Increment(ref _refused);
            Answers.Add(reply.Took);
        });
    }

    /// <summary>Page and tap in turn.</summary>
    public StormRequest LookOrTap(long number) => number % 2 == 1 ? Tap() : new StormRequest(_officers[(int)(number / 2 % _officers.Count)].Page, reply =>
    {
        if (reply.Status != 200) Interlocked.Increment(ref _refused);
        Pages.Add(reply.Took);
    });

    /// <summary>Accepted answers whose row is missing.</summary>
    public async Task<int> LostAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var rows = (await services.GetRequiredService<LiaisonDatabase>().ReadAsync(db => db.Receipts.Where(row => row.Kind == ReceiptKinds.Confirmed && row.ByPersonId != null)
            .Select(row => row.RecipientId).ToListAsync(cancellationToken), cancellationToken)).ToHashSet();
        return _accepted.Distinct().Count(recipient => !rows.Contains(recipient));
    }

    // the field and the cookie belong to a browser, not to a person: one pair serves all phones of the generator
    private async Task<(string Field, string Cookie)> FormAsync(string officer, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{system.WebAddress}/o"));
        request.Headers.Add("Cookie", $"gl-officer={officer}");
        using var response = await http.SendAsync(request, cancellationToken);
        var page = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        var cookie = response.Headers.GetValues("Set-Cookie").First(value => value.Contains("Antiforgery", StringComparison.Ordinal));
        return (Field().Match(page).Groups["value"].Value, cookie.Split(';')[0]);
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
