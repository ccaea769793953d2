using System.Data.Common;

namespace GovLiaison.Data;

/// <summary>What a database refused to do, by group; each provider sorts its own error numbers in one place.</summary>
public enum StoreFault
{
    /// <summary>Not a fault of the store; a defect of ours.</summary>
    None,

    /// <summary>A row with these unique values is there already.</summary>
    Duplicate,

    /// <summary>Deadlock, busy or time-out: the whole unit of work may be tried again.</summary>
    Busy,

    /// <summary>No space left.</summary>
    Full,

    /// <summary>The database may not be written.</summary>
    ReadOnly,

    /// <summary>The database cannot be reached or opened.</summary>
    Unreachable,
}

/// <summary>The few things in which the three databases differ outside the delivery queue.</summary>
public interface IStoreDialect
{
    /// <summary><c>sqlite</c>, <c>sqlserver</c> or <c>postgresql</c>.</summary>
    string Name { get; }

    /// <summary>One writer at a time for the whole database: writes queue in the process's lane instead of fighting for a lock.</summary>
    bool HasSingleWriter { get; }

    /// <summary>SQL for the database's own clock in the stored form of an instant; leases are judged by it alone.</summary>
    string NowSql { get; }

    /// <summary>SQL for the database's clock moved by a number of milliseconds.</summary>
    string NowPlusSql(long milliseconds);

    /// <summary>SQL that stores a condition in a boolean column.</summary>
    string TruthSql(string condition);

    /// <summary>An instant as a raw SQL parameter.</summary>
    object TimeValue(DateTime utc);

    /// <summary>An instant from a raw reader.</summary>
    DateTime ReadTime(DbDataReader reader, int column);

    StoreFault Classify(Exception exception);
}
