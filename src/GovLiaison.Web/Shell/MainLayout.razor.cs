using System.Globalization;
using GovLiaison.Posts;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace GovLiaison.Web.Shell;

public sealed partial class MainLayout : IDisposable
{
    private static readonly HashSet<ShellArea> Nothing = [];

    private bool _isDark;
    private bool _navIsOpen;
    private IReadOnlySet<ShellArea> _areas = Nothing;
    private ShellErrorBoundary? _boundary;

    [Inject] public required ShellState State { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required StaffSeatQueries Seats { get; init; }
    [Inject] public required IJSRuntime Browser { get; init; }

    [CascadingParameter(Name = "IsDark")] public bool IsDark { get; set; }

    private string LookTitle => _isDark ? ShellTexts.LookToLight : ShellTexts.LookToDark;
    private static string OtherCulture => CultureInfo.CurrentUICulture.Name is "en-US" ? "zh-CN" : "en-US";
    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
    private string LanguageHref => $"/culture?to={OtherCulture}&back={Uri.EscapeDataString(Here)}";
    private string Skip => Here.Split('#')[0] + "#content";

    public void Dispose()
    {
        State.Changed -= Redraw;
        Navigation.LocationChanged -= LeavePage;
    }

    // The frame is part of every page: who sits here and what he may enter is read once, before the first page is drawn.
    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync(CancellationToken.None);
        var seat = await Seats.OfAsync(actor, CancellationToken.None);
        State.Enter(seat is null ? null : ConsoleSeat.Of(seat, actor), seat?.IsDemo ?? await Seats.IsDemoAsync(CancellationToken.None));
        _areas = State.Person?.Areas ?? Nothing;
    }

    protected override void OnInitialized()
    {
        _isDark = IsDark;
        _areas = State.Person?.Areas ?? Nothing;
        State.Changed += Redraw;
        Navigation.LocationChanged += LeavePage;
    }

    private void Redraw(object? sender, EventArgs e) => _ = InvokeAsync(() =>
    {
        _areas = State.Person?.Areas ?? Nothing;
        StateHasChanged();
    });

    private void LeavePage(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        _navIsOpen = false;
        Recover();
        StateHasChanged();
    });

    private void Recover() => _boundary?.Recover();

    private void ToggleNav() => _navIsOpen = !_navIsOpen;

    private void CloseNav() => _navIsOpen = false;

    private async Task SwitchLookAsync()
    {
        _isDark = !_isDark;
        await Browser.InvokeVoidAsync("govliaison.setLook", _isDark ? "dark" : "light");
    }
}
