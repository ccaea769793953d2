using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Rows without end results and without types: a column is whatever it is asked to be.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A reader, not a collection")]
internal sealed class CannedReader(CannedAnswers answers, IReadOnlyList<string> columns) : DbDataReader
{
    private int _row = -1;

    public override int FieldCount => columns.Count;
    public override int Depth => 0;
    public override bool HasRows => answers.Rows > 0;
    public override bool IsClosed => false;
    public override int RecordsAffected => answers.Affected;
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => ++_row < answers.Rows;

    // every statement of a batch is answered
    public override bool NextResult()
    {
        _row = -1;
        return true;
    }

    public override bool IsDBNull(int ordinal) => CannedValues.IsNull(Name(ordinal), answers.IsNull(Name(ordinal)), _row);
    public override bool GetBoolean(int ordinal) => State(ordinal) % 2 == 0;
    public override byte GetByte(int ordinal) => State(ordinal);
    public override short GetInt16(int ordinal) => State(ordinal);
    public override int GetInt32(int ordinal) => CannedValues.Number(Name(ordinal), State(ordinal), _row);
    public override long GetInt64(int ordinal) => CannedValues.LongNumber(Name(ordinal), answers.Command, Math.Max(0, _row));
    public override float GetFloat(int ordinal) => State(ordinal);
    public override double GetDouble(int ordinal) => State(ordinal);
    public override decimal GetDecimal(int ordinal) => State(ordinal);
    public override Guid GetGuid(int ordinal) => CannedValues.Id(_row + 1);
    public override string GetString(int ordinal) => CannedValues.Text(Name(ordinal), State(ordinal), _row);
    public override DateTime GetDateTime(int ordinal) => CannedValues.Time(Name(ordinal));
    public override char GetChar(int ordinal) => '1';

    public override T GetFieldValue<T>(int ordinal)
    {
        if (typeof(T) == typeof(DateOnly)) return (T)(object)DateOnly.FromDateTime(GetDateTime(ordinal));
        if (typeof(T) == typeof(byte[])) return (T)(object)CannedValues.Bytes(Name(ordinal));
        return typeof(T) == typeof(object) ? (T)GetValue(ordinal) : throw new NotSupportedException($"A column read as {typeof(T).Name}");
    }

    public override object GetValue(int ordinal) => CannedValues.Bytes(Name(ordinal));
    public override int GetValues(object[] values) => throw new NotSupportedException();
    public override string GetName(int ordinal) => Name(ordinal);
    public override int GetOrdinal(string name) => columns.ToList().FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
    public override string GetDataTypeName(int ordinal) => "sql_variant";
    public override Type GetFieldType(int ordinal) => typeof(object);
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;
    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    private byte State(int ordinal) => answers.StateOf(Name(ordinal));
    private string Name(int ordinal) => ordinal < columns.Count ? columns[ordinal] : ordinal.ToString(CultureInfo.InvariantCulture);
}
