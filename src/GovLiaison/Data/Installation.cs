using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Data;

/// <summary>The one row that says what this installation is.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>0–1,023; the high bits of every allotted key, so that installations can be merged.</summary>
    public required int Number { get; init; }

    /// <summary>A demo installation can never hold a live endpoint.</summary>
    public required bool IsDemo { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>The next free number of one kind of key.</summary>
public sealed class KeyBlock
{
    public required string Name { get; init; }
    public required long Next { get; set; }
}

public sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>, IEntityTypeConfiguration<KeyBlock>
{
    public void Configure(EntityTypeBuilder<Installation> builder) => builder.Property(row => row.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<KeyBlock> builder)
    {
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(40);
    }
}
