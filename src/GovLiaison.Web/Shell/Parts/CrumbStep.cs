namespace GovLiaison.Web.Shell.Parts;

/// <summary>One ancestor on the way down; the last one is where we are.</summary>
public sealed record CrumbStep(string Name, string Href);
