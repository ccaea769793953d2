using GovLiaison.Dispatch;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Channels;

/// <summary>How each way out fares, what waits, what the system does by itself and what a person does next.</summary>
public sealed partial class ChannelsPage : IDisposable
{
    private static readonly string[] Known = [DispatchChannels.WeCom, DispatchChannels.Sms, DispatchChannels.Voice];
    private static readonly int[] LanesShown = [0, 1];

    private ChannelsView? _view;
    private readonly Watching _watching = new();
    private string? _shown;
    private bool _isTraining, _isForbidden;

    [SupplyParameterFromQuery] public string? Training { get; set; }

    [Inject] public required ChannelQueries Channels { get; init; }
    [Inject] public required ConsoleMode Mode { get; init; }
    [Inject] public required LiveTallies Live { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required ShellState Shell { get; init; }

    private IEnumerable<ChannelState> Faults => _view!.Channels.Where(ChannelWords.IsFaulty)
        .OrderByDescending(channel => channel.Condition);

    private ChannelState? Worst => Faults.FirstOrDefault();

    private IEnumerable<string> Missing => Known.Where(channel => !_view!.Channels.Any(state => string.Equals(state.Channel, channel, StringComparison.Ordinal)));

    private IEnumerable<QueueLane> Lanes => LanesShown.Except(_view!.Lanes.Select(lane => lane.Lane)).Select(lane => new QueueLane(lane, 0, null, null, 0, 0))
        .Concat(_view.Lanes).OrderBy(lane => lane.Lane);

    private string Lead
    {
        get
        {
            var names = string.Join(ReachTexts.ListSeparator, Faults.Select(channel => ReachWords.Channel(channel.Channel)).Distinct(StringComparer.Ordinal));
            var waiting = _view!.Lanes.Sum(lane => lane.Waiting);
            if (_view.Channels.Count == 0) return ChannelsTexts.LeadNone;
            if (names.Length > 0) return Phrase.Of(Faults.Any(channel => channel.Condition == ChannelCondition.Stopped) ? ChannelsTexts.LeadStopped : ChannelsTexts.LeadSlow, names, Numbers.Count(waiting));
            return waiting > 0 ? Phrase.Of(ChannelsTexts.LeadSending, Numbers.Count(waiting)) : ChannelsTexts.LeadFine;
        }
    }

    public void Dispose() => _watching.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        // the other kind is another address of the same page
        if (_shown is not null && _shown == (Training ?? "")) return;
        _shown = Training ?? "";
        var turn = _watching.Begin();
        var isTraining = await Mode.IsTrainingAsync(Training, CancellationToken.None);
        var actor = await Current.GetAsync(CancellationToken.None);
        var view = await Channels.ViewAsync(isTraining, actor, CancellationToken.None);
        if (_watching.IsOver(turn)) return;
        (_isTraining, _isForbidden) = (isTraining, view.IsRefused);
        if (view.IsRefused) return;
        Take(view.Value);
        if (!RendererInfo.IsInteractive) return;
        _watching.Set(turn, Live.Subscribe<ChannelsView>($"channels|{isTraining}",
            async token => await Channels.ViewAsync(isTraining, actor, token) is { IsRefused: false } next ? next.Value : null,
            next => $"{string.Join(' ', next.Channels)}|{string.Join(' ', next.Lanes)}",
            next => _ = InvokeAsync(() =>
            {
                if (_watching.IsOver(turn)) return;
                Take(next);
                StateHasChanged();
            })));
    }

    internal static string Time(DateTime utc) => BeijingTime.Text(utc, TimeLook.Seconds);

    private void Take(ChannelsView view)
    {
        _view = view;
        // the navigation counts what its link leads to
        if (Training is not "1") Shell.SetCount(ShellArea.Channels, Faults.Count());
    }
}
