using System.Globalization;
using System.Text.Json;
using GovLiaison.Audit;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Audit;

/// <summary>Acts that are looked for together.</summary>
/// <param name="Key">As it stands in the URL.</param>
public sealed record AuditKind(string Key, IReadOnlyList<string> Acts);

/// <summary>The trail's ids and codes as sentences in the reader's language.</summary>
public static class AuditWords
{
    public const string People = "people";

    // what of a row's detail its sentence names
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["AlertStopped"] = "reason",
        ["AlertSigned"] = "identifier",
        ["CorrectionReleased"] = "identifier",
        ["PeopleSeen"] = "Count",
        ["NamesSeen"] = "Count",
        ["HelpSeen"] = "households",
        ["PhonesSeen"] = "Count",
        ["DivisionsImported"] = "Count",
        ["HouseholdAdded"] = "Residents",
        ["DemoMade"] = "Residents",
        ["BatchRecorded"] = "Count",
    };

    public static IReadOnlyList<AuditKind> Kinds { get; } =
    [
        new("alerts", ["AlertDrafted", "AlertUpdateDrafted", "AlertLiftDrafted", "AlertSaved", "AlertSubmitted", "AlertReviewed", "AlertWithdrawn", "AlertReturned", "AlertRejected", "AlertDropped", "AlertDraftDeleted", "AlertSigned", "AlertStopped", "CorrectionReleased", "HelpTaken", "HelpClosed"]),
        new("people", ["PeopleSeen", "NamesSeen", "HelpSeen", "PhonesSeen"]),
        new("rights", ["SignedIn", "SignInFailed", "AccountOpened", "AccountDisabled", "AccountEnabled", "AccountUnlocked", "PasswordSet", "PostGiven", "PostEnded", "DeviceBound", "DeviceRevoked"]),
        new("system", ["EndpointAdded", "DivisionsImported", "HouseholdAdded", "DemoMade", "BatchRecorded"]),
    ];

    /// <summary>A look at personal data, which an auditor looks for first.</summary>
    public static bool IsPersonal(string act) => Kinds.Any(kind => kind.Key == People && kind.Acts.Contains(act, StringComparer.Ordinal));

    public static string Kind(string key) => Text("Kind_" + key) ?? key;

    public static string Act(string act) => Text("Act_" + act) ?? act;

    /// <summary>What was done; an act that is not known here is named by its code, never left out.</summary>
    public static string Sentence(AuditEntry entry) =>
        Text("Say_" + entry.Act) is not { } text ? Phrase.Of(AuditTexts.Other, entry.Act)
        : Named.TryGetValue(entry.Act, out var name) ? Phrase.Of(text, Detail(entry.Detail, name)) : text;

    /// <summary>The acts behind a choice of the filter: those of a kind, or the one.</summary>
    public static IReadOnlyList<string>? Chosen(string? choice) =>
        string.IsNullOrEmpty(choice) ? null : Kinds.FirstOrDefault(kind => kind.Key == choice)?.Acts ?? [choice];

    private static string Detail(string json, string name)
    {
        if (json.Length == 0) return "–";
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty(name, out var value)) return "–";
        return value.ValueKind switch
        {
            JsonValueKind.Array => Numbers.Count(value.GetArrayLength()),
            JsonValueKind.Number => Numbers.Count(value.GetInt64()),
            _ => value.ToString(),
        };
    }

    private static string? Text(string key) => AuditTexts.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
