namespace GovLiaison.Web.Shell.Parts;

/// <summary>One step of the ladder: minutes after the last signature, what happens, how many it concerns (709 人).</summary>
public sealed record LadderStep(int Minute, string Name, string? Detail = null);
