using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Reach;
using GovLiaison.Web.Bare;

namespace GovLiaison.Web.Officer;

/// <summary>Which of several alerts in force a page is about; stands in the address, so that every tab keeps it.</summary>
/// <param name="Others">The ones that are in force beside it.</param>
/// <param name="About">The headline of the chosen one, where there are several.</param>
public sealed record OfficerChoice(OfficerDispatch? Dispatch, IReadOnlyList<OfficerDispatch> Others, string? About = null)
{
    /// <summary>What every address on the page carries; nothing where there is no choice.</summary>
    public string Query => Others.Count == 0 || Dispatch is null ? "" : QueryOf(Dispatch);

    public long? Wanted => Others.Count == 0 ? null : Dispatch?.DispatchId;

    public static string QueryOf(OfficerDispatch dispatch) => string.Create(CultureInfo.InvariantCulture, $"?dispatch={dispatch.DispatchId}");

    public static async Task<OfficerChoice> OfAsync(HttpContext context, IEnumerable<OfficerDispatch> running, PublicAlertQueries alerts)
    {
        var all = running.ToList();
        var wanted = OfficerMarkEndpoint.Number(context, "dispatch");
        var chosen = all.Find(row => row.DispatchId == wanted) ?? all.FirstOrDefault();
        if (chosen is null || all.Count == 1) return new OfficerChoice(chosen, []);
        var alert = await alerts.FindAsync(chosen.MessageId, context.RequestAborted);
        return new OfficerChoice(chosen, all.FindAll(row => row != chosen), alert is null ? null : AlertHeading.Of(alert, BareAlerts.Text(alert)).Headline);
    }
}
