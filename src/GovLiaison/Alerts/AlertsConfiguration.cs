using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Alerts;

public sealed class AlertsConfiguration : IEntityTypeConfiguration<Alert>, IEntityTypeConfiguration<AlertMessage>,
    IEntityTypeConfiguration<AlertText>, IEntityTypeConfiguration<AlertArea>, IEntityTypeConfiguration<AlertTag>,
    IEntityTypeConfiguration<AlertDecision>, IEntityTypeConfiguration<SigningPolicy>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.HazardCode).HasMaxLength(32);
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<AlertMessage> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.LevelCode).HasMaxLength(16);
        builder.Property(row => row.Identifier).HasMaxLength(100);
        builder.Property(row => row.Sent).HasMaxLength(40);
        builder.Property(row => row.Digest).HasMaxLength(32);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasOne<Alert>().WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.Status, row.SavedAt });
        builder.HasIndex(row => row.Identifier).IsUnique().HasFilter("\"Identifier\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<AlertText> builder)
    {
        builder.HasKey(row => new { row.MessageId, row.Number });
        builder.HasOne<AlertMessage>().WithMany().HasForeignKey(row => row.MessageId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Language).HasMaxLength(16);
        builder.Property(row => row.Audience).HasMaxLength(16);
        builder.Property(row => row.Headline).HasMaxLength(60);
        builder.Property(row => row.Fact).HasMaxLength(500);
        builder.Property(row => row.Actions).HasMaxLength(500);
        builder.Property(row => row.Sms).HasMaxLength(500);
        builder.Property(row => row.Spoken).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<AlertArea> builder)
    {
        builder.HasKey(row => new { row.MessageId, row.DivisionId });
        builder.HasOne<AlertMessage>().WithMany().HasForeignKey(row => row.MessageId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.Property(row => row.PathEnd).HasMaxLength(DivisionPath.MaxLength);
    }

    public void Configure(EntityTypeBuilder<AlertTag> builder)
    {
        builder.HasKey(row => new { row.MessageId, row.TagId });
        builder.HasOne<AlertMessage>().WithMany().HasForeignKey(row => row.MessageId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AlertDecision> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasMaxLength(16);
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.HasOne<AlertMessage>().WithMany().HasForeignKey(row => row.MessageId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SigningPolicy> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.LevelCode).HasMaxLength(16);
        builder.HasData(
            new SigningPolicy { Id = new Guid("7a600000-0002-7000-8000-000000000001"), LevelCode = "*", Persons = 2, IsEnabled = true },
            new SigningPolicy { Id = new Guid("7a600000-0002-7000-8000-000000000002"), LevelCode = "*", Persons = 3, IsEnabled = false });
    }
}
