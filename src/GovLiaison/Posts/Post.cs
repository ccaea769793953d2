using GovLiaison.Divisions;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Posts;

/// <summary>A person in a role at a division from a day to a day. All rights come from here.</summary>
public sealed class Post
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required int DivisionId { get; init; }

    /// <summary>A code of <see cref="Roles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>0 is the main officer of a village; deputies follow from 1.</summary>
    public required int Rank { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first day on which it no longer holds, in Beijing; null: open.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>Who holds the phone of a division's duty room from an hour to an hour.</summary>
public sealed class Duty
{
    public required Guid Id { get; init; }
    public required int DivisionId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTime From { get; init; }

    /// <summary>Null: until somebody else takes it.</summary>
    public DateTime? Until { get; set; }
}

public sealed class PostsConfiguration : IEntityTypeConfiguration<Post>, IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Role).HasMaxLength(32);
        builder.HasIndex(row => new { row.DivisionId, row.Role, row.Rank });
        builder.HasIndex(row => row.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Division>().WithMany().HasForeignKey(row => row.DivisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.DivisionId, row.From });
        builder.HasIndex(row => row.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Division>().WithMany().HasForeignKey(row => row.DivisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
