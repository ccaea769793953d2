using System.Data.Common;
using System.Globalization;
using GovLiaison.Data;
using Microsoft.Data.SqlClient;

namespace GovLiaison.SqlServer;

public sealed class SqlServerDialect : IStoreDialect
{
    public string Name => "sqlserver";
    public bool HasSingleWriter => false;
    public string NowSql => "SYSUTCDATETIME()";

    public string NowPlusSql(long milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"DATEADD(millisecond, {milliseconds}, SYSUTCDATETIME())");

    public string TruthSql(string condition) => $"CAST(CASE WHEN {condition} THEN 1 ELSE 0 END AS bit)";

    public object TimeValue(DateTime utc) => UtcTime.ToMilliseconds(utc);

    public DateTime ReadTime(DbDataReader reader, int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);

    public StoreFault Classify(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is SqlException sql)
                return sql.Number switch
                {
                    2601 or 2627 => StoreFault.Duplicate,
                    1205 or 1222 or 3960 or -2 => StoreFault.Busy,
                    1101 or 1105 or 9002 => StoreFault.Full,
                    3906 or 3908 => StoreFault.ReadOnly,
                    4060 or 53 or 10054 or 10060 or 10061 or 233 => StoreFault.Unreachable,
                    _ => StoreFault.None,
                };
        return StoreFault.None;
    }
}
