using GovLiaison.Common;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Alerts.Compose;

/// <summary>What most alerts of a night end at, in Beijing time; offered, never chosen for the author.</summary>
public static class LikelyEnds
{
    private const int NightEnds = 6;

    public static IEnumerable<(string Label, DateTime At)> Of(DateTime utcNow)
    {
        var now = BeijingTime.Of(utcNow);
        var today = now.Date;
        // at two in the morning the coming eight o'clock is this morning's: a day more would leave an alert standing for nothing
        return now.Hour < NightEnds
            ? [(ComposeTexts.EndThisMorning, Utc(today.AddHours(8))), (ComposeTexts.EndThisEvening, Utc(today.AddHours(20))), (ComposeTexts.EndMidnight, Utc(today.AddDays(1)))]
            : [(ComposeTexts.EndMidnight, Utc(today.AddDays(1))), (ComposeTexts.EndMorning, Utc(today.AddDays(1).AddHours(8))), (ComposeTexts.EndEvening, Utc(today.AddDays(1).AddHours(20)))];
    }

    public static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local - BeijingDay.Offset, DateTimeKind.Utc);
}
