namespace GovLiaison.Web.Shell.Parts;

/// <summary>Every household stands in exactly one of these, by its strongest evidence; the order is the order of the bar.</summary>
public enum EvidenceKind
{
    Confirmed, Help, Listened, Visited, Relayed,
    SelfDeclared, Told, Opened, Sent, Pending, Failed, NoPath,
}

/// <summary>Households by strongest evidence. The twelve add up to the frozen list.</summary>
public sealed record EvidenceCounts(
    long Confirmed = 0, long Help = 0, long Listened = 0, long Visited = 0, long Relayed = 0,
    long SelfDeclared = 0, long Told = 0, long Opened = 0, long Sent = 0, long Pending = 0, long Failed = 0, long NoPath = 0)
{
    public static IReadOnlyList<EvidenceKind> Order { get; } = Enum.GetValues<EvidenceKind>();

    public long this[EvidenceKind kind] => kind switch
    {
        EvidenceKind.Confirmed => Confirmed,
        EvidenceKind.Help => Help,
        EvidenceKind.Listened => Listened,
        EvidenceKind.Visited => Visited,
        EvidenceKind.Relayed => Relayed,
        EvidenceKind.SelfDeclared => SelfDeclared,
        EvidenceKind.Told => Told,
        EvidenceKind.Opened => Opened,
        EvidenceKind.Sent => Sent,
        EvidenceKind.Pending => Pending,
        EvidenceKind.Failed => Failed,
        _ => NoPath,
    };

    public long Reached => Confirmed + Help + Listened + Visited + Relayed;
    public long Unreached => SelfDeclared + Told + Opened + Sent + Pending + Failed + NoPath;
    public long Total => Reached + Unreached;

    public static string Name(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Confirmed => PartsTexts.EvidenceConfirmed,
        EvidenceKind.Help => PartsTexts.EvidenceHelp,
        EvidenceKind.Listened => PartsTexts.EvidenceListened,
        EvidenceKind.Visited => PartsTexts.EvidenceVisited,
        EvidenceKind.Relayed => PartsTexts.EvidenceRelayed,
        EvidenceKind.SelfDeclared => PartsTexts.EvidenceSelfDeclared,
        EvidenceKind.Told => PartsTexts.EvidenceTold,
        EvidenceKind.Opened => PartsTexts.EvidenceOpened,
        EvidenceKind.Sent => PartsTexts.EvidenceSent,
        EvidenceKind.Pending => PartsTexts.EvidencePending,
        EvidenceKind.Failed => PartsTexts.EvidenceFailed,
        _ => PartsTexts.EvidenceNoPath,
    };

    /// <summary>The CSS class that colours it, in bars and legends.</summary>
    public static string Css(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Confirmed => "ev-confirmed",
        EvidenceKind.Help => "ev-help",
        EvidenceKind.Listened => "ev-listened",
        EvidenceKind.Visited => "ev-visited",
        EvidenceKind.Relayed => "ev-relayed",
        EvidenceKind.SelfDeclared => "ev-self",
        EvidenceKind.Told => "ev-told",
        EvidenceKind.Opened => "ev-opened",
        EvidenceKind.Sent => "ev-sent",
        EvidenceKind.Pending => "ev-pending",
        EvidenceKind.Failed => "ev-failed",
        _ => "ev-nopath",
    };
}
