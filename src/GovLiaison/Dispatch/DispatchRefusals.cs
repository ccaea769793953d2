using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>The named ways dispatch may say no.</summary>
public static class DispatchRefusals
{
    public static readonly Refusal HelpTakenAlready = new("HelpTakenAlready");
    public static readonly Refusal HelpNotTaken = new("HelpNotTaken");

    /// <summary>A demo installation can never hold a live endpoint.</summary>
    public static readonly Refusal DemoNeverLive = new("DemoNeverLive");
}
