using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>The named ways dispatch may say no.</summary>
public static class DispatchRefusals
{
    public static readonly Refusal HelpTakenAlready = new("HelpTakenAlready");
    public static readonly Refusal HelpNotTaken = new("HelpNotTaken");

    /// <summary>More answers wait than can be stored in time.</summary>
    public static readonly Refusal AnswersBusy = new("AnswersBusy");

    /// <summary>A demo installation can never hold a live endpoint.</summary>
    public static readonly Refusal DemoNeverLive = new("DemoNeverLive");
}
