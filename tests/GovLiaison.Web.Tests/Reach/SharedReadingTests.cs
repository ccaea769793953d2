using Bunit;
using GovLiaison.Data;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Desk;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>Readings are shared by all of one range, rights are each person's own.</summary>
public sealed class SharedReadingTests : TrackPages
{
    [Fact]
    public async Task Desk_OfPersonsWithOneRange_IsReadOnceButForWhatWaitsForEach()
    {
        var scene = await SeatedAsync(Roles.Viewer, TestTree.County);
        Render<DeskPage>();
        var live = Services.GetRequiredService<LiveTallies>();
        await using var other = new BunitContext();
        await scene.SeatAsync(other, await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County), live);
        other.Render<DeskPage>();

        Assert.Equal(1, live.Readers);

        await using var signer = new BunitContext();
        await scene.SeatAsync(signer, scene.Signer, live);
        signer.Render<DeskPage>();
        await using var author = new BunitContext();
        await scene.SeatAsync(author, scene.Author, live);
        author.Render<DeskPage>();

        Assert.Equal(3, live.Readers);
    }

    [Fact]
    public async Task Needs_OfSomebodyWhosePostEnded_CountsNothingAnyMore()
    {
        var scene = await SeatedAsync(at => at.Author);
        var page = Render<NeedsPage>();
        Assert.Contains("1 户", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        await scene.Database.WriteAsync(db => db.Posts.Where(row => row.PersonId == scene.Author.PersonId).ExecuteDeleteAsync());

        await LaterAsync(scene, () => page.Find(".gl-lead").TextContent.Contains("现在没有人求助", StringComparison.Ordinal));

        Assert.Contains("现在没有人求助", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenConsole_OfSomebodyDisabled_EndsWithinHalfAMinute()
    {
        var scene = await SeatedAsync(at => at.Author, isSigned: false);
        Render<SessionWatch>();
        await scene.Database.WriteAsync(db => db.StaffAccounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsDisabled, true)));
        Assert.DoesNotContain("sign-in", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        await SignedOutAsync(scene);
    }

    [Fact]
    public async Task OpenConsole_SignedOutInAnotherTab_EndsWithinHalfAMinute()
    {
        var scene = await SeatedAsync(at => at.Author, isSigned: false);
        Render<SessionWatch>();
        Services.GetRequiredService<ConsoleSessions>().End((await Services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync()).User);

        await SignedOutAsync(scene);
    }

    [Fact]
    public async Task OpenConsole_OlderThanTwelveHours_HasNoRightsLeft()
    {
        var scene = await SeatedAsync(at => at.Author, isSigned: false);
        using var scope = Services.CreateScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
        Assert.NotNull((await current.GetAsync(TrackScene.Token)).PersonId);

        scene.Database.Clock.Advance(ConsoleSessions.LongestAge);

        var actor = await current.GetAsync(TrackScene.Token);
        Assert.Null(actor.PersonId);
        Assert.Empty(actor.Grants);
    }

    private async Task SignedOutAsync(TrackScene scene)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        var begun = scene.Database.Clock.UtcNow();

        await LaterAsync(scene, () => navigation.Uri.EndsWith("/sign-in", StringComparison.Ordinal));

        Assert.EndsWith("/sign-in", navigation.Uri, StringComparison.Ordinal);
        Assert.True(scene.Database.Clock.UtcNow() - begun <= TimeSpan.FromSeconds(30), $"{scene.Database.Clock.UtcNow() - begun}");
    }

    // the clock goes a second at a time and gives the reader, who works beside it, a moment of real time
    private static async Task LaterAsync(TrackScene scene, Func<bool> happened)
    {
        for (var second = 0; second < 30 && !happened(); second++)
        {
            scene.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TrackScene.Token);
        }
    }
}
