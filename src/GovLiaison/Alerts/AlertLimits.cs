namespace GovLiaison.Alerts;

/// <summary>How long the parts of a wording may be. The mark of a training alert is put before three of them and must find room.</summary>
public static class AlertLimits
{
    /// <summary>The officers' SMS holds headline and fact and must itself stay within the limit of an SMS.</summary>
    public const int Fact = 300;

    public const int Actions = 500;
    public const int ActionLines = 3;
    public const int Reason = 500;
    public const int Areas = 2000;
    public const int Texts = 8;

    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(72);

    /// <summary>How much longer than its message a correction may be released: who was told in the last minute must be reached too.</summary>
    public static readonly TimeSpan CorrectionGrace = TimeSpan.FromHours(24);

    public static int Headline(bool isTraining) => Room(60, isTraining);
    public static int Sms(bool isTraining) => Room(500, isTraining);
    public static int Spoken(bool isTraining) => Room(1000, isTraining);

    private static int Room(int length, bool isTraining) => isTraining ? length - TrainingMark.Text.Length : length;
}
