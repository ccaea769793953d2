using System.Net;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Templates;
using GovLiaison.Testing;
using GovLiaison.Web.Bare;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>The pages on a real port, over a real database in which a frost alert has gone to two villages.</summary>
internal sealed class PagesHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PagesHost(TestDatabase database, WebApplication app) => (Database, _app) = (database, app);

    public TestDatabase Database { get; }
    public Uri Address => new(_app.Urls.First());
    public long DispatchId { get; private set; }
    public Guid AlertId { get; private set; }
    public Actor Author { get; private set; } = null!;
    public Actor Signer { get; private set; } = null!;
    public Actor Officer { get; private set; } = null!;
    public Actor Duty { get; private set; } = null!;
    public TestHousehold Home { get; private set; } = null!;
    public TestHousehold OtherHome { get; private set; } = null!;

    public const string OfficerPhone = "19900009001";
    public const string ResidentPhone = "19900001111";

    public HangUp HangUp { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PagesHost> StartAsync(bool isTraining = false, string? headline = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var database = await TestDatabase.CreateAsync(Databases.Sqlite, more: services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddDispatch().AddAlerts();
            // the host works on the same database through services of its own
            foreach (var service in services.Where(service => service.ServiceType != typeof(IConfiguration))) builder.Services.Add(service);
        });
        builder.Services.AddPages();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var app = builder.Build();
        var host = new PagesHost(database, app);
        app.Use(host.HangUp.InvokeAsync);
        app.UseRouting(); // behind what hangs up
        app.MapPages();
        await app.StartAsync(Token);
        await host.PlayAsync(isTraining, headline);
        return host;
    }

    /// <summary>A service of the running pages themselves.</summary>
    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A phone with its own cookies that follows no redirect by itself.</summary>
    public HttpClient Phone(string language = "zh-CN")
    {
        var phone = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        phone.DefaultRequestHeaders.Add("Accept-Language", language);
        return phone;
    }

    public async Task<string> ResidentLinkAsync(TestHousehold home, long? dispatchId = null) =>
        "/r/" + Database.Links.For(LinkPurposes.Resident, (await RecipientAsync(home, dispatchId)).Id);

    public async Task<string> OfficerLinkAsync() => "/o/enter/" + Database.Links.For(LinkPurposes.Officer, (await OfficerRecipientAsync()).Id);

    public Task<Recipient> RecipientAsync(TestHousehold home, long? dispatchId = null)
    {
        var (id, resident) = (dispatchId ?? DispatchId, home.Residents[0].Id);
        return Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.DispatchId == id && row.ResidentId == resident));
    }

    public Task<Recipient> OfficerRecipientAsync() =>
        Database.ReadAsync(db => db.Recipients.FirstAsync(row => row.DispatchId == DispatchId && row.PersonId == Officer.PersonId));

    public Task<ListedHousehold> ListedAsync(Recipient recipient) =>
        Database.ReadAsync(db => db.ListedHouseholds.SingleAsync(row => row.Id == recipient.ListedHouseholdId));

    public Task<List<Receipt>> ReceiptsAsync() => Database.ReadAsync(db => db.Receipts.OrderBy(row => row.Id).ToListAsync());

    /// <summary>A phone on which the officer has tapped his way in.</summary>
    public async Task<HttpClient> EnteredAsync(string language = "zh-CN")
    {
        var phone = Phone(language);
        var link = await OfficerLinkAsync();
        var page = await phone.GetStringAsync(link, Token);
        var entered = await phone.SubmitAsync(link, page, ("enter", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, "/o"), (entered.StatusCode, entered.Headers.Location?.OriginalString));
        return phone;
    }

    /// <summary>One more alert for the same township.</summary>
    public async Task<long> AlsoAsync(bool isTraining, string headline)
    {
        var (alert, dispatch) = (AlertId, DispatchId);
        await SignAsync(isTraining, headline);
        await ExpandAsync();
        var other = DispatchId;
        (AlertId, DispatchId) = (alert, dispatch);
        return other;
    }

    public async Task<SentAlert> LiftAsync()
    {
        var alerts = Database.Get<AlertService>();
        var draft = (await alerts.DraftLiftAsync(AlertId, Author, Token)).Value;
        var version = (await alerts.SubmitAsync(draft.MessageId, draft.Version, Author, Token)).Value;
        var sent = (await alerts.SignAsync(draft.MessageId, version, isDanger: false, Signer, Token)).Value;
        await ExpandAsync();
        return sent;
    }

    public async Task StopSendingAsync() => Assert.False((await Database.Get<AlertService>().StopAsync(AlertId, "范围选大了", Signer, Token)).IsRefused);

    public async Task CorrectAsync()
    {
        Assert.False((await Database.Get<AlertService>().ReleaseCorrectionAsync(AlertId, Signer, Token)).IsRefused);
        await ExpandAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task PlayAsync(bool isTraining, string? headline)
    {
        var data = Database.Data;
        await data.TreeAsync();
        Author = await data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        Signer = await data.StaffAsync(Roles.DutyLeader, TestTree.County);
        Officer = await data.OfficerAsync(TestTree.Village, phone: OfficerPhone, weComUserId: "officer-1");
        await data.OfficerAsync(TestTree.OtherVillage, phone: "19900009002");
        Duty = await data.OnDutyAsync(TestTree.Township);
        Home = await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.Named("李秀兰").WithPhone(ResidentPhone).Tagged("apple", "living-alone")));
        await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.Named("王没电话").Tagged("mobility")), "2 组");
        OtherHome = await data.HouseholdAsync(TestTree.OtherVillage, home => home.WithResident(one => one.WithPhone("19900002222")));
        await SignAsync(isTraining, headline);
        await ExpandAsync();
    }

    private async Task SignAsync(bool isTraining, string? headline)
    {
        var alerts = Database.Get<AlertService>();
        var template = TemplateDefaults.Templates[0];
        var county = await Database.Data.DivisionIdAsync(TestTree.County);
        var draft = (await alerts.DraftAsync(new DraftAlert("frost", "orange", county, isTraining, template.Id), Author, Token)).Value;
        var text = AlertWording.Empty("zh-CN") with { Headline = headline ?? template.Headline, Fact = template.Fact, Actions = template.Actions, Sms = template.Sms, Spoken = template.Spoken };
        var english = text with { Language = "en-US", Headline = "Orange frost warning", Fact = "Down to -5 tonight", Actions = "Light smoke", Sms = "Frost {link}", Spoken = "Frost tonight" };
        var saved = await alerts.SaveAsync(new SaveAlert(draft.MessageId, draft.Version, "orange", Database.Clock.UtcNow().AddHours(12),
            [await Database.Data.DivisionIdAsync(TestTree.Township)], [], [text, english]), Author, Token);
        var version = (await alerts.SubmitAsync(draft.MessageId, saved.Value, Author, Token)).Value;
        var sent = (await alerts.SignAsync(draft.MessageId, version, isDanger: false, Signer, Token)).Value;
        (AlertId, DispatchId) = (draft.AlertId, sent.DispatchId);
    }

    private async Task ExpandAsync()
    {
        while (await Database.Get<ExpansionService>().StepAsync(Token)) { }
    }
}
