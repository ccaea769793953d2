using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Residents;
using GovLiaison.Templates;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Tests.Alerts;

/// <summary>Two counties with their people, one household that grows apples, and the verbs a test speaks in.</summary>
internal sealed class AlertScene : IAsyncDisposable
{
    public static readonly Guid FrostTemplate = TemplateDefaults.Templates[0].Id;

    private AlertScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }
    public AlertService Alerts => Database.Get<AlertService>();
    public AlertQueries Lists => Database.Get<AlertQueries>();
    public OwnAlertQueries Own => Database.Get<OwnAlertQueries>();
    public AlertDetailQueries Details => Database.Get<AlertDetailQueries>();
    public PublicAlertQueries Public => Database.Get<PublicAlertQueries>();
    public DateTime Now => Database.Clock.UtcNow();

    public required Actor Author { get; init; }
    public required Actor Signer { get; init; }
    public required Actor OtherSigner { get; init; }
    public required Actor ForeignSigner { get; init; }
    public required int CountyId { get; init; }
    public required int VillageId { get; init; }

    public static async Task<AlertScene> CreateAsync(string name)
    {
        var database = await TestDatabase.CreateAsync(name, more: services => services
            .AddSingleton<DispatchSignal>().AddSingleton<DispatchService>().AddAlerts().AddSingleton<DivisionAlertQueries>());
        await database.Data.TreeAsync();
        await database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone("19900001111").Tagged("apple")));
        return new AlertScene(database)
        {
            Author = await database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County),
            Signer = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County),
            OtherSigner = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.City),
            ForeignSigner = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.OtherCounty),
            CountyId = await database.Data.DivisionIdAsync(TestTree.County),
            VillageId = await database.Data.DivisionIdAsync(TestTree.Village),
        };
    }

    /// <summary>Somebody who may both write and sign in a division, as small offices have it.</summary>
    public async Task<Actor> BothAsync(string divisionCode)
    {
        var path = new DivisionPath(await Database.Data.PathAsync(divisionCode));
        var person = await Database.Data.StaffAsync(Roles.Viewer, divisionCode);
        return person with { Grants = [.. new[] { Permissions.View, Permissions.DraftAlerts, Permissions.SignAlerts }.Select(right => new Grant(right, path))] };
    }

    public async Task<DraftedAlert> DraftAsync(bool isTraining = false, Actor? author = null, string level = "orange", bool fromTemplate = true) =>
        (await Alerts.DraftAsync(new DraftAlert("frost", level, CountyId, isTraining, fromTemplate ? FrostTemplate : null), author ?? Author, Token)).Value;

    /// <summary>A complete draft as the template makes it, for the village.</summary>
    public SaveAlert Complete(DraftedAlert draft) => new(draft.MessageId, draft.Version, "orange", Now.AddHours(12), [VillageId], [], [Frost]);

    public static AlertWording Frost
    {
        get
        {
            var template = TemplateDefaults.Templates[0];
            return AlertWording.Empty("zh-CN") with
            {
                Headline = template.Headline,
                Fact = template.Fact,
                Actions = template.Actions,
                Sms = template.Sms,
                Spoken = template.Spoken,
            };
        }
    }

    public async Task<(DraftedAlert Draft, long Version)> SubmittedAsync(bool isTraining = false, Func<SaveAlert, SaveAlert>? with = null, Actor? author = null)
    {
        var draft = await DraftAsync(isTraining, author);
        var complete = Complete(draft);
        var version = (await Alerts.SaveAsync(with?.Invoke(complete) ?? complete, author ?? Author, Token)).Value;
        return (draft, (await Alerts.SubmitAsync(draft.MessageId, version, author ?? Author, Token)).Value);
    }

    public async Task<(DraftedAlert Draft, SentAlert Sent)> SignedAsync(bool isTraining = false, bool isDanger = false, Func<SaveAlert, SaveAlert>? with = null)
    {
        var (draft, version) = await SubmittedAsync(isTraining, with);
        return (draft, (await Alerts.SignAsync(draft.MessageId, version, isDanger, Signer, Token)).Value);
    }

    /// <summary>Submits and signs a follow-up draft.</summary>
    public async Task<SentAlert> SignAsync(DraftedAlert draft)
    {
        var version = (await Alerts.SubmitAsync(draft.MessageId, draft.Version, Author, Token)).Value;
        return (await Alerts.SignAsync(draft.MessageId, version, isDanger: false, Signer, Token)).Value;
    }

    public Task<AlertMessage> MessageAsync(Guid id) => Database.ReadAsync(db => db.AlertMessages.SingleAsync(row => row.Id == id));

    public Task<AlertMessage> CorrectionAsync(Guid id) => Database.ReadAsync(db => db.AlertMessages.SingleAsync(row => row.CorrectsId == id));

    public Task<DispatchRun> RunAsync(long id) => Database.ReadAsync(db => db.DispatchRuns.SingleAsync(row => row.Id == id));

    public Task<List<DispatchText>> CarriedAsync(long dispatchId) =>
        Database.ReadAsync(db => db.DispatchTexts.Where(row => row.DispatchId == dispatchId).OrderBy(row => row.Number).ToListAsync());

    public Task<List<string>> DecisionsAsync(Guid messageId) =>
        Database.ReadAsync(db => db.AlertDecisions.Where(row => row.MessageId == messageId).OrderBy(row => row.Id).Select(row => row.Kind).ToListAsync());

    public static Guid Tag(string code) => TagDefaults.All.Single(tag => tag.Code == code).Id;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
