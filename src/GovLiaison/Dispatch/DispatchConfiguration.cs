using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Dispatch;

public sealed class DispatchConfiguration : IEntityTypeConfiguration<DispatchRun>, IEntityTypeConfiguration<DispatchText>,
    IEntityTypeConfiguration<ListedHousehold>, IEntityTypeConfiguration<Recipient>, IEntityTypeConfiguration<SharedNumber>,
    IEntityTypeConfiguration<VillageTally>, IEntityTypeConfiguration<DispatchArea>, IEntityTypeConfiguration<DispatchTag>
{
    public void Configure(EntityTypeBuilder<DispatchRun> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.SubjectKind).HasMaxLength(16);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Digest).HasMaxLength(32);
        builder.Property(row => row.Audience).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(row => row.SubjectId).IsUnique();
        builder.HasIndex(row => row.MatterId);
        builder.HasIndex(row => new { row.State, row.ExpiresAt });
    }

    public void Configure(EntityTypeBuilder<DispatchText> builder)
    {
        builder.HasKey(row => new { row.DispatchId, row.Number });
        builder.Property(row => row.Language).HasMaxLength(16);
        builder.Property(row => row.Audience).HasMaxLength(16);
        builder.Property(row => row.Headline).HasMaxLength(60);
        builder.Property(row => row.Fact).HasMaxLength(500);
        builder.Property(row => row.Sms).HasMaxLength(500);
        builder.Property(row => row.Spoken).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<DispatchArea> builder)
    {
        builder.HasKey(row => new { row.DispatchId, row.Path });
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.Property(row => row.PathEnd).HasMaxLength(DivisionPath.MaxLength);
    }

    public void Configure(EntityTypeBuilder<DispatchTag> builder) => builder.HasKey(row => new { row.DispatchId, row.TagId });

    public void Configure(EntityTypeBuilder<ListedHousehold> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.DispatchId, row.VillageId });
        builder.HasIndex(row => new { row.DispatchId, row.HelpAskedAt }).HasFilter("\"HelpAskedAt\" IS NOT NULL");
        builder.HasIndex(row => row.HouseholdId).HasFilter("\"HelpAskedAt\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<Recipient> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.DispatchId, row.DivisionId });
        // With the dispatch, or a planner without statistics reads all rows of the dispatch to find the few of a person.
        builder.HasIndex(row => new { row.PersonId, row.DispatchId }).HasFilter("\"PersonId\" IS NOT NULL");
        builder.HasIndex(row => row.CarrierId).HasFilter("\"CarrierId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<SharedNumber> builder) =>
        builder.HasKey(row => new { row.DispatchId, row.ValueIndex, row.TextNumber });

    public void Configure(EntityTypeBuilder<VillageTally> builder)
    {
        builder.HasKey(row => new { row.DispatchId, row.VillageId });
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.HasIndex(row => new { row.DispatchId, row.Path });
        builder.HasIndex(row => new { row.DispatchId, row.Order }).IsUnique();
        builder.HasIndex(row => new { row.DispatchId, row.Stage, row.Order }).HasFilter("\"Stage\" < 2").HasDatabaseName("IX_VillageTallies_Left");
    }
}

public sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<Batch>,
    IEntityTypeConfiguration<Receipt>, IEntityTypeConfiguration<Endpoint>, IEntityTypeConfiguration<EndpointHealth>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Code).HasMaxLength(40);
        builder.HasIndex(row => row.RecipientId);
        // Empty as long as nothing is stuck, so that looking costs nothing over any number of old rows.
        builder.HasIndex(row => row.BatchId).HasFilter("\"State\" < 10 AND \"DueAt\" IS NULL").HasDatabaseName("IX_Deliveries_WithoutTime");
    }

    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Channel).HasMaxLength(16);
        builder.Property(row => row.Owner).HasMaxLength(64);
        builder.HasIndex(row => new { row.Channel, row.Lane, row.Turn, row.Id }).HasFilter("\"State\" = 0").HasDatabaseName("IX_Batches_Open");
        builder.HasIndex(row => row.DispatchId);
    }

    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasMaxLength(24);
        builder.Property(row => row.Through).HasMaxLength(16);
        builder.Property(row => row.NoteCipher).HasMaxLength(2000);
        builder.HasIndex(row => new { row.DispatchId, row.DivisionId, row.ListedHouseholdId, row.RecipientId, row.Kind }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Endpoint> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(60);
        builder.Property(row => row.Channel).HasMaxLength(16);
        builder.Property(row => row.BaseAddress).HasMaxLength(200);
        builder.Property(row => row.Account).HasMaxLength(100);
        builder.Property(row => row.SecretCipher).HasMaxLength(500);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<EndpointHealth> builder)
    {
        builder.HasKey(row => row.EndpointId);
        builder.Property(row => row.EndpointId).ValueGeneratedNever();
        builder.Property(row => row.LastFault).HasMaxLength(16);
        builder.Property(row => row.LastCode).HasMaxLength(40);
    }
}
