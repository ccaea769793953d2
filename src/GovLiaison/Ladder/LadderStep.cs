using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Ladder;

/// <summary>One rung: what is done when somebody is still silent so long after the signature.</summary>
public sealed class LadderStep
{
    public required int Lane { get; init; }

    /// <summary><c>officer</c>, or <c>at-risk</c> for residents whose tag asks for a call.</summary>
    public required string Watches { get; init; }

    public required int Number { get; init; }
    public required int AfterSeconds { get; set; }

    /// <summary><c>sms</c>, <c>voice</c>, <c>deputy</c>, <c>township-duty</c>, <c>name-next</c>.</summary>
    public required string Act { get; set; }
}

/// <summary>The ladder of one village in one dispatch: who is being called, how far it has come, when it acts next.</summary>
public sealed class LadderRun
{
    public required long DispatchId { get; init; }
    public required int VillageId { get; init; }
    public required string Watches { get; init; }
    public required string Path { get; init; }
    public required int Lane { get; init; }

    /// <summary>The last rung that was climbed; 0 is the card itself.</summary>
    public required int Step { get; set; }

    /// <summary>Null: answered, or at the top with somebody named.</summary>
    public DateTime? NextAt { get; set; }

    public DateTime? AnsweredAt { get; set; }

    /// <summary>Who has to act when everybody below stayed silent.</summary>
    public Guid? NextPersonId { get; set; }
}

public sealed class LadderConfiguration : IEntityTypeConfiguration<LadderStep>, IEntityTypeConfiguration<LadderRun>
{
    public void Configure(EntityTypeBuilder<LadderStep> builder)
    {
        builder.HasKey(row => new { row.Lane, row.Watches, row.Number });
        builder.Property(row => row.Watches).HasMaxLength(16);
        builder.Property(row => row.Act).HasMaxLength(24);
        builder.HasData(LadderDefaults.Steps);
    }

    public void Configure(EntityTypeBuilder<LadderRun> builder)
    {
        builder.HasKey(row => new { row.DispatchId, row.VillageId, row.Watches });
        builder.Property(row => row.Watches).HasMaxLength(16);
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL").HasDatabaseName("IX_LadderRuns_Due");
    }
}
