using Bunit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Channels;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Channels;

public sealed class ChannelsPageTests : ConsolePages
{
    [Fact]
    public async Task Channels_OfWhichNoneIsConnected_SayWhoDoesWhat()
    {
        var page = await OpenAsync(Scene.Author);

        Assert.Contains(ChannelsTexts.LeadNone, page.Markup, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".note").Count(note => note.TextContent == ChannelsTexts.NoEndpoint));
    }

    [Fact]
    public async Task Channel_ThatStops_IsSaidWhileOneLooks()
    {
        await EndpointAsync(DispatchChannels.Sms);
        var page = await OpenAsync(Scene.Author);
        Assert.Contains(ChannelsTexts.StateUnused, page.Find("[data-channel=sms]").TextContent, StringComparison.Ordinal);

        await HealthAsync(failingSince: Scene.Database.Clock.UtcNow(), fault: nameof(SendOutcomeKind.Unreachable));
        page.WaitForAssertion(() =>
        {
            Scene.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Contains(ChannelsTexts.StateStopped, page.Find("[data-channel=sms]").TextContent, StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(20));

        Assert.Contains("短信停了，0 条在等", page.Find(".gl-strip-fault").TextContent, StringComparison.Ordinal);
        Assert.Contains(ChannelsTexts.NextUnreachable, page.Find(".book .now").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_ThatWorks_ShowsItsLastSuccess()
    {
        await EndpointAsync(DispatchChannels.Sms);
        await HealthAsync(lastSuccess: Scene.Database.Clock.UtcNow());

        var page = await OpenAsync(await Scene.Database.Data.StaffAsync(Roles.SystemAdministrator, TestTree.Province));

        var row = page.Find("[data-channel=sms]").TextContent;
        Assert.Contains(ChannelsTexts.StateWorks, row, StringComparison.Ordinal);
        Assert.Contains("22:00:00", row, StringComparison.Ordinal);
        Assert.Contains(ChannelsTexts.BookIf, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForAnAuditor_IsForbidden()
    {
        var page = await OpenAsync(await Scene.Database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province));

        Assert.Contains(ShellTexts.ForbiddenTitle, page.Markup, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ChannelsPage>> OpenAsync(Actor actor)
    {
        await Scene.SeatAsync(Context, actor);
        Context.Services.AddSingleton<LiveTallies>().AddSingleton(_ => new ConsoleMode(Scene.Database.Get<StaffSeatQueries>())).AddScoped<ShellState>();
        Context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = Context.Render<ChannelsPage>();
        page.WaitForElement("h1");
        return page;
    }

    private Task EndpointAsync(string channel) => Scene.Database.WriteAsync(db =>
    {
        var id = Guid.CreateVersion7();
        db.Endpoints.Add(new Endpoint
        {
            Id = id, Name = "省移动", Channel = channel, IsTraining = false, BaseAddress = "http://127.0.0.1:1", Account = "secret-account",
            SecretCipher = Scene.Database.Crypto.Encrypt("secret", PersonalFields.EndpointSecret(id)),
        });
        return Task.CompletedTask;
    });

    private Task HealthAsync(DateTime? lastSuccess = null, DateTime? failingSince = null, string? fault = null) => Scene.Database.WriteAsync(async db =>
        db.EndpointHealth.Add(new EndpointHealth
        {
            EndpointId = await db.Endpoints.Select(row => row.Id).SingleAsync(), LastSuccessAt = lastSuccess, FailingSince = failingSince, LastFault = fault, At = Scene.Database.Clock.UtcNow(),
        }));
}
