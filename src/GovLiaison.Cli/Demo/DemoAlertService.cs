using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using GovLiaison.Templates;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Cli.Demo;

/// <summary>
/// Sends the alert that a demo begins with: frost, orange, training, to the households with apples in the counties of apples.
/// Two persons of the province do it by the same way as at the console; only their passwords are not asked for.
/// </summary>
public sealed class DemoAlertService(LiaisonDatabase database, GrantCompiler grants, AlertService alerts, TemplateQueries templates, TimeProvider clock)
{
    private const string Tag = "apple", Hazard = "frost", Level = "orange";
    private const int CountyLevel = 3, ExpiresAtHour = 8;
    private const double CountyOfApples = 0.3;

    public async Task<Result<SentAlert>> StartAsync(CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(db => db.Installations.AnyAsync(row => row.IsDemo, cancellationToken), cancellationToken)) return new Refusal("DemoMissing");
        var template = (await templates.TemplatesAsync(cancellationToken)).First(choice => choice is { HazardCode: Hazard, LevelCode: Level });
        var (author, signer) = (await ActorAsync(DemoPeople.ProvinceOfficer, cancellationToken), await ActorAsync(DemoPeople.ProvinceLeader, cancellationToken));
        var (issuer, areas) = await database.ReadAsync(db => PlacesAsync(db, cancellationToken), cancellationToken);
        if (author is null || signer is null || areas.Count == 0) return new Refusal("DemoMissing");

        var drafted = await alerts.DraftAsync(new DraftAlert(Hazard, Level, issuer, IsTraining: true, template.Id), author, cancellationToken);
        if (drafted.Refusal is { } refusal) return refusal;
        var message = drafted.Value.MessageId;
        var saved = await alerts.SaveAsync(new SaveAlert(message, drafted.Value.Version, Level, NextMorning(), areas, [DemoCrops.Tag(Tag)], [Wording(template)]), author, cancellationToken);
        if (saved.Refusal is { } notSaved) return notSaved;
        var submitted = await alerts.SubmitAsync(message, saved.Value, author, cancellationToken);
        if (submitted.Refusal is { } notSubmitted) return notSubmitted;
        return await alerts.SignAsync(message, submitted.Value, isDanger: false, signer, cancellationToken);
    }

    private static AlertWording Wording(TemplateChoice template) =>
        AlertWording.Empty(template.Language) with { Headline = template.Headline, Fact = template.Fact, Actions = template.Actions, Sms = template.Sms, Spoken = template.Spoken };

    private DateTime NextMorning() => DateTime.SpecifyKind(
        clock.BeijingToday().AddDays(1).ToDateTime(new TimeOnly(ExpiresAtHour, 0)) - BeijingDay.Offset, DateTimeKind.Utc);

    private async Task<Actor?> ActorAsync(string login, CancellationToken cancellationToken)
    {
        var person = await database.ReadAsync(db => db.StaffAccounts.Where(row => row.Login == login).Select(row => (Guid?)row.PersonId).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        return person is { } id ? new Actor("staff", id, "demo", await grants.CompileAsync(id, cancellationToken)) : null;
    }

    private static async Task<(int Issuer, IReadOnlyList<int> Areas)> PlacesAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var issuer = await db.Divisions.Where(row => row.ParentId == null).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        var counties = await db.Divisions.Where(row => row.Level == CountyLevel && !row.IsVillage).OrderBy(row => row.Id).Select(row => new { row.Id, row.Code }).ToListAsync(cancellationToken);
        return (issuer, [.. counties.Where(county => DemoCrops.In(county.Code).Any(crop => crop.Tag == DemoCrops.Tag(Tag) && crop.Share >= CountyOfApples)).Select(county => county.Id)]);
    }
}
