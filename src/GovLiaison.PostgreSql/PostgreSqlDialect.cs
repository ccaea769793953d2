using System.Data.Common;
using System.Globalization;
using GovLiaison.Data;
using Npgsql;

namespace GovLiaison.PostgreSql;

public sealed class PostgreSqlDialect : IStoreDialect
{
    public string Name => "postgresql";
    public bool HasSingleWriter => false;
    public string NowSql => "clock_timestamp()";

    public string NowPlusSql(long milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"(clock_timestamp() + interval '{milliseconds} milliseconds')");

    public string TruthSql(string condition) => $"({condition})";

    public object TimeValue(DateTime utc) => UtcTime.ToMilliseconds(utc);

    public DateTime ReadTime(DbDataReader reader, int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);

    public StoreFault Classify(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is PostgresException postgres)
                return postgres.SqlState switch
                {
                    PostgresErrorCodes.UniqueViolation => StoreFault.Duplicate,
                    PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable => StoreFault.Busy,
                    PostgresErrorCodes.DiskFull => StoreFault.Full,
                    PostgresErrorCodes.ReadOnlySqlTransaction => StoreFault.ReadOnly,
                    PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName => StoreFault.Unreachable,
                    _ => StoreFault.None,
                };
            else if (inner is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException)
                return StoreFault.Unreachable;
        return StoreFault.None;
    }
}
