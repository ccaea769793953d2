using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Divisions;

/// <summary>A node of the tree. Nothing here assumes five levels: the level is a label, the path is the structure.</summary>
public sealed class Division
{
    public required int Id { get; init; }

    /// <summary>2, 4, 6, 9 or 12 digits today; text, ordered byte by byte.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>1 province, 2 city, 3 county, 4 township, 5 village.</summary>
    public required int Level { get; set; }

    public required int? ParentId { get; set; }

    /// <summary>See <see cref="DivisionPath"/>.</summary>
    public required string Path { get; set; }

    /// <summary>Pinyin initials of the name, lower case; readings of a character parted by nothing, names by one space.</summary>
    public required string Initials { get; set; }

    /// <summary>No division below it: households live here.</summary>
    public required bool IsVillage { get; set; }
}

public sealed class DivisionConfiguration : IEntityTypeConfiguration<Division>
{
    public void Configure(EntityTypeBuilder<Division> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Code).HasMaxLength(12);
        builder.Property(row => row.Name).HasMaxLength(60);
        builder.Property(row => row.Path).HasMaxLength(DivisionPath.MaxLength);
        builder.Property(row => row.Initials).HasMaxLength(80);
        builder.HasIndex(row => row.Code).IsUnique();
        builder.HasIndex(row => row.Path).IsUnique();
        builder.HasIndex(row => row.ParentId);
    }
}
