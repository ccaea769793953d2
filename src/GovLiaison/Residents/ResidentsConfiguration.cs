using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Residents;

public sealed class ResidentsConfiguration : IEntityTypeConfiguration<Household>, IEntityTypeConfiguration<Resident>,
    IEntityTypeConfiguration<ContactPoint>, IEntityTypeConfiguration<Link>, IEntityTypeConfiguration<Tag>, IEntityTypeConfiguration<ResidentTag>
{
    public void Configure(EntityTypeBuilder<Household> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Group).HasMaxLength(40);
        builder.Property(row => row.AddressCipher).HasMaxLength(400);
        builder.HasOne<Division>().WithMany().HasForeignKey(row => row.VillageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.VillageId);
    }

    public void Configure(EntityTypeBuilder<Resident> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.NameCipher).HasMaxLength(300);
        builder.HasIndex(row => row.VillageId);
        builder.HasOne<Household>().WithMany().HasForeignKey(row => row.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.NameIndex);
    }

    public void Configure(EntityTypeBuilder<ContactPoint> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasMaxLength(16);
        builder.Property(row => row.ValueCipher).HasMaxLength(200);
        builder.HasOne<Resident>().WithMany().HasForeignKey(row => row.ResidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.VillageId);
        builder.HasIndex(row => row.ValueIndex);
        builder.HasIndex(row => row.TailIndex);
        builder.HasIndex(row => new { row.ResidentId, row.Kind });
    }

    public void Configure(EntityTypeBuilder<Link> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Through).HasMaxLength(16);
        builder.Property(row => row.EndedBy).HasMaxLength(32);
        builder.HasIndex(row => row.ResidentId).IsUnique().HasFilter("\"Until\" IS NULL");
        builder.HasIndex(row => row.OfficerId);
        builder.HasOne<Resident>().WithMany().HasForeignKey(row => row.ResidentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Code).HasMaxLength(32);
        builder.Property(row => row.NameZh).HasMaxLength(40);
        builder.Property(row => row.NameEn).HasMaxLength(60);
        builder.Property(row => row.Kind).HasMaxLength(16);
        builder.HasIndex(row => row.Code).IsUnique();
        builder.HasData(TagDefaults.All);
    }

    public void Configure(EntityTypeBuilder<ResidentTag> builder)
    {
        builder.HasKey(row => new { row.ResidentId, row.TagId });
        builder.HasIndex(row => new { row.VillageId, row.TagId });
        builder.HasOne<Resident>().WithMany().HasForeignKey(row => row.ResidentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tag>().WithMany().HasForeignKey(row => row.TagId).OnDelete(DeleteBehavior.Restrict);
    }
}
