using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Templates;
using GovLiaison.Testing;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Shell;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace GovLiaison.Web.Tests.Alerts;

/// <summary>Console pages over a real database of two counties; whoever sits before them is a real account.</summary>
internal sealed class ConsoleScene : IAsyncDisposable
{
    private ConsoleScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }
    public Actor Author { get; private set; } = null!;
    public Actor Signer { get; private set; } = null!;

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static async Task<ConsoleScene> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(Databases.Sqlite, more: services =>
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddDispatch().AddAlerts().AddReach());
        await database.Data.TreeAsync();
        await database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone("19900001111").Tagged("apple")));
        await database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident());
        return new ConsoleScene(database)
        {
            Author = await database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County),
            Signer = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County),
        };
    }

    /// <summary>Pages of this context are seen by this person.</summary>
    public async Task SeatAsync(BunitContext context, Actor actor)
    {
        var account = new StaffAccount
        {
            Id = Guid.CreateVersion7(), PersonId = actor.PersonId!.Value, Login = $"a{Guid.NewGuid():N}", PasswordHash = "-", Stamp = "1", CreatedAt = Database.Clock.UtcNow(),
        };
        await Database.WriteAsync(db =>
        {
            db.StaffAccounts.Add(account);
            return Task.CompletedTask;
        });
        var services = context.Services;
        services.AddMudServices();
        services.AddSingleton<TimeProvider>(Database.Clock)
            .AddScoped<ShellState>()
            .AddScoped(_ => new CurrentActor(new SignedInAs(account), new ConsoleSessions(Database.Clock), Database.Get<ActorQueries>(), Database.Clock));
        services.AddFallbackServiceProvider(Database.Services);
        context.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task<(DraftedAlert Draft, long Version)> SubmittedAsync(Actor? author = null, Func<SaveAlert, SaveAlert>? with = null)
    {
        var alerts = Database.Get<AlertService>();
        var template = TemplateDefaults.Templates[0];
        var draft = (await alerts.DraftAsync(new DraftAlert("frost", "orange", await Database.Data.DivisionIdAsync(TestTree.County), false, template.Id), author ?? Author, Token)).Value;
        var wording = AlertWording.Empty("zh-CN") with { Headline = template.Headline, Fact = template.Fact, Actions = template.Actions, Sms = template.Sms, Spoken = template.Spoken };
        var save = new SaveAlert(draft.MessageId, draft.Version, "orange", Database.Clock.UtcNow().AddHours(12),
            [await Database.Data.DivisionIdAsync(TestTree.Village)], [], [wording]);
        var version = (await alerts.SaveAsync(with?.Invoke(save) ?? save, author ?? Author, Token)).Value;
        return (draft, (await alerts.SubmitAsync(draft.MessageId, version, author ?? Author, Token)).Value);
    }


    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    /// <summary>The author may sign as well, as small offices have it.</summary>
    public async Task<Actor> BothAsync()
    {
        var divisionId = await Database.Data.DivisionIdAsync(TestTree.County);
        await Database.WriteAsync(db =>
        {
            db.Posts.Add(new Post { Id = Guid.CreateVersion7(), PersonId = Author.PersonId!.Value, DivisionId = divisionId, Role = Roles.DutyLeader, Rank = 0, From = new DateOnly(2020, 1, 1) });
            return Task.CompletedTask;
        });
        return await Database.Data.ActorOfAsync(Author.PersonId!.Value);
    }
}
