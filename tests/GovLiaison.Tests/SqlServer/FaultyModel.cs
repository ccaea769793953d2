using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.SqlServer;

/// <summary>A model with one of each fault that the walk looks for.</summary>
internal sealed class FaultyModel(DbContextOptions<FaultyModel> options) : DbContext(options)
{
    public static FaultyModel Create() => new(new DbContextOptionsBuilder<FaultyModel>().UseSqlServer("Server=127.0.0.1;Database=faulty").Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Root>(root =>
        {
            root.HasKey(row => row.Name);
            root.Property(row => row.Name).HasMaxLength(451);
        });
        modelBuilder.Entity<Branch>(branch =>
        {
            branch.Property(row => row.Id).ValueGeneratedNever();
            branch.Property(row => row.RootName).HasMaxLength(451);
            branch.HasOne<Root>().WithMany().HasForeignKey(row => row.RootName).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Leaf>(leaf =>
        {
            leaf.Property(row => row.RootName).HasMaxLength(451);
            leaf.HasIndex(row => new { row.RootName, row.Wide }).HasDatabaseName("IX_Wide");
            leaf.Property(row => row.Wide).HasMaxLength(400);
            leaf.HasIndex(row => row.Endless).HasDatabaseName("IX_Endless");
            leaf.Property(row => row.Endless).HasColumnType("nvarchar(max)");
            leaf.HasOne<Root>().WithMany().HasForeignKey(row => row.RootName).OnDelete(DeleteBehavior.Cascade);
            leaf.HasOne<Branch>().WithMany().HasForeignKey(row => row.BranchId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    internal sealed class Root
    {
        public required string Name { get; init; }
    }

    internal sealed class Branch
    {
        public int Id { get; init; }
        public required string RootName { get; init; }
    }

    internal sealed class Leaf
    {
        public int Id { get; init; }
        public required string RootName { get; init; }
        public int BranchId { get; init; }
        public required string Wide { get; init; }
        public required string Endless { get; init; }
    }
}
