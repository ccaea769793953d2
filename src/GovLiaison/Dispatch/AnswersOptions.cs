using System.ComponentModel.DataAnnotations;

namespace GovLiaison.Dispatch;

/// <summary>How answers are taken in.</summary>
public sealed class AnswersOptions
{
    public const string Section = "Answers";

    /// <summary>File that keeps answers while the database cannot take them. Empty, the default: beside the SQLite database, else <c>data/answers.spool</c>. Better on another disk.</summary>
    public string SpoolFile { get; set; } = "";

    /// <summary>Size of that file, taken from the disk at the first start, 1–4096 MB. Default 64, about 350,000 answers.</summary>
    [Range(1, 4096)]
    public int SpoolMegabytes { get; set; } = 64;

    /// <summary>Answers that may wait to be stored before further ones are turned away, 100–100,000. Default 2000.</summary>
    [Range(100, 100_000)]
    public int MostWaiting { get; set; } = 2000;

    /// <summary>Milliseconds that answers wait for the database before they go to the file, 100–20,000. Default 1000.</summary>
    [Range(100, 20_000)]
    public int PatienceMilliseconds { get; set; } = 1000;

    public TimeSpan Patience => TimeSpan.FromMilliseconds(PatienceMilliseconds);
}
