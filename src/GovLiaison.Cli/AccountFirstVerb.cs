using System.CommandLine;
using GovLiaison.Cli.Shell;
using GovLiaison.Posts;

namespace GovLiaison.Cli;

/// <summary>Asks for the first three administrators, one after another; those who are there already are not asked for again.</summary>
public static class AccountFirstVerb
{
    public static Command Make(CliSurroundings surroundings) => new Command("first", CliTexts.AccountFirst).Verb(surroundings, RunAsync);

    private static async Task<int> RunAsync(CliCall call, CancellationToken cancellationToken)
    {
        var services = await call.OpenAsync(cancellationToken);
        var queries = services.GetRequiredService<AccountQueries>();
        var made = new List<NewAccount>();
        foreach (var role in await queries.MissingAdministratorsAsync(cancellationToken))
        {
            var account = new NewAccount("", "", null, role, null);
            if (await account.CheckAsync(services, call.Operator, cancellationToken) is { Refusal: { } wrong }) return call.Output.Refuse(wrong);
            call.Output.Note(CliTexts.AccountFirstAsks.With(CliRoles.Name(role)));
            account = account with { Login = await AskAsync(call, CliTexts.AccountLogin, cancellationToken), Name = await AskAsync(call, CliTexts.AccountName, cancellationToken) };
            var password = await CliPassword.AskAsync(call, account.Login, cancellationToken);
            if (await account.MakeAsync(services, call.Operator, password, cancellationToken) is { } refusal) return call.Output.Refuse(refusal);
            made.Add(account);
        }
        return call.Output.Answer(
            new { accounts = made.Select(account => new { account.Login, account.Role }) },
            made.Count == 0 ? [CliTexts.AccountFirstDone] : made.Select(account => CliTexts.AccountAdded.With(account.Login, CliRoles.Name(account.Role))));
    }

    private static async Task<string> AskAsync(CliCall call, string what, CancellationToken cancellationToken)
    {
        await call.Surroundings.Error.WriteAsync(CliTexts.Ask.With(what));
        return (await call.Surroundings.Input.ReadLineAsync(cancellationToken) ?? "").Trim();
    }
}
