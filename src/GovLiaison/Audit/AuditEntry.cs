using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Audit;

/// <summary>
/// One act of a person, one change of a setting, one look at personal data, or the digest of one batch. Written in the
/// transaction of the act; chained afterwards by the one sealer. Holds ids and codes, never names, numbers or texts.
/// </summary>
public sealed class AuditEntry
{
    public required long Id { get; init; }
    public required DateTime At { get; init; }
    public required string ActorKind { get; init; }
    public required Guid? ActorId { get; init; }
    public required string Session { get; init; }

    /// <summary>In the past tense: AlertSigned, PhoneSeen.</summary>
    public required string Act { get; init; }

    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }

    /// <summary>Where in the tree, for readers with a range.</summary>
    public required string Path { get; init; }

    public required string Detail { get; init; }

    /// <summary>Place in the chain from 1, given by the sealer; null until then.</summary>
    public long? Sequence { get; set; }

    public byte[]? Hash { get; set; }
}

public sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.ActorKind).HasMaxLength(16);
        builder.Property(row => row.Session).HasMaxLength(64);
        builder.Property(row => row.Act).HasMaxLength(48);
        builder.Property(row => row.SubjectKind).HasMaxLength(32);
        builder.Property(row => row.SubjectId).HasMaxLength(64);
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.Property(row => row.Detail).HasMaxLength(2000);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasIndex(row => row.Sequence).IsUnique().HasFilter("\"Sequence\" IS NOT NULL");
        builder.HasIndex(row => row.Id).HasFilter("\"Sequence\" IS NULL").HasDatabaseName("IX_AuditEntries_Unsealed");
    }
}
