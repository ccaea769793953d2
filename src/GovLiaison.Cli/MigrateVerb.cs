using System.CommandLine;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli;

public static class MigrateVerb
{
    public static Command Make(CliSurroundings surroundings) => new Command("migrate", CliTexts.MigrateVerb).Verb(surroundings, RunAsync);

    private static async Task<int> RunAsync(CliCall call, CancellationToken cancellationToken)
    {
        var migration = call.OpenStore().GetRequiredService<DatabaseMigration>();
        var (state, _) = await migration.LookAsync(cancellationToken);
        // keys before tables: a database without keys would be refused at every later start
        KeyRing.Open(DatabaseSetup.KeyFolder(call.Settings), databaseIsNew: state == DatabaseState.New);
        var applied = await migration.MigrateAsync(
            (name, number, count) => call.Output.Note(CliTexts.MigrateStep.With(number, count, name)), cancellationToken);
        if (applied.Refusal is { } refusal) return call.Output.Refuse(refusal);
        return call.Output.Answer(
            new { state = "current", before = state.ToString().ToLowerInvariant(), applied = applied.Value },
            applied.Value == 0 ? CliTexts.MigrateNothing : CliTexts.MigrateDone.With(applied.Value));
    }
}
