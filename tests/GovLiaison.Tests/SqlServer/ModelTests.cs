using GovLiaison.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GovLiaison.Tests.SqlServer;

public sealed class ModelTests
{
    [Fact]
    public void Model_OnSqlServer_HoldsNothingItRefuses()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        Assert.Empty(ModelWalk.Violations(ModelOf(db)));
    }

    [Fact]
    public void Model_WithEveryFault_IsNamed()
    {
        using var db = FaultyModel.Create();

        string[] expected =
        [
            "IX_Endless holds Endless, which has no greatest length",
            "IX_Wide is 1702 bytes wide, 1700 fit",
            "Leaf.Endless has no greatest length",
            "Leaf.Id is made by the database",
            "PK_Root is 902 bytes wide, 900 fit",
            "a delete in Root reaches Leaf by more than one way",
        ];
        Assert.Equal(expected, ModelWalk.Violations(ModelOf(db)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Migrations_AsAScript_ParseAndUseNothingLeftAlone()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        var script = db.GetService<IMigrator>().GenerateScript();

        Assert.Contains("CREATE TABLE [Deliveries]", script, StringComparison.Ordinal);
        Assert.Empty(SqlText.Faults(script));
    }

    [Theory]
    [InlineData("SELECT 1 AS [One] FROM WHERE", "line 1, column 19: Incorrect syntax near 'FROM'.")]
    [InlineData("MERGE [A] AS t USING [B] AS s ON t.[Id] = s.[Id] WHEN MATCHED THEN DELETE;", "uses MERGE")]
    [InlineData("WAITFOR DELAY '00:00:01'", "uses WAITFOR")]
    [InlineData("SELECT [Id] FROM [A] WITH (HOLDLOCK)", "uses HOLDLOCK")]
    [InlineData("CREATE TABLE [A] ([Id] hierarchyid NOT NULL)", "uses HIERARCHYID")]
    [InlineData("SELECT [value] FROM GENERATE_SERIES(1, 3)", "uses GENERATE_SERIES")]
    [InlineData("SELECT [Id] FROM [A] WHERE CONTAINS([Name], 'x')", "uses CONTAINS")]
    [InlineData("SELECT [name] FROM sys.indexes", "uses SYS")]
    [InlineData("SELECT [cpu_count] FROM dm_os_sys_info", "uses DM_OS_SYS_INFO")]
    [InlineData("SELECT CAST([Id] AS int) FROM [A]", "selects CAST([Id] AS int) without an alias")]
    public void Text_ThatSqlServerWouldRefuse_IsNamed(string sql, string fault) => Assert.Equal([fault], SqlText.Faults(sql));

    [Fact]
    public void Text_WithTheWordsAsData_Passes() =>
        Assert.Empty(SqlText.Faults("SELECT [Id], 'MERGE' AS \"MERGE\" FROM [A] /* WAITFOR */ WHERE EXISTS (SELECT CAST([Id] AS int) FROM [B])"));

    private static IModel ModelOf(DbContext db) => db.GetService<IDesignTimeModel>().Model;
}
