using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Residents;
using GovLiaison.Templates;

namespace GovLiaison.Cli;

/// <summary>Drafts from a template and submits.</summary>
public static class AlertSubmitVerb
{
    public static Command Make(CliSurroundings surroundings)
    {
        var values = new Values();
        return values.On(new Command("submit", CliTexts.AlertSubmit)).Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            var actor = await AlertVerb.ActorAsync(call, services, values.Login, values.File, cancellationToken);
            if (actor.Refusal is { } unknown) return call.Output.Refuse(unknown);
            var submitted = await SubmitAsync(call, services, values, actor.Value, cancellationToken);
            return submitted.Refusal is { } refusal ? call.Output.Refuse(refusal)
                : call.Output.Answer(new { id = submitted.Value.Id, version = submitted.Value.Version }, CliTexts.AlertSubmitted.With(submitted.Value.Id, submitted.Value.Version));
        });
    }

    private static async Task<Result<(Guid Id, long Version)>> SubmitAsync(CliCall call, IServiceProvider services, Values values, Actor actor, CancellationToken cancellationToken)
    {
        var (hazard, level) = (call.Get(values.Hazard)!, call.Get(values.Level)!);
        var template = (await services.GetRequiredService<TemplateQueries>().TemplatesAsync(cancellationToken))
            .FirstOrDefault(choice => string.Equals(choice.HazardCode, hazard, StringComparison.Ordinal) && string.Equals(choice.LevelCode, level, StringComparison.Ordinal));
        if (template is null) return new Refusal("TemplateMissing", hazard, level);
        var areas = await AreasAsync(services.GetRequiredService<DivisionQueries>(), call.Get(values.Areas)!, actor, cancellationToken);
        if (areas.Refusal is { } outside) return outside;
        var tags = Tags(call.Get(values.Tags) ?? []);
        if (tags.Refusal is { } noTag) return noTag;
        var issuer = await IssuerAsync(services, actor, cancellationToken);
        if (issuer.Refusal is { } nobody) return nobody;

        var wording = AlertWording.Of(template) with
        {
            Fact = call.Get(values.Fact) ?? template.Fact,
            Sms = call.Get(values.Sms) ?? template.Sms,
            Spoken = call.Get(values.Spoken) ?? template.Spoken,
        };
        var draft = new DraftAlert(hazard, level, issuer.Value, call.Get(values.Training), template.Id);
        var submitted = await services.GetRequiredService<AlertService>().SubmitNewAsync(
            new SubmitAlert(draft, Expiry(call.Get(values.Expires)!), areas.Value, tags.Value, [wording]), actor, cancellationToken);
        return submitted.Refusal is { } refusal ? refusal : (submitted.Value.MessageId, submitted.Value.Version);
    }

    private static async Task<Result<IReadOnlyList<int>>> AreasAsync(DivisionQueries divisions, string[] codes, Actor actor, CancellationToken cancellationToken)
    {
        var areas = new List<int>();
        foreach (var code in codes)
        {
            var found = await divisions.FindAsync(actor, code, cancellationToken);
            if (found.IsRefused) return new Refusal("DivisionUnknown", code);
            areas.Add(found.Value.Node.Id);
        }
        return areas;
    }

    private static Result<IReadOnlyList<Guid>> Tags(string[] codes)
    {
        var known = TagDefaults.All.ToDictionary(tag => tag.Code, tag => tag.Id, StringComparer.Ordinal);
        return codes.FirstOrDefault(code => !known.ContainsKey(code)) is not null ? new Refusal("AlertTagUnknown") : codes.Select(code => known[code]).ToList();
    }

    // whoever drafts speaks for the highest division in which he may
    private static async Task<Result<int>> IssuerAsync(IServiceProvider services, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Ranges(Permissions.DraftAlerts) is not [var range, ..]) return Refusal.NotPermitted;
        var found = await services.GetRequiredService<DivisionQueries>().FindAsync(actor, range.Codes[^1], cancellationToken);
        return found.Refusal is { } refusal ? refusal : found.Value.Node.Id;
    }

    // Beijing time unless an offset is written; other orders of day and month are asked, not guessed
    private static DateTime Expiry(string text)
    {
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var beijing))
            return DateTime.SpecifyKind(beijing - BeijingDay.Offset, DateTimeKind.Utc);
        return DateTimeOffset.TryParseExact(text, [.. forms.Select(form => form + "K")], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.UtcDateTime
            : throw new ValidationException(CliTexts.AlertExpiresWrong.With(text));
    }

    private sealed class Values
    {
        public Option<string> Login { get; } = AlertVerb.As();
        public Option<FileInfo?> File { get; } = CliPassword.FileOption();
        public Option<string> Hazard { get; } = new("--hazard") { Description = CliTexts.AlertHazard, Required = true, HelpName = "CODE" };
        public Option<string> Level { get; } = new("--level") { Description = CliTexts.AlertLevel, Required = true, HelpName = "CODE" };
        public Option<string[]> Areas { get; } = new("--area") { Description = CliTexts.AlertArea, Required = true, HelpName = "CODE", AllowMultipleArgumentsPerToken = true };
        public Option<string[]> Tags { get; } = new("--tag") { Description = CliTexts.AlertTag, HelpName = "CODE", AllowMultipleArgumentsPerToken = true };
        public Option<string> Expires { get; } = new("--expires") { Description = CliTexts.AlertExpires, Required = true, HelpName = "TIME" };
        public Option<string?> Fact { get; } = new("--fact") { Description = CliTexts.AlertFact, HelpName = "TEXT" };
        public Option<string?> Sms { get; } = new("--sms") { Description = CliTexts.AlertSms, HelpName = "TEXT" };
        public Option<string?> Spoken { get; } = new("--spoken") { Description = CliTexts.AlertSpoken, HelpName = "TEXT" };
        public Option<bool> Training { get; } = new("--training") { Description = CliTexts.AlertTraining };

        public Command On(Command command)
        {
            foreach (var option in new Option[] { Login, File, Hazard, Level, Areas, Tags, Expires, Fact, Sms, Spoken, Training }) command.Options.Add(option);
            return command;
        }
    }
}
