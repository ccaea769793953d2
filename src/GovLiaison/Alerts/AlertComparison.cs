using System.Globalization;

namespace GovLiaison.Alerts;

/// <summary>The fields in which two messages differ; a text that only one of them has differs from the empty one.</summary>
internal static class AlertComparison
{
    private static readonly (string Field, Func<AlertWording, string> Read)[] Parts =
    [
        ("headline", text => text.Headline), ("fact", text => text.Fact), ("actions", text => text.Actions),
        ("sms", text => text.Sms), ("spoken", text => text.Spoken),
    ];

    public static IReadOnlyList<FieldDifference> Fields(AlertContent older, AlertContent newer)
    {
        var found = new List<FieldDifference>
        {
            new("level", "", "", older.Message.LevelCode, newer.Message.LevelCode),
            new("expires", "", "", Round(older.Message.ExpiresAt), Round(newer.Message.ExpiresAt)),
        };
        var (before, after) = (ByReader(older), ByReader(newer));
        foreach (var reader in before.Keys.Union(after.Keys).Order())
        {
            var empty = AlertWording.Empty(reader.Language);
            found.AddRange(Parts.Select(part => new FieldDifference(part.Field, reader.Language, reader.Audience,
                part.Read(before.GetValueOrDefault(reader, empty)), part.Read(after.GetValueOrDefault(reader, empty)))));
        }
        return [.. found.Where(field => !string.Equals(field.Old, field.New, StringComparison.Ordinal))];
    }

    private static Dictionary<(string Language, string Audience), AlertWording> ByReader(AlertContent content) =>
        content.Texts.Select(AlertWording.Of).ToDictionary(text => (text.Language, text.Audience));

    private static string Round(DateTime? instant) => instant?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
