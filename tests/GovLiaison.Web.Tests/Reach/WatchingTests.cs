using Bunit;
using GovLiaison.Web.Channels;
using GovLiaison.Web.Desk;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

public sealed class WatchingTests : BunitContext
{
    [Fact]
    public void Set_AfterANewerLoadBegan_ReleasesWhatCameTooLate()
    {
        using var watching = new Watching();
        var (older, newer) = (watching.Begin(), watching.Begin());
        using var kept = new Seat();
        using var late = new Seat();

        watching.Set(newer, kept);
        watching.Set(older, late);

        Assert.Equal((0, 1), (kept.Released, late.Released));
        Assert.Equal((true, false), (watching.IsOver(older), watching.IsOver(newer)));
    }

    [Fact]
    public void Set_OnceThePageIsGone_ReleasesAtOnce()
    {
        var watching = new Watching();
        var turn = watching.Begin();
        using var seat = new Seat();
        watching.Dispose();

        watching.Set(turn, seat);

        Assert.Equal(1, seat.Released);
    }

    [Fact]
    public void Begin_WhileSomethingIsWatched_ReleasesIt()
    {
        using var watching = new Watching();
        using var seat = new Seat();
        watching.Set(watching.Begin(), seat);

        watching.Begin();

        Assert.Equal(1, seat.Released);
    }

    [Theory]
    [InlineData(typeof(DeskPage))]
    [InlineData(typeof(NeedsPage))]
    [InlineData(typeof(NavCounts))]
    [InlineData(typeof(ChannelsPage))]
    [InlineData(typeof(AlertTrackingPage))]
    public async Task Page_LeftWhileItLoads_LeavesNoReaderBehind(Type page)
    {
        await using var scene = await TrackScene.CreateAsync();
        Gate? signedIn = null;
        await scene.SeatAsync(this, scene.Author, throughGate: inner => signedIn = new Gate(inner));
        Render(builder =>
        {
            builder.OpenComponent(0, page);
            if (page == typeof(AlertTrackingPage)) builder.AddComponentParameter(1, nameof(AlertTrackingPage.AlertId), scene.AlertId);
            builder.CloseComponent();
        });
        await signedIn!.Asked;
        await DisposeComponentsAsync();

        signedIn.Open();
        // the load goes on beside us and says nothing when it ends
        for (var i = 0; i < 20 && Services.GetRequiredService<LiveTallies>().Readers == 0; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TrackScene.Token);

        Assert.Equal(0, Services.GetRequiredService<LiveTallies>().Readers);
    }

    private sealed class Seat : IDisposable
    {
        public int Released { get; private set; }

        public void Dispose() => Released++;
    }

    private sealed class Gate(AuthenticationStateProvider inner) : AuthenticationStateProvider
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Open() => _open.SetResult();

        public override async Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            _asked.TrySetResult();
            await _open.Task;
            return await inner.GetAuthenticationStateAsync();
        }
    }
}
