using System.CommandLine;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;

namespace GovLiaison.Cli;

/// <summary>Accounts of the console, and the post that gives each its rights.</summary>
public static class AccountVerb
{
    public static Command Make(CliSurroundings surroundings) => new("account", CliTexts.AccountVerb)
    {
        AccountFirstVerb.Make(surroundings), Add(surroundings), Password(surroundings), List(surroundings), Disable(surroundings), Unlock(surroundings),
        AccountPhoneVerbs.List(surroundings), AccountPhoneVerbs.Revoke(surroundings),
    };

    private static Command Add(CliSurroundings surroundings)
    {
        var login = Login();
        var name = new Option<string>("--name") { Description = CliTexts.AccountName, Required = true };
        var role = new Option<string>("--role") { Description = CliTexts.AccountRole, Required = true };
        var division = new Option<string?>("--division") { Description = CliTexts.AccountDivision, HelpName = "CODE" };
        var phone = new Option<string?>("--phone") { Description = CliTexts.AccountPhone };
        var file = CliPassword.FileOption();
        return new Command("add", CliTexts.AccountAdd) { login, name, role, division, phone, file }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            var account = new NewAccount(call.Get(login)!, call.Get(name)!, call.Get(phone), call.Get(role)!, call.Get(division));
            if (await account.CheckAsync(services, call.Operator, cancellationToken) is { Refusal: { } wrong }) return call.Output.Refuse(wrong);
            var password = await CliPassword.ReadAsync(call, file, account.Login, cancellationToken);
            if (await account.MakeAsync(services, call.Operator, password, cancellationToken) is { } refusal) return call.Output.Refuse(refusal);
            var missing = await services.GetRequiredService<AccountQueries>().MissingAdministratorsAsync(cancellationToken);
            return call.Output.Answer(
                new { account.Login, account.Role, missingAdministrators = missing },
                [CliTexts.AccountAdded.With(account.Login, CliRoles.Name(account.Role)), .. Missing(missing)]);
        });
    }

    private static Command Password(CliSurroundings surroundings)
    {
        var login = Login();
        var file = CliPassword.FileOption();
        return new Command("password", CliTexts.AccountPassword) { login, file }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var (services, id) = await FindAsync(call, login, cancellationToken);
            if (id is null) return call.Output.Refuse(Refusal.NotFound);
            var password = await CliPassword.ReadAsync(call, file, call.Get(login)!, cancellationToken);
            var changed = await services.GetRequiredService<AccountService>().SetPasswordAsync(call.Operator, id.Value, password, cancellationToken);
            return changed.Refusal is { } refusal ? call.Output.Refuse(refusal)
                : call.Output.Answer(new { login = call.Get(login), changed = true }, CliTexts.AccountPasswordChanged.With(call.Get(login)));
        });
    }

    private static Command Disable(CliSurroundings surroundings) => Change(surroundings, "disable", CliTexts.AccountDisable,
        (accounts, actor, id, cancellationToken) => accounts.DisableAsync(actor, id, cancellationToken), login => (new { login, disabled = true }, CliTexts.AccountDisabled));

    private static Command Unlock(CliSurroundings surroundings) => Change(surroundings, "unlock", CliTexts.AccountUnlock,
        (accounts, actor, id, cancellationToken) => accounts.UnlockAsync(actor, id, cancellationToken), login => (new { login, locked = false }, CliTexts.AccountUnlocked));

    private static Command Change(CliSurroundings surroundings, string verb, string description,
        Func<AccountService, Actor, Guid, CancellationToken, Task<Result<Done>>> change, Func<string?, (object Json, string Sentence)> done)
    {
        var login = Login();
        return new Command(verb, description) { login }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var (services, id) = await FindAsync(call, login, cancellationToken);
            if (id is null) return call.Output.Refuse(Refusal.NotFound);
            var changed = await change(services.GetRequiredService<AccountService>(), call.Operator, id.Value, cancellationToken);
            if (changed.Refusal is { } refusal) return call.Output.Refuse(refusal);
            var (json, sentence) = done(call.Get(login));
            return call.Output.Answer(json, sentence.With(call.Get(login)));
        });
    }

    private static Command List(CliSurroundings surroundings) => new Command("list", CliTexts.AccountList).Verb(surroundings, async (call, cancellationToken) =>
    {
        var queries = (await call.OpenAsync(cancellationToken)).GetRequiredService<AccountQueries>();
        var lines = new List<AccountLine>();
        for (var skip = 0; ; skip += AccountQueries.LongestPage)
        {
            var listed = await queries.ListAsync(new ListAccounts(Skip: skip, Take: AccountQueries.LongestPage), call.Operator, cancellationToken);
            if (listed.Refusal is { } refusal) return call.Output.Refuse(refusal);
            lines.AddRange(listed.Value.Lines);
            if (skip + AccountQueries.LongestPage >= listed.Value.Total) break;
        }
        var missing = await queries.MissingAdministratorsAsync(cancellationToken);
        return call.Output.Answer(
            new { accounts = lines, missingAdministrators = missing },
            [.. lines.Select(line => Line(line, call.Surroundings.Clock.GetUtcNow().UtcDateTime)), .. lines.Count == 0 ? [CliTexts.AccountNone] : Array.Empty<string>(), .. Missing(missing)]);
    });

    private static async Task<(IServiceProvider Services, Guid? Id)> FindAsync(CliCall call, Argument<string> login, CancellationToken cancellationToken)
    {
        var services = await call.OpenAsync(cancellationToken);
        return (services, await services.GetRequiredService<AccountQueries>().FindAsync(call.Get(login)!, cancellationToken));
    }

    private static string Line(AccountLine line, DateTime now) =>
        $"{line.Login,-20} {(line.Role is null ? CliTexts.AccountWithoutPost : $"{CliRoles.Name(line.Role)} · {line.DivisionName} ({line.DivisionCode})")}  {(line.IsDisabled ? CliTexts.AccountStateDisabled : line.LockedUntil > now ? CliTexts.AccountStateLocked : CliTexts.AccountStateActive)}";

    internal static string[] Missing(IReadOnlyList<string> roles) =>
        roles.Count == 0 ? [] : [CliTexts.AccountMissing.With(string.Join(CliTexts.ListComma, roles.Select(CliRoles.Name)))];

    private static Argument<string> Login() => new("login") { Description = CliTexts.AccountLogin };
}

/// <summary>An account to be made together with its one post.</summary>
internal sealed record NewAccount(string Login, string Name, string? Phone, string Role, string? DivisionCode)
{
    /// <summary>The division, or why the post could not be given; asked before anything is stored, for account and post are two acts.</summary>
    public async Task<Result<DivisionNode>> CheckAsync(IServiceProvider services, Actor actor, CancellationToken cancellationToken)
    {
        if (Roles.PermissionsOf(Role).Count == 0 || string.Equals(Role, Roles.VillageOfficer, StringComparison.Ordinal)) return PostRefusals.RoleUnknown;
        var divisions = services.GetRequiredService<DivisionQueries>();
        if (DivisionCode is null)
            return (await divisions.RootsAsync(actor, cancellationToken)) is [var root, ..] ? root : new Refusal("DivisionsMissing");
        var found = await divisions.FindAsync(actor, DivisionCode, cancellationToken);
        if (found.IsRefused) return new Refusal("DivisionUnknown", DivisionCode);
        return found.Value.Node.IsVillage ? PostRefusals.RoleOutOfPlace : found.Value.Node;
    }

    public async Task<Refusal?> MakeAsync(IServiceProvider services, Actor actor, string password, CancellationToken cancellationToken)
    {
        var division = await CheckAsync(services, actor, cancellationToken);
        if (division.Refusal is { } wrong) return wrong;
        var opened = await services.GetRequiredService<AccountService>().OpenAsync(actor, new OpenAccount(Name, Phone, Login, password), cancellationToken);
        if (opened.Refusal is { } refusal) return refusal;
        var today = services.GetRequiredService<TimeProvider>().BeijingToday();
        var appointed = await services.GetRequiredService<PostService>().AppointAsync(
            actor, new AppointPerson(opened.Value.PersonId, division.Value.Id, Role, 0, today, null), cancellationToken);
        return appointed.Refusal;
    }
}
