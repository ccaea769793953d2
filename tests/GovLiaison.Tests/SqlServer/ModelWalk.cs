using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovLiaison.Tests.SqlServer;

/// <summary>What SQL Server would refuse of a model, or would do differently from the two other databases.</summary>
public static class ModelWalk
{
    private const int ClusteredBytes = 900, NonClusteredBytes = 1700;

    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["bit"] = 1, ["tinyint"] = 1, ["smallint"] = 2, ["int"] = 4, ["bigint"] = 8, ["float"] = 8, ["real"] = 4,
        ["date"] = 3, ["time"] = 5, ["datetime2"] = 8, ["datetimeoffset"] = 10, ["uniqueidentifier"] = 16, ["decimal"] = 17,
    };

    public static IReadOnlyList<string> Violations(IModel model)
    {
        var entities = model.GetEntityTypes().Where(entity => entity.GetTableName() is not null).ToList();
        return
        [
            .. entities.SelectMany(Columns),
            .. entities.SelectMany(Keys),
            .. CascadePaths(entities),
        ];
    }

    private static IEnumerable<string> Columns(IEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            var name = $"{entity.GetTableName()}.{property.GetColumnName()}";
            if (IsMax(property)) yield return $"{name} has no greatest length";
            if (property.ValueGenerated != ValueGenerated.Never || property.GetDefaultValueSql() is not null || property.GetComputedColumnSql() is not null)
                yield return $"{name} is made by the database";
        }
    }

    private static IEnumerable<string> Keys(IEntityType entity)
    {
        var anyClustered = entity.GetIndexes().Any(index => index.IsClustered() == true);
        foreach (var key in entity.GetKeys())
        {
            var clustered = key.IsClustered() ?? (key.IsPrimaryKey() && !anyClustered);
            foreach (var fault in Width(key.GetName()!, key.Properties, clustered)) yield return fault;
        }
        foreach (var index in entity.GetIndexes())
            foreach (var fault in Width(index.GetDatabaseName()!, index.Properties, index.IsClustered() == true)) yield return fault;
    }

    private static IEnumerable<string> Width(string name, IReadOnlyList<IReadOnlyProperty> properties, bool clustered)
    {
        if (properties.FirstOrDefault(IsMax) is { } max)
        {
            yield return $"{name} holds {max.Name}, which has no greatest length";
            yield break;
        }
        var (bytes, limit) = (properties.Sum(Bytes), clustered ? ClusteredBytes : NonClusteredBytes);
        if (bytes > limit) yield return $"{name} is {bytes} bytes wide, {limit} fit";
    }

    private static bool IsMax(IReadOnlyProperty property) => property.GetColumnType()!.EndsWith("(max)", StringComparison.Ordinal);

    private static int Bytes(IReadOnlyProperty property)
    {
        var parts = property.GetColumnType()!.Split('(', ')', ',');
        return parts[0] switch
        {
            "nvarchar" or "nchar" => 2 * int.Parse(parts[1], CultureInfo.InvariantCulture),
            "varchar" or "char" or "varbinary" or "binary" => int.Parse(parts[1], CultureInfo.InvariantCulture),
            _ => Sizes[parts[0]],
        };
    }

    // SQL Server refuses a table that a delete could reach by two ways, and a way that comes back.
    private static IEnumerable<string> CascadePaths(List<IEntityType> entities)
    {
        var edges = entities.SelectMany(entity => entity.GetForeignKeys())
            .Where(key => key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull)
            .ToLookup(key => key.PrincipalEntityType.GetTableName()!, key => key.DeclaringEntityType.GetTableName()!, StringComparer.Ordinal);
        foreach (var start in edges.Select(edge => edge.Key))
        {
            var reached = new HashSet<string>(StringComparer.Ordinal) { start };
            var open = new Stack<string>([start]);
            while (open.TryPop(out var table))
                foreach (var next in edges[table])
                    if (reached.Add(next)) open.Push(next);
                    else yield return $"a delete in {start} reaches {next} by more than one way";
        }
    }
}
