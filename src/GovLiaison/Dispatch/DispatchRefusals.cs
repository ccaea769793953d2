using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>The named ways dispatch may say no.</summary>
public static class DispatchRefusals
{
    public static readonly Refusal HelpTakenAlready = new("HelpTakenAlready");
    public static readonly Refusal HelpNotTaken = new("HelpNotTaken");
}
