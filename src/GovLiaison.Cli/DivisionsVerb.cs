using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using GovLiaison.Cli.Demo;
using GovLiaison.Cli.Shell;
using GovLiaison.Divisions;

namespace GovLiaison.Cli;

/// <summary>Fills an empty tree: posts, and so accounts, need a place to hold.</summary>
public static class DivisionsVerb
{
    public static Command Make(CliSurroundings surroundings)
    {
        var file = new Option<FileInfo?>("--file") { Description = CliTexts.DivisionsFile, HelpName = "FILE" };
        return new("divisions", CliTexts.DivisionsVerb)
        {
            new Command("import", CliTexts.DivisionsImport) { file }.Verb(surroundings, async (call, cancellationToken) =>
            {
                if (call.Get(file) is { Exists: false } missing) throw new ValidationException(CliTexts.DivisionsFileMissing.With(missing.FullName));
                var import = (await call.OpenAsync(cancellationToken)).GetRequiredService<DivisionImport>();
                using var rows = call.Get(file) is { } given ? given.OpenText() : ShippedDivisions.Open();
                var imported = await import.ImportAsync(call.Operator, rows, cancellationToken);
                return imported.Refusal is { } refusal ? call.Output.Refuse(refusal)
                    : call.Output.Answer(new { divisions = imported.Value }, CliTexts.DivisionsImported.With(imported.Value));
            }),
        };
    }
}
