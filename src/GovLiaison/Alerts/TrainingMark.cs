namespace GovLiaison.Alerts;

/// <summary>The one place where a text of a drill gets its mark: whatever leaves this slice passes here.</summary>
public static class TrainingMark
{
    public const string Text = "【演练】";

    public static string On(bool isTraining, string text) =>
        !isTraining || text.StartsWith(Text, StringComparison.Ordinal) ? text : Text + text;

    /// <summary>The words as they were signed, for a page that carries the mark itself.</summary>
    public static string Off(bool isTraining, string text) =>
        isTraining && text.StartsWith(Text, StringComparison.Ordinal) ? text[Text.Length..].TrimStart() : text;

    public static AlertWording On(bool isTraining, AlertWording wording) => wording with
    {
        Headline = On(isTraining, wording.Headline),
        Sms = On(isTraining, wording.Sms),
        Spoken = On(isTraining, wording.Spoken),
    };
}
