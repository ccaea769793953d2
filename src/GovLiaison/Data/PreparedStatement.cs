using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovLiaison.Data;

/// <summary>One statement run many times inside the caller's transaction with other values: parsed once.</summary>
public sealed class PreparedStatement : IAsyncDisposable
{
    private readonly DbCommand _command;

    /// <param name="sql">With parameters named @p0, @p1, …</param>
    /// <param name="first">Values of the types that every run will have.</param>
    public PreparedStatement(LiaisonDbContext db, string sql, params object[] first)
    {
        _command = db.Database.GetDbConnection().CreateCommand();
        _command.CommandText = sql;
        _command.CommandTimeout = 60;
        _command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < first.Length; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = first[i];
            // a null later on has no type of its own, and SQL Server would take it for text
            if (first[i] is byte[]) parameter.DbType = DbType.Binary;
            else if (first[i] is Guid) parameter.DbType = DbType.Guid;
            _command.Parameters.Add(parameter);
        }
    }

    public Task<int> RunAsync(object[] values, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i];
        return _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();
}
