using System.CommandLine;
using GovLiaison.Alerts;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;

namespace GovLiaison.Cli;

/// <summary>Alerts without the console: one person submits, another signs, each with his own password.</summary>
public static class AlertVerb
{
    public static Command Make(CliSurroundings surroundings) => new("alert", CliTexts.AlertVerb)
    {
        AlertSubmitVerb.Make(surroundings), Sign(surroundings), AlertStatusVerb.Make(surroundings),
    };

    internal static Option<string> As() => new("--as") { Description = CliTexts.AlertAs, Required = true, HelpName = "LOGIN" };

    /// <summary>Who acts; throws nothing, answers the refusal of the sign-in.</summary>
    internal static async Task<Result<Actor>> ActorAsync(CliCall call, IServiceProvider services, Option<string> login, Option<FileInfo?> file, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CliSignIn>().AsAsync(
            call.Get(login)!, await CliPassword.ReadAsync(call, file, call.Get(login)!, cancellationToken), cancellationToken);

    private static Command Sign(CliSurroundings surroundings)
    {
        var id = new Argument<Guid>("id") { Description = CliTexts.AlertId };
        var login = As();
        var file = CliPassword.FileOption();
        var version = new Option<long?>("--version") { Description = CliTexts.AlertVersion, HelpName = "N" };
        var danger = new Option<bool>("--danger") { Description = CliTexts.AlertDanger };
        return new Command("sign", CliTexts.AlertSign) { id, login, file, version, danger }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            var actor = await ActorAsync(call, services, login, file, cancellationToken);
            if (actor.Refusal is { } unknown) return call.Output.Refuse(unknown);
            var found = await services.GetRequiredService<AlertDetailQueries>().FindAsync(call.Get(id), actor.Value, cancellationToken);
            if (found.Refusal is { } missing) return call.Output.Refuse(missing);
            var sent = await services.GetRequiredService<AlertService>().SignAsync(call.Get(id), call.Get(version) ?? found.Value.Version, call.Get(danger), actor.Value, cancellationToken);
            return sent.Refusal is { } refusal ? call.Output.Refuse(refusal) : call.Output.Answer(sent.Value, CliTexts.AlertSigned.With(sent.Value.Identifier));
        });
    }
}
