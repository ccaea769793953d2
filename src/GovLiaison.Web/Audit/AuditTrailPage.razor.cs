using System.Globalization;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Audit;

/// <summary>The trail page by page, newest first; what is looked for stands in the URL.</summary>
public sealed partial class AuditTrailPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private AuditLines? _lines;
    private IReadOnlyList<NamedDivision> _choices = [];
    private string? _byName, _atName, _fault, _choice, _login, _place;
    private DateOnly? _day;
    private bool _isForbidden;

    [SupplyParameterFromQuery] public string? Act { get; set; }
    [SupplyParameterFromQuery] public string? By { get; set; }
    [SupplyParameterFromQuery] public string? At { get; set; }
    [SupplyParameterFromQuery] public string? Day { get; set; }
    [SupplyParameterFromQuery] public long? Before { get; set; }

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required AuditReaderQueries Trail { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    private bool IsFiltered => !string.IsNullOrEmpty(Act) || By is not null || At is not null || Day is not null;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync(_leaving.Token);
        (_choice, _login, _place, _fault, _choices) = (Act, "", "", null, []);
        _day = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var by = Guid.TryParseExact(By, "N", out var person) ? person : (Guid?)null;
        var place = At is null ? null : (await Trail.PlacesAsync(actor, At, _leaving.Token)) is [var found] ? found : null;
        _byName = by is { } id ? (await Trail.NameAsync(actor, id, _leaving.Token)) is { IsRefused: false, Value: { } name } ? name : By : null;
        _atName = place is null ? null : place.Node.Name;
        if (At is not null && place is null) _fault = Phrase.Of(AuditTexts.PlaceUnknown, At);
        // a day of Beijing begins at 16:00 of the day before
        var from = _day?.ToDateTime(new TimeOnly(0), DateTimeKind.Utc).AddHours(-8);
        var page = await Trail.PageAsync(actor, new AuditFilter(Before, ActorId: by, From: from, Until: from?.AddDays(1), Acts: AuditWords.Chosen(Act),
            Within: place is null ? null : new DivisionPath(place.Node.Path)), _leaving.Token);
        _isForbidden = page.IsRefused;
        _lines = page.IsRefused ? null : page.Value;
    }

    // What was typed becomes a person and a place before anything is looked for; what is not one is said beside the fields.
    private async Task ApplyAsync()
    {
        (_fault, _choices) = (null, []);
        var actor = await Current.GetAsync(_leaving.Token);
        Guid? by = null;
        string? at = null;
        if (!string.IsNullOrWhiteSpace(_login))
        {
            by = (await Trail.PersonAsync(actor, _login, _leaving.Token)) is { IsRefused: false, Value: { } person } ? person : null;
            if (by is null) _fault = Phrase.Of(AuditTexts.LoginUnknown, _login.Trim());
        }
        if (!string.IsNullOrWhiteSpace(_place))
        {
            var found = await Trail.PlacesAsync(actor, _place, _leaving.Token);
            if (found.Count == 0) _fault = Phrase.Of(AuditTexts.PlaceUnknown, _place.Trim());
            else if (found.Count > 1) (_fault, _choices) = (Phrase.Of(AuditTexts.PlaceSeveral, _place.Trim(), found.Count), found);
            else at = found[0].Node.Code;
        }
        if (_fault is null) Navigation.NavigateTo(Address(act: _choice ?? "", by: by, at: at, day: _day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
    }

    // Null keeps what the URL says, empty takes it out; a page further down is only kept when asked for.
    private string Address(string? act = null, Guid? by = null, string? at = null, string? day = null, long? before = null)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("act", act ?? Act), ("by", by is { } id ? id == Guid.Empty ? null : id.ToString("N") : By), ("at", at ?? At), ("day", day ?? Day),
            ("before", before?.ToString(CultureInfo.InvariantCulture)),
        };
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "/audit" : "/audit?" + query;
    }

    private static string Kind(AuditLine line) => line.Entry.ActorKind switch
    {
        "officer" => (line.ActorName is null ? "" : " · ") + AuditTexts.KindOfficer,
        "operator" => AuditTexts.KindOperator,
        "system" => AuditTexts.KindSystem,
        "resident" => AuditTexts.KindResident,
        "unknown" => AuditTexts.KindUnknown,
        _ => "",
    };
}
