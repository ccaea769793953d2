using GovLiaison.Dispatch;

namespace GovLiaison.Reach;

/// <summary>What the tallies of some villages add up to. The twelve counts of evidence together are the frozen list.</summary>
public sealed record ReachFigures
{
    public static readonly ReachFigures None = new();

    public int Villages { get; init; }
    public int Households { get; init; }
    public int AtRisk { get; init; }
    public int NoPath { get; init; }
    public int Pending { get; init; }
    public int Failed { get; init; }
    public int Sent { get; init; }
    public int Opened { get; init; }
    public int Told { get; init; }
    public int SelfDeclared { get; init; }
    public int Relayed { get; init; }
    public int Visited { get; init; }
    public int Listened { get; init; }
    public int Confirmed { get; init; }
    public int Help { get; init; }
    public int HelpWaiting { get; init; }
    public int HelpTaken { get; init; }
    public int MustWalk { get; init; }

    /// <summary>Villages in which an officer was asked, and those in which one answered.</summary>
    public int OfficersAsked { get; init; }

    public int OfficersAnswered { get; init; }

    public int Reached => Relayed + Visited + Listened + Confirmed + Help;
    public int Unreached => Households - Reached;

    /// <summary>静默村: nobody answers for the village, or nobody was there to be asked.</summary>
    public int Silent => Villages - OfficersAnswered;

    public int Of(Evidence evidence) => evidence switch
    {
        Evidence.NoPath => NoPath,
        Evidence.Pending => Pending,
        Evidence.Failed => Failed,
        Evidence.Sent => Sent,
        Evidence.Opened => Opened,
        Evidence.Told => Told,
        Evidence.SelfDeclared => SelfDeclared,
        Evidence.Relayed => Relayed,
        Evidence.Visited => Visited,
        Evidence.Listened => Listened,
        Evidence.Confirmed => Confirmed,
        _ => Help,
    };

    public static ReachFigures operator +(ReachFigures one, ReachFigures other) => new()
    {
        Villages = one.Villages + other.Villages, Households = one.Households + other.Households, AtRisk = one.AtRisk + other.AtRisk,
        NoPath = one.NoPath + other.NoPath, Pending = one.Pending + other.Pending, Failed = one.Failed + other.Failed,
        Sent = one.Sent + other.Sent, Opened = one.Opened + other.Opened, Told = one.Told + other.Told,
        SelfDeclared = one.SelfDeclared + other.SelfDeclared, Relayed = one.Relayed + other.Relayed, Visited = one.Visited + other.Visited,
        Listened = one.Listened + other.Listened, Confirmed = one.Confirmed + other.Confirmed, Help = one.Help + other.Help,
        HelpWaiting = one.HelpWaiting + other.HelpWaiting, HelpTaken = one.HelpTaken + other.HelpTaken, MustWalk = one.MustWalk + other.MustWalk,
        OfficersAsked = one.OfficersAsked + other.OfficersAsked, OfficersAnswered = one.OfficersAnswered + other.OfficersAnswered,
    };

    public static ReachFigures Sum(IEnumerable<ReachFigures> all) => all.Aggregate(None, (sum, next) => sum + next);
}
