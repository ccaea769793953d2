using System.CommandLine;
using System.CommandLine.Parsing;
using GovLiaison.Cli.Demo;
using GovLiaison.Cli.Shell;

namespace GovLiaison.Cli;

public static class DemoVerb
{
    public static Command Make(CliSurroundings surroundings)
    {
        var residents = new Option<int>("--residents") { Description = CliTexts.DemoResidents, DefaultValueFactory = _ => new DemoOptions().Residents, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = CliTexts.DemoSeed, DefaultValueFactory = _ => new DemoOptions().Seed, HelpName = "S" };
        var ownPhones = new Option<bool>("--own-phones") { Description = CliTexts.DemoOwnPhones };
        var gateway = new Option<Uri?>("--gateway") { Description = CliTexts.DemoGateway, HelpName = "URL", CustomParser = Address };
        var secret = new Option<string?>("--gateway-secret") { Description = CliTexts.DemoGatewaySecret, HelpName = "SECRET" };
        residents.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > DemoPhones.MaxResidents) result.AddError(CliTexts.DemoResidentsRange.With(DemoPhones.MaxResidents));
        });
        return new Command("demo", CliTexts.DemoVerb) { residents, seed, ownPhones, gateway, secret, StartAlert(surroundings) }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var defaults = call.Settings.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new DemoOptions();
            var options = defaults with
            {
                Residents = call.Get(residents),
                Seed = call.Get(seed),
                OwnPhones = call.Get(ownPhones) || defaults.OwnPhones,
                GatewayAddress = call.Get(gateway) ?? defaults.GatewayAddress,
                GatewaySecret = call.Get(secret) ?? defaults.GatewaySecret,
            };
            return await MakeAsync(call, options, cancellationToken);
        });
    }

    private static Command StartAlert(CliSurroundings surroundings) => new Command("start-alert", CliTexts.DemoStartAlert).Verb(surroundings, async (call, cancellationToken) =>
    {
        var sent = await (await call.OpenAsync(cancellationToken)).GetRequiredService<DemoAlertService>().StartAsync(cancellationToken);
        return sent.Refusal is { } refusal ? call.Output.Refuse(refusal)
            : call.Output.Answer(sent.Value, CliTexts.DemoAlertSent.With(sent.Value.Identifier));
    });

    private static Uri? Address(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")) return uri;
        result.AddError(CliTexts.DemoGatewayAddress);
        return null;
    }

    private static async Task<int> MakeAsync(CliCall call, DemoOptions options, CancellationToken cancellationToken)
    {
        var clock = call.Surroundings.Clock;
        var began = clock.GetTimestamp();
        var demo = (await call.OpenAsync(cancellationToken)).GetRequiredService<DemoService>();
        var progress = new CliProgress(call.Output, clock);
        var made = await demo.MakeAsync(options, call.Operator, step => progress.Report(Phase(step.Phase), step.Done, step.Total), cancellationToken);
        if (made.Refusal is { } refusal) return call.Output.Refuse(refusal);
        return Answer(call.Output, options, made.Value, clock.GetElapsedTime(began));
    }

    private static int Answer(CliOutput output, DemoOptions options, DemoProvince province, TimeSpan took)
    {
        var json = new
        {
            province.Divisions,
            province.Villages,
            province.Persons,
            province.Residents,
            province.Households,
            province.HouseholdsWithoutPhone,
            seconds = Math.Round(took.TotalSeconds, 1),
            gateway = options.GatewayAddress.ToString().TrimEnd('/'),
            province.GatewaySecret,
            accounts = province.Accounts.Select(made => new { made.Account.Login, made.Password, made.Account.Role, division = made.Account.Division.Code, divisionName = made.Account.Division.Name }),
        };
        return output.Answer(json,
        [
            CliTexts.DemoDone.With(province.Divisions, province.Households, province.Residents, province.HouseholdsWithoutPhone, took.TotalSeconds),
            CliTexts.DemoGatewayIs.With(options.GatewayAddress, province.GatewaySecret),
            CliTexts.DemoAccounts,
            .. province.Accounts.Select(made => $"  {made.Account.Login,-18} {made.Password}  {CliRoles.Name(made.Account.Role)} · {made.Account.Division.Name}"),
        ]);
    }

    private static string Phase(string phase) => phase switch
    {
        "divisions" => CliTexts.PhaseDivisions,
        "people" => CliTexts.PhasePeople,
        "residents" => CliTexts.PhaseResidents,
        _ => CliTexts.PhaseIndexes,
    };
}
