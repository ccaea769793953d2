using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Divisions;

/// <summary>The tree beside the card of one place; the place stands in the URL.</summary>
public sealed partial class DivisionsPage
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor? _actor;
    private NamedDivision? _place;
    private bool _isMissing;

    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required DivisionQueries Divisions { get; init; }

    public static string Href(string code) => $"/divisions?at={code}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    // Without a place in the URL the highest one of the actor is shown; a place outside his range is not there.
    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync(_leaving.Token);
        var code = At ?? (await Divisions.RootsAsync(actor, _leaving.Token) is [var root, ..] ? root.Code : null);
        var found = code is null ? Refusal.NotFound : await Divisions.FindAsync(actor, code, _leaving.Token);
        (_actor, _isMissing, _place) = (actor, found.IsRefused, found.IsRefused ? null : found.Value);
    }
}
