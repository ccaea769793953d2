using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace GovLiaison.Tests.SqlServer;

/// <summary>A connection to no server: every text goes to the script and is answered from it.</summary>
internal sealed class CapturingConnection(CannedServer server) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;

    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=127.0.0.1;Database=captured";

    public override string Database => "captured";
    public override string DataSource => "127.0.0.1";
    public override string ServerVersion => "16.00.1000";
    public override ConnectionState State => _state;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();
    public override void Open() => _state = ConnectionState.Open;
    public override void Close() => _state = ConnectionState.Closed;
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new NoTransaction(this, isolationLevel);
    protected override DbCommand CreateDbCommand() => new CapturingCommand(this, server);

    private sealed class NoTransaction(DbConnection connection, IsolationLevel isolationLevel) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => isolationLevel;
        public override bool SupportsSavepoints => true;
        protected override DbConnection DbConnection => connection;

        public override void Commit() { }
        public override void Rollback() { }
        public override void Save(string savepointName) { }
        public override void Rollback(string savepointName) { }
        public override void Release(string savepointName) { }
    }
}

/// <summary>Parameters are SqlClient's own, so that the provider sets them as it would for a server.</summary>
internal sealed class CapturingCommand(DbConnection connection, CannedServer server) : DbCommand
{
    private readonly SqlCommand _parameters = new();
    private string _text = "";

    [AllowNull]
    public override string CommandText { get => _text; set => _text = value ?? ""; }

    // SqlClient's own
    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType { get; set; } = CommandType.Text;
    public override bool DesignTimeVisible { get; set; }
    public override UpdateRowSource UpdatedRowSource { get; set; }
    protected override DbConnection? DbConnection { get; set; } = connection;
    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() { }
    public override void Prepare() { }

    public override int ExecuteNonQuery() => Keep().Affected;
    public override object? ExecuteScalar() => Keep().Rows == 0 ? null : 1;

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => new CannedReader(Keep(), ResultColumns.Of(_text));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _parameters.Dispose();
        base.Dispose(disposing);
    }

    private CannedAnswers Keep() => server.Answer(_text, _parameters.Parameters.Count, CommandTimeout);
}
