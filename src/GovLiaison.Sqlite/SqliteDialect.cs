using System.Data.Common;
using System.Globalization;
using GovLiaison.Data;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Sqlite;

public sealed class SqliteDialect : IStoreDialect
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Constraint = 19, NotADatabase = 26;
    private const int UniqueConstraint = 2067, PrimaryKeyConstraint = 1555;

    public string Name => "sqlite";
    public bool HasSingleWriter => true;
    public string NowSql => "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

    public string NowPlusSql(long milliseconds) => string.Create(CultureInfo.InvariantCulture, $"({NowSql} + {milliseconds})");

    public string TruthSql(string condition) => $"({condition})";

    public object TimeValue(DateTime utc) => UtcTime.ToUnixMilliseconds(utc);

    public DateTime ReadTime(DbDataReader reader, int column) => DateTime.UnixEpoch.AddMilliseconds(reader.GetInt64(column));

    public StoreFault Classify(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is SqliteException sqlite)
                return sqlite.SqliteErrorCode switch
                {
                    Busy or Locked => StoreFault.Busy,
                    ReadOnly => StoreFault.ReadOnly,
                    Full or InputOutput => StoreFault.Full,
                    CannotOpen or Corrupt or NotADatabase => StoreFault.Unreachable,
                    Constraint when sqlite.SqliteExtendedErrorCode is UniqueConstraint or PrimaryKeyConstraint => StoreFault.Duplicate,
                    _ => StoreFault.None,
                };
        return StoreFault.None;
    }
}
