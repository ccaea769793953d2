using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GovLiaison.Templates;

public sealed class TemplatesConfiguration : IEntityTypeConfiguration<Hazard>, IEntityTypeConfiguration<HazardLevel>,
    IEntityTypeConfiguration<AlertLevel>, IEntityTypeConfiguration<AlertTemplate>
{
    public void Configure(EntityTypeBuilder<Hazard> builder)
    {
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Code).HasMaxLength(32);
        builder.Property(row => row.NameZh).HasMaxLength(40);
        builder.Property(row => row.NameEn).HasMaxLength(60);
        builder.HasData(TemplateDefaults.Hazards);
    }

    public void Configure(EntityTypeBuilder<HazardLevel> builder)
    {
        builder.HasKey(row => new { row.HazardCode, row.LevelCode });
        builder.Property(row => row.HazardCode).HasMaxLength(32);
        builder.Property(row => row.LevelCode).HasMaxLength(16);
        builder.HasData(TemplateDefaults.HazardLevels);
    }

    public void Configure(EntityTypeBuilder<AlertLevel> builder)
    {
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Code).HasMaxLength(16);
        builder.Property(row => row.NameZh).HasMaxLength(20);
        builder.Property(row => row.NameEn).HasMaxLength(30);
        builder.HasData(TemplateDefaults.Levels);
    }

    public void Configure(EntityTypeBuilder<AlertTemplate> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.HazardCode).HasMaxLength(32);
        builder.Property(row => row.LevelCode).HasMaxLength(16);
        builder.Property(row => row.Language).HasMaxLength(16);
        builder.Property(row => row.Headline).HasMaxLength(60);
        builder.Property(row => row.Fact).HasMaxLength(500);
        builder.Property(row => row.Actions).HasMaxLength(500);
        builder.Property(row => row.Sms).HasMaxLength(500);
        builder.Property(row => row.Spoken).HasMaxLength(1000);
        builder.HasIndex(row => new { row.HazardCode, row.LevelCode, row.Language }).IsUnique();
        builder.HasData(TemplateDefaults.Templates);
    }
}
