using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Templates;
using GovLiaison.Testing;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>A signed live alert for a county whose households answered, and a browser before which somebody sits.</summary>
internal sealed class TrackScene : IAsyncDisposable
{
    private TrackScene(DispatchStage stage) => Stage = stage;

    public DispatchStage Stage { get; }
    public TestDatabase Database => Stage.Database;
    public Guid AlertId { get; private set; }
    public long Dispatch { get; private set; }
    public Actor Author { get; private set; } = null!;
    public Actor Signer { get; private set; } = null!;

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static async Task<TrackScene> CreateAsync(bool isSigned = true)
    {
        var stage = await DispatchStage.CreateAsync(Databases.Sqlite, services => services.AddAlerts().AddReach().AddLadder());
        var (scene, data) = (new TrackScene(stage), stage.Database.Data);
        await stage.EndpointsAsync(isTraining: false);
        scene.Author = await data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        scene.Signer = await data.StaffAsync(Roles.DutyLeader, TestTree.County);
        await data.OfficerAsync(TestTree.Village, phone: data.NextPhone());
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.Named("王秀英").WithPhone(data.NextPhone())), "3 组");
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.Named("李玉兰")));
        await data.HouseholdAsync(TestTree.OtherVillage, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        if (isSigned) await scene.SignAsync();
        else await scene.SubmitAsync();
        return scene;
    }

    /// <summary>An alert goes out, and a household asks for help.</summary>
    public async Task SignAsync(bool isTraining = false)
    {
        var (messageId, version) = await SubmitAsync(isTraining);
        var sent = (await Database.Get<AlertService>().SignAsync(messageId, version, false, Signer, Token)).Value;
        (AlertId, Dispatch) = (await Database.ReadAsync(db => Task.FromResult(db.AlertMessages.Single(row => row.Id == messageId).AlertId)), sent.DispatchId);
        await Stage.ExpandAsync();
        await Stage.SendAsync();
        await AskForHelpAsync();
    }

    /// <summary>The pages of this context are seen by this person.</summary>
    public async Task SeatAsync(BunitContext context, Actor actor, LiveTallies? live = null,
        Func<AuthenticationStateProvider, AuthenticationStateProvider>? throughGate = null)
    {
        var account = new StaffAccount
        {
            Id = Guid.CreateVersion7(), PersonId = actor.PersonId!.Value, Login = $"a{Guid.NewGuid():N}", PasswordHash = "-", Stamp = "1", CreatedAt = Database.Clock.GetUtcNow().UtcDateTime,
        };
        await Database.WriteAsync(db =>
        {
            db.StaffAccounts.Add(account);
            return Task.CompletedTask;
        });
        AuthenticationStateProvider signedIn = new SignedInAs(account);
        context.Services.AddMudServices();
        context.Services.AddSingleton<TimeProvider>(Database.Clock).AddSingleton(Database.Database)
            .AddSingleton(Database.Get<AlertQueries>()).AddSingleton(Database.Get<OwnAlertQueries>()).AddSingleton(Database.Get<ReachQueries>()).AddSingleton(Database.Get<HelpQueries>())
            .AddSingleton(Database.Get<SilenceQueries>()).AddSingleton(Database.Get<ChannelQueries>()).AddSingleton(Database.Get<DutyRosterQueries>())
            .AddSingleton(Database.Get<StaffSeatQueries>()).AddSingleton(Database.Get<ActorQueries>())
            .AddSingleton(throughGate?.Invoke(signedIn) ?? signedIn).AddSingleton<ConsoleSessions>().AddScoped<CurrentActor>().AddScoped<ShellState>().AddTracking();
        // two consoles of one process
        if (live is not null) context.Services.AddSingleton(live);
        context.Services.AddFallbackServiceProvider(Database.Services);
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
    }

    public async Task CorrectAsync()
    {
        Assert.False((await Database.Get<AlertService>().ReleaseCorrectionAsync(AlertId, Signer, Token)).IsRefused);
        await Stage.ExpandAsync();
        await Stage.SendAsync();
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    public async Task<(Guid MessageId, long Version)> SubmitAsync(bool isTraining = false)
    {
        var alerts = Database.Get<AlertService>();
        var template = TemplateDefaults.Templates[0];
        var draft = (await alerts.DraftAsync(new DraftAlert("frost", "orange", await Database.Data.DivisionIdAsync(TestTree.County), isTraining, template.Id), Author, Token)).Value;
        if (!isTraining) AlertId = draft.AlertId;
        var wording = AlertWording.Empty("zh-CN") with { Headline = template.Headline, Fact = template.Fact, Actions = template.Actions, Sms = template.Sms, Spoken = template.Spoken };
        var version = (await alerts.SaveAsync(new SaveAlert(draft.MessageId, draft.Version, "orange", Database.Clock.GetUtcNow().UtcDateTime.AddHours(12),
            [await Database.Data.DivisionIdAsync(TestTree.County)], [], [wording]), Author, Token)).Value;
        return (draft.MessageId, (await alerts.SubmitAsync(draft.MessageId, version, Author, Token)).Value);
    }

    private async Task AskForHelpAsync()
    {
        var recipient = await Database.ReadAsync(async db => await Task.FromResult(db.Recipients.First(row => row.DispatchId == Dispatch && row.Kind == RecipientKind.Resident)));
        await Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(Dispatch, recipient.Id, null, null, ReceiptKinds.Help, "page", Note: "没有柴"), Token);
    }
}
