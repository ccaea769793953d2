using System.CommandLine;
using GovLiaison.Audit;
using GovLiaison.Cli.Shell;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli;

public static class AuditVerb
{
    public static Command Make(CliSurroundings surroundings) => new("audit", CliTexts.AuditVerb)
    {
        new Command("verify", CliTexts.AuditVerify).Verb(surroundings, VerifyAsync),
    };

    private static async Task<int> VerifyAsync(CliCall call, CancellationToken cancellationToken)
    {
        var services = await call.OpenAsync(cancellationToken);
        var verdict = await services.GetRequiredService<AuditVerifier>().VerifyAsync(null, cancellationToken);
        var json = new { whole = verdict.IsWhole, verdict.Checked, verdict.Unsealed, verdict.BrokenAt, kind = verdict.Kind?.ToString().ToLowerInvariant() };
        if (verdict.IsWhole) return call.Output.Answer(json, CliTexts.AuditSound.With(verdict.Checked, verdict.Unsealed));
        call.Output.Answer(json, CliTexts.AuditBroken.With(verdict.BrokenAt, Kind(verdict.Kind)));
        return ExitCode.Refused;
    }

    private static string Kind(AuditBreak? kind) => kind switch
    {
        AuditBreak.Altered => CliTexts.AuditAltered,
        AuditBreak.Missing => CliTexts.AuditMissing,
        _ => CliTexts.AuditCutOff,
    };
}
