using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Identity;

public sealed class IdentityConfiguration : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<StaffAccount>,
    IEntityTypeConfiguration<Device>, IEntityTypeConfiguration<SpentLink>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.NameCipher).HasMaxLength(300);
        builder.Property(row => row.PhoneCipher).HasMaxLength(200);
        builder.Property(row => row.WeComUserId).HasMaxLength(64);
        builder.HasIndex(row => row.PhoneIndex);
    }

    public void Configure(EntityTypeBuilder<StaffAccount> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Login).HasMaxLength(64);
        builder.Property(row => row.PasswordHash).HasMaxLength(200);
        builder.Property(row => row.Stamp).HasMaxLength(32);
        builder.HasIndex(row => row.Login).IsUnique();
        builder.HasIndex(row => row.PersonId).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.SecretHash).HasMaxLength(32);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.PersonId);
    }

    public void Configure(EntityTypeBuilder<SpentLink> builder) => builder.Property(row => row.Id).HasMaxLength(64);
}
