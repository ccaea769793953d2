using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Reach;

internal static class Counts
{
    /// <summary>The sums as the evidence bar takes them.</summary>
    public static EvidenceCounts Of(ReachSum sum) => new(sum[Evidence.Confirmed], sum[Evidence.Help], sum[Evidence.Listened], sum[Evidence.Visited], sum[Evidence.Relayed],
        sum[Evidence.SelfDeclared], sum[Evidence.Told], sum[Evidence.Opened], sum[Evidence.Sent], sum[Evidence.Pending], sum[Evidence.Failed], sum[Evidence.NoPath]);

    public static string Share(ReachSum sum) => Numbers.Share(sum.Reached, sum.Households);
}
