using System.Threading.Channels;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Residents;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Cli.Demo;

/// <summary>How far the making of a demo province is.</summary>
/// <param name="Phase"><c>divisions</c>, <c>people</c>, <c>residents</c>, <c>indexes</c>.</param>
public readonly record struct DemoStep(string Phase, long Done, long Total);

/// <summary>What was made, with the passwords that are shown once and kept nowhere.</summary>
public sealed record DemoProvince
{
    public required int Divisions { get; init; }
    public required int Villages { get; init; }
    public required int Persons { get; init; }
    public required int Residents { get; init; }
    public required long Households { get; init; }
    public required long HouseholdsWithoutPhone { get; init; }
    public required IReadOnlyList<(DemoAccount Account, string Password)> Accounts { get; init; }
    public required string GatewaySecret { get; init; }
}

/// <summary>Makes a demo province in an empty database: the divisions by their own import, all else in one transaction.</summary>
public sealed class DemoService(
    LiaisonDatabase database, IDbContextFactory<LiaisonDbContext> contexts, ICryptoProvider crypto, DivisionImport import, EndpointService endpoints, TimeProvider clock)
{
    private const int ResidentsPerChunk = 4000;

    private static readonly Type[] Large = [typeof(Household), typeof(Resident), typeof(ContactPoint), typeof(Link), typeof(ResidentTag)];

    private readonly DemoNames _names = new();

    public async Task<Result<DemoProvince>> MakeAsync(DemoOptions options, Actor actor, Action<DemoStep> progress, CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(db => IsEmptyAsync(db, cancellationToken), cancellationToken)) return new Refusal("DemoNotEmpty");
        progress(new DemoStep("divisions", 0, 1));
        if (await DivisionsAsync(actor, cancellationToken) is var tree && tree.Refusal is { } refused) return refused;
        var divisions = tree.Value;
        progress(new DemoStep("divisions", divisions.Count, divisions.Count));

        var now = clock.UtcNow();
        var people = new DemoPeople(crypto, _names, options.Seed, now);
        people.Make(divisions);
        progress(new DemoStep("people", 0, people.Persons.Count));
        var installation = new DemoInstallation(options, people, now) { AuditId = await AllotAuditAsync(cancellationToken) };
        var plans = DemoPlan.Make(divisions, options, await AllotAsync(options.Residents, DemoPlan.Households(divisions, options), cancellationToken));

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var bulk = await BulkRows.OpenAsync(context, cancellationToken);
        await installation.WriteAsync(bulk, actor, cancellationToken);
        progress(new DemoStep("people", people.Persons.Count, people.Persons.Count));
        await bulk.SuspendIndexesAsync(Large, cancellationToken);
        var withoutPhone = await WriteResidentsAsync(bulk, plans, new DemoVillage(crypto, _names, options, now), people, progress, cancellationToken);
        await bulk.ResumeIndexesAsync((done, all) => progress(new DemoStep("indexes", done, all)), cancellationToken);
        await bulk.CommitAsync(cancellationToken);
        await installation.AddEndpointsAsync(endpoints, actor, cancellationToken);

        return new DemoProvince
        {
            Divisions = divisions.Count,
            Villages = plans.Count,
            Persons = people.Persons.Count,
            Residents = options.Residents,
            Households = plans.Sum(plan => (long)plan.Households),
            HouseholdsWithoutPhone = withoutPhone,
            Accounts = installation.Accounts,
            GatewaySecret = installation.GatewaySecret,
        };
    }

    private static async Task<bool> IsEmptyAsync(LiaisonDbContext db, CancellationToken cancellationToken) =>
        !await db.Persons.AnyAsync(cancellationToken)
        && !await db.Households.AnyAsync(cancellationToken)
        && !await db.Endpoints.AnyAsync(cancellationToken)
        && !await db.Alerts.AnyAsync(cancellationToken)
        && !await db.Installations.AnyAsync(row => row.IsDemo, cancellationToken);

    // a tree that an operator imported before is as good as the shipped one
    private async Task<Result<IReadOnlyList<Division>>> DivisionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(db => db.Divisions.AnyAsync(cancellationToken), cancellationToken))
        {
            using var shipped = ShippedDivisions.Open();
            if ((await import.ImportAsync(actor, shipped, cancellationToken)).Refusal is { } refusal) return refusal;
        }
        return await database.ReadAsync(db => db.Divisions.OrderBy(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
    }

    private async Task<DemoKeys> AllotAsync(long residents, long households, CancellationToken cancellationToken) =>
        (await database.WriteAsync<DemoKeys>(WritePriority.Console, async db =>
        {
            var first = await db.AllotAsync(ResidentKeys.Residents, residents, cancellationToken);
            var firstHousehold = await db.AllotAsync(ResidentKeys.Households, households, cancellationToken);
            if (await db.AllotAsync(ResidentKeys.ContactPoints, residents, cancellationToken) != first || await db.AllotAsync(ResidentKeys.Links, residents, cancellationToken) != first)
                throw new InvalidOperationException("Residents, contact points and links of an empty database do not begin with the same number");
            return new DemoKeys(first, firstHousehold);
        }, cancellationToken)).Value;

    private async Task<long> AllotAuditAsync(CancellationToken cancellationToken) =>
        (await database.WriteAsync<long>(WritePriority.Console, async db => await db.AllotAsync("audit", 1, cancellationToken), cancellationToken)).Value;

    // Villages are made and encrypted side by side; the one writer takes them in the order of the tree.
    private static async Task<long> WriteResidentsAsync(
        BulkRows bulk, IReadOnlyList<DemoVillagePlan> plans, DemoVillage village, DemoPeople people, Action<DemoStep> progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var making = Channel.CreateBounded<Task<DemoRows>>(Environment.ProcessorCount + 1);
        var producing = ProduceAsync(making.Writer, plans, village, people, stop.Token);
        long done = 0, withoutPhone = 0, total = plans.Sum(plan => (long)plan.Residents);
        progress(new DemoStep("residents", 0, total));
        try
        {
            await foreach (var made in making.Reader.ReadAllAsync(cancellationToken))
            {
                var rows = await made;
                await bulk.WriteAsync(rows.Households, cancellationToken);
                await bulk.WriteAsync(rows.Residents, cancellationToken);
                await bulk.WriteAsync(rows.ContactPoints, cancellationToken);
                await bulk.WriteAsync(rows.Links, cancellationToken);
                await bulk.WriteAsync(rows.Tags, cancellationToken);
                withoutPhone += rows.HouseholdsWithoutPhone;
                progress(new DemoStep("residents", done += rows.Residents.Count, total));
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
        await producing;
        return withoutPhone;
    }

    private static async Task ProduceAsync(
        ChannelWriter<Task<DemoRows>> making, IReadOnlyList<DemoVillagePlan> plans, DemoVillage village, DemoPeople people, CancellationToken cancellationToken)
    {
        for (var from = 0; from < plans.Count;)
        {
            var (first, to, residents) = (from, from, 0);
            while (to < plans.Count && residents < ResidentsPerChunk) residents += plans[to++].Residents;
            await making.WriteAsync(Task.Run(() => MakeRows(first, to), cancellationToken), cancellationToken);
            from = to;
        }
        making.Complete();

        DemoRows MakeRows(int first, int to)
        {
            var rows = new DemoRows();
            for (var i = first; i < to; i++) village.Make(plans[i], people.MainOfficer(i), rows);
            return rows;
        }
    }
}
