using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovLiaison.Common;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli.Shell;

/// <summary>
/// Where words go. Without <c>--json</c> a person reads them; with it standard output holds exactly one JSON object, and
/// progress and everything else goes to standard error.
/// </summary>
public sealed class CliOutput(TextWriter output, TextWriter error, bool isJson)
{
    private static readonly ResourceManager Refusals = new("GovLiaison.Cli.Shell.RefusalTexts", typeof(CliOutput).Assembly);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people and scripts, never by a browser
    };

    public bool IsJson => isJson;

    /// <summary>The answer of a verb: lines for a person, the object for a script.</summary>
    public int Answer(object json, params IEnumerable<string> lines)
    {
        if (isJson) output.WriteLine(JsonSerializer.Serialize(json, Json));
        else foreach (var line in lines) output.WriteLine(line);
        return ExitCode.Done;
    }

    public int Refuse(Refusal refusal) => Fail(ExitCode.Of(refusal.Code), refusal.Code, Sentence(refusal));

    public int Fail(int exit, string code, string sentence)
    {
        if (isJson) output.WriteLine(JsonSerializer.Serialize(new { refused = code, sentence, exit }, Json));
        else error.WriteLine(sentence);
        return exit;
    }

    public void Note(string line) => error.WriteLine(line);

    public static string Sentence(Refusal refusal) => Refusals.GetString(refusal.Code, CultureInfo.CurrentUICulture) is { } text
        ? text.With(refusal.Arguments)
        : CliTexts.RefusedWithCode.With(refusal.Code);
}
