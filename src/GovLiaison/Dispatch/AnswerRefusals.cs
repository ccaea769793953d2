using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>The named ways in which answers are not taken.</summary>
public static class AnswerRefusals
{
    /// <summary>More answers wait than can be stored in time.</summary>
    public static readonly Refusal Busy = new("AnswersBusy");

    public static Refusal SpoolUnwritable(string fault) => new("SpoolUnwritable", fault);
}
