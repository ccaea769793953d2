using GovLiaison.Alerts;
using GovLiaison.Audit;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Residents;
using GovLiaison.Templates;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Data;

/// <summary>The tables. One type for all three databases; what differs by provider is decided here and nowhere else.</summary>
public sealed class LiaisonDbContext(DbContextOptions<LiaisonDbContext> options) : DbContext(options)
{
    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<KeyBlock> KeyBlocks => Set<KeyBlock>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<StaffAccount> StaffAccounts => Set<StaffAccount>();
    public DbSet<Device> Devices => Set<Device>();
    public DbSet<SpentLink> SpentLinks => Set<SpentLink>();
    public DbSet<Division> Divisions => Set<Division>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Duty> Duties => Set<Duty>();
    public DbSet<Household> Households => Set<Household>();
    public DbSet<Resident> Residents => Set<Resident>();
    public DbSet<ContactPoint> ContactPoints => Set<ContactPoint>();
    public DbSet<Link> Links => Set<Link>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<ResidentTag> ResidentTags => Set<ResidentTag>();
    public DbSet<DispatchRun> DispatchRuns => Set<DispatchRun>();
    public DbSet<DispatchArea> DispatchAreas => Set<DispatchArea>();
    public DbSet<DispatchTag> DispatchTags => Set<DispatchTag>();
    public DbSet<DispatchText> DispatchTexts => Set<DispatchText>();
    public DbSet<ListedHousehold> ListedHouseholds => Set<ListedHousehold>();
    public DbSet<Recipient> Recipients => Set<Recipient>();
    public DbSet<SharedNumber> SharedNumbers => Set<SharedNumber>();
    public DbSet<VillageTally> VillageTallies => Set<VillageTally>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<Receipt> Receipts => Set<Receipt>();
    public DbSet<Endpoint> Endpoints => Set<Endpoint>();
    public DbSet<EndpointHealth> EndpointHealth => Set<EndpointHealth>();
    public DbSet<Hazard> Hazards => Set<Hazard>();
    public DbSet<HazardLevel> HazardLevels => Set<HazardLevel>();
    public DbSet<AlertLevel> AlertLevels => Set<AlertLevel>();
    public DbSet<AlertTemplate> AlertTemplates => Set<AlertTemplate>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertMessage> AlertMessages => Set<AlertMessage>();
    public DbSet<AlertText> AlertTexts => Set<AlertText>();
    public DbSet<AlertArea> AlertAreas => Set<AlertArea>();
    public DbSet<AlertTag> AlertTags => Set<AlertTag>();
    public DbSet<AlertDecision> AlertDecisions => Set<AlertDecision>();
    public DbSet<SigningPolicy> SigningPolicies => Set<SigningPolicy>();
    public DbSet<LadderStep> LadderSteps => Set<LadderStep>();
    public DbSet<LadderRun> LadderRuns => Set<LadderRun>();

    /// <summary>
    /// Runs one set-based statement of ours and answers how many rows it touched. The text is made of constants and of the
    /// dialect's fragments; every value comes as a parameter ({0}, {1}, …).
    /// </summary>
    public Task<int> RunAsync(string sql, IEnumerable<object> values, CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync(sql, values, cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (IsSqlite)
            configurationBuilder.Properties<DateTime>().HaveConversion<UtcMillisecondsConverter>();
        else if (IsSqlServer)
            configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>().HaveColumnType("datetime2(3)");
        else
            configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LiaisonDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var name in new[] { "Path", "PathEnd" })
                entity.FindProperty(name)?.SetCollation(BinaryCollation);
            if (entity.FindProperty("Code") is { } code && code.ClrType == typeof(string))
                code.SetCollation(BinaryCollation);
        }
    }

    private bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
    private bool IsSqlServer => Database.ProviderName!.EndsWith("SqlServer", StringComparison.Ordinal);

    // Paths are compared as ranges of bytes; a linguistic order would tear subtrees apart.
    private string BinaryCollation => IsSqlite ? "BINARY" : IsSqlServer ? "Latin1_General_BIN2" : "C";
}
