namespace GovLiaison.Web.Shell.Parts;

/// <summary>Disc: works. Triangle: slow. Square: stopped or nobody. Ring: switched off or away.</summary>
public enum MarkKind { Ok, Slow, Stopped, Off }
