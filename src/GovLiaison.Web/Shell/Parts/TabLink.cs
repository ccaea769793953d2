namespace GovLiaison.Web.Shell.Parts;

/// <summary>A view of the page, kept in the URL; magenta count for households that need help.</summary>
public sealed record TabLink(string Title, string Href, long? Count = null, bool IsCurrent = false, bool IsHelp = false);
