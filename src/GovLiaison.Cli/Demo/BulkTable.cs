using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovLiaison.Cli.Demo;

/// <summary>One column of a table that is filled in bulk: its name, its type in the database, and how to read its value off a row.</summary>
public sealed record BulkColumn(string Name, string StoreType, Type ClrType, Func<object, object?> Read);

/// <summary>A table as the model of the running provider knows it: a column that is added to the model is filled here as well.</summary>
public sealed record BulkTable(string Name, IReadOnlyList<BulkColumn> Columns)
{
    public string InsertSql(Func<int, string> parameter) =>
        $"INSERT INTO \"{Name}\" ({string.Join(", ", Columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", Columns.Select((_, i) => parameter(i)))})";

    public static BulkTable Of(IModel model, Type row)
    {
        var entity = model.FindEntityType(row) ?? throw new ArgumentException($"{row} is no table", nameof(row));
        return new BulkTable(entity.GetTableName()!, [.. entity.GetProperties().Select(Column)]);
    }

    private static BulkColumn Column(IProperty property)
    {
        var getter = property.GetGetter();
        var mapping = property.GetRelationalTypeMapping();
        var type = mapping.Converter?.ProviderClrType ?? property.ClrType;
        Func<object, object?> read = mapping.Converter is { } converter
            ? row => converter.ConvertToProvider(getter.GetClrValue(row))
            : getter.GetClrValue;
        return new BulkColumn(property.GetColumnName(), mapping.StoreTypeNameBase, Nullable.GetUnderlyingType(type) ?? type, read);
    }
}
