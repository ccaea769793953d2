using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Data;

/// <summary>
/// For the few reads that a storm of pages asks thousands of times a second: open connections with their statements parsed, and
/// nothing built per question. Everything else reads through <see cref="LiaisonDatabase"/>.
/// </summary>
public sealed class PreparedReads(IDbContextFactory<LiaisonDbContext> contexts) : IAsyncDisposable, IDisposable
{
    // as many as can read at once on one machine; more are opened when they are needed and closed again
    private static readonly int MostIdle = 2 * Environment.ProcessorCount;

    private readonly ConcurrentStack<Seat> _idle = new();
    private volatile bool _isDisposed;

    /// <summary>The first row of the answer, or default.</summary>
    /// <param name="sql">With parameters named @p0, @p1, …; the same text every time.</param>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        if (_idle.TryPop(out var idle))
            try
            {
                return await AskAsync(idle, sql, read, values, cancellationToken);
            }
            // A connection that lay idle may have died meanwhile, which says nothing about the store; the others died with it.
            // A store that hangs is asked once more, not once per connection.
            catch (DbException)
            {
                while (_idle.TryPop(out var other)) await other.DisposeAsync();
            }
        return await AskAsync(new Seat(await contexts.CreateDbContextAsync(cancellationToken)), sql, read, values, cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryPop(out var seat)) seat.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T?> AskAsync<T>(Seat seat, string sql, Func<DbDataReader, T> read, object[] values, CancellationToken cancellationToken)
    {
        try
        {
            var first = await seat.FirstAsync(sql, read, values, cancellationToken);
            await ReturnAsync(seat);
            return first;
        }
        catch
        {
            await seat.DisposeAsync();
            throw;
        }
    }

    private async ValueTask ReturnAsync(Seat seat)
    {
        if (_isDisposed || _idle.Count >= MostIdle) await seat.DisposeAsync();
        else _idle.Push(seat);
    }

    private sealed class Seat(LiaisonDbContext db) : IAsyncDisposable, IDisposable
    {
        private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
        private bool _isOpen;

        public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, object[] values, CancellationToken cancellationToken)
        {
            if (!_isOpen) await db.Database.OpenConnectionAsync(cancellationToken);
            _isOpen = true;
            if (!_commands.TryGetValue(sql, out var command)) _commands[sql] = command = Make(sql, values);
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? read(reader) : default;
        }

        public void Dispose()
        {
            foreach (var command in _commands.Values) command.Dispose();
            db.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in _commands.Values) await command.DisposeAsync();
            await db.DisposeAsync();
        }

        private DbCommand Make(string sql, object[] values)
        {
            var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 10;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }
            return command;
        }
    }
}
