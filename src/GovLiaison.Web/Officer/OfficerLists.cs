using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Residents;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Officer;

/// <summary>A household with what is known of it in the running dispatch.</summary>
public sealed record OfficerHome(OfficerListing Listing, HouseholdRow People, IReadOnlyList<string> Tags);

/// <summary>Turns what was read into what the officer's pages show.</summary>
public static class OfficerLists
{
    private const int PageSize = 50;

    public static OfficerAlert Alert(OfficerDispatch dispatch, PublicAlert alert, OfficerNudge? nudge, DateTime now)
    {
        var text = BareAlerts.Text(alert);
        var ended = BareAlerts.Ended(alert);
        var heading = AlertHeading.Of(alert, text);
        return new OfficerAlert
        {
            Level = alert.Label.LevelCode,
            Title = ended is null ? heading.Headline : BareAlerts.Title(alert.Label),
            Label = ended is null ? heading.Label : null,
            Until = ended is null ? BareAlerts.Until(alert) : BeijingTime.Text(alert.SentAt, TimeLook.DayTime),
            Fact = ended is null ? text?.Fact : heading.Headline,
            Acts = ended is null ? BareAlerts.Lines(text?.Actions) : BareAlerts.Lines(text?.Fact),
            Action = string.Create(CultureInfo.InvariantCulture, $"{OfficerMarkEndpoint.AnswerPath}?dispatch={dispatch.DispatchId}"),
            ConfirmedUtc = ended is null ? dispatch.AnsweredAt : null,
            Nudge = dispatch.StoppedAt is null ? OfficerNudgeLines.Of(nudge, now) : [],
            StoppedUtc = ended is null ? dispatch.StoppedAt : null,
            IsTraining = alert.IsTraining,
            Href = OfficerPaths.Now + OfficerChoice.QueryOf(dispatch),
            AsksMe = dispatch is { AsksForAnswer: true, RecipientIds.Count: > 0 },
            Ended = ended,
        };
    }

    /// <summary>A real cry for help is shown beside a drill as well; one of a drill never beside something real.</summary>
    public static IReadOnlyList<OfficerHelpLeft> Left(IReadOnlyList<OfficerHelpLeft> left, bool? runsTraining) =>
        runsTraining ?? left.All(row => row.IsTraining) ? left : [.. left.Where(row => !row.IsTraining)];

    public static string? HelpLine(IReadOnlyList<OfficerCounts> counts, IReadOnlyList<OfficerHelpLeft> left, DateTime now)
    {
        var waiting = left.Select(row => (Group: (string?)row.FirstGroup, At: (DateTime?)row.FirstAt))
            .Concat(counts.Select(row => (Group: row.FirstHelpGroup, At: row.FirstHelpAt)));
        var (group, since) = waiting.Where(row => row.At is not null).OrderBy(row => row.At).FirstOrDefault();
        if (since is not { } at) return null;
        var minutes = (int)(now - at).TotalMinutes;
        return $"{group} {(minutes < 1 ? BareTexts.JustNow : Phrase.Of(BareTexts.MinutesAgo, minutes))}".Trim();
    }

    public static OfficerHouseholds Households(IReadOnlyList<OfficerHome> homes, OfficerWish wish)
    {
        var shown = homes.Where(home => wish.Shows(home.Listing)).ToList();
        var ofGroup = shown.Where(home => wish.Group is null || string.Equals(home.People.Group, wish.Group, StringComparison.Ordinal))
            .OrderBy(home => GroupNumber(home.People.Group)).ThenBy(home => home.People.Group, StringComparer.Ordinal)
            .ThenByDescending(home => NeedsHelp(home.Listing)).ThenByDescending(home => home.Listing.IsAtRisk).ThenBy(home => home.Listing.ListedHouseholdId).ToList();
        var pages = Math.Max(1, (ofGroup.Count + PageSize - 1) / PageSize);
        var page = Math.Clamp(wish.Page, 1, pages);
        var here = wish with { Page = page };
        return new OfficerHouseholds
        {
            Total = homes.Count,
            Filters = [.. Filters(homes, here)],
            GroupFilters = [.. GroupFilters(shown, here)],
            Groups =
            [
                .. ofGroup.Skip((page - 1) * PageSize).Take(PageSize).GroupBy(home => home.People.Group, StringComparer.Ordinal).Select(group => new OfficerGroup(
                    group.Key.Length == 0 ? null : group.Key, ofGroup.Count(home => string.Equals(home.People.Group, group.Key, StringComparison.Ordinal)),
                    [.. group.Select(home => Household(home, here.Href))])),
            ],
            PreviousHref = page > 1 ? (here with { Page = page - 1 }).Href : null,
            NextHref = page < pages ? (here with { Page = page + 1 }).Href : null,
        };
    }

    public static OfficerWalk Walk(IReadOnlyList<OfficerHome> homes, OfficerWish wish)
    {
        var left = homes.Where(home => home.Listing.MustWalk).ToList();
        var done = homes.Where(home => !home.Listing.MustWalk && home.Listing.MarkKind == ReceiptKinds.ToldInPerson).OrderByDescending(home => home.Listing.MarkedAt).ToList();
        var order = left.OrderBy(home => home.Listing.MarkKind == ReceiptKinds.NotFound).ThenByDescending(home => home.Listing.IsAtRisk)
            .ThenBy(home => GroupNumber(home.People.Group)).ThenBy(home => home.Listing.ListedHouseholdId);
        var pages = Math.Max(1, (left.Count + done.Count + PageSize - 1) / PageSize);
        var here = wish with { Page = Math.Clamp(wish.Page, 1, pages) };
        var before = (here.Page - 1) * PageSize;
        return new OfficerWalk
        {
            Done = done.Count,
            Left = left.Count,
            Before = before,
            Stops = [.. order.Concat(done).Skip(before).Take(PageSize).Select(home => Household(home, here.WalkHref))],
            PreviousHref = here.Page > 1 ? (here with { Page = here.Page - 1 }).WalkHref : null,
            NextHref = here.Page < pages ? (here with { Page = here.Page + 1 }).WalkHref : null,
        };
    }

    /// <summary>Headed like the alert itself, so that nobody sends the text of one for that of another.</summary>
    public static OfficerShareAlert ShareAlert(PublicAlert alert, IReadOnlyList<OfficerShareVillage> villages)
    {
        var text = BareAlerts.Text(alert);
        var heading = AlertHeading.Of(alert, text);
        return new OfficerShareAlert(alert.Label.LevelCode, heading.Headline, heading.Label, BareAlerts.Ended(alert), alert.SentAt, villages, text?.Spoken);
    }

    public static OfficerShareVillage ShareVillage(OfficerChoice choice, long dispatchId, PublicAlert alert, int villageId, string? name, string link)
    {
        var text = BareAlerts.Text(alert);
        var acts = BareAlerts.Lines(text?.Actions).Select((act, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {act}"));
        return new OfficerShareVillage(name,
            // this text leaves the page, so it keeps the drill's mark of its headline
            string.Join('\n', new[] { text?.Headline, text?.Fact }.Concat(acts).Append(link).Where(line => !string.IsNullOrEmpty(line))), link,
            string.Create(CultureInfo.InvariantCulture,
                $"{OfficerMarkEndpoint.MarkPath}?dispatch={dispatchId}&village={villageId}&back={Uri.EscapeDataString(OfficerPaths.Share + choice.Query)}"));
    }

    public static IReadOnlyList<string> Tags(HouseholdRow household, IReadOnlyList<Tag> names)
    {
        var codes = household.Residents.SelectMany(resident => resident.Tags).ToHashSet(StringComparer.Ordinal);
        var isEnglish = CultureInfo.CurrentUICulture.Name == PageLanguage.English;
        // what changes how one knocks; the crops stand in the alert
        return [.. names.Where(tag => tag.CallWhenSilent && codes.Contains(tag.Code)).Select(tag => isEnglish ? tag.NameEn : tag.NameZh)];
    }

    public static bool NeedsHelp(OfficerListing listing) => listing is { HelpAskedAt: not null, HelpClosedAt: null };

    private static IEnumerable<OfficerFilter> Filters(IReadOnlyList<OfficerHome> homes, OfficerWish wish)
    {
        foreach (var (show, title) in new[] { (OfficerWish.Untold, OfficerTexts.FilterUntold), (OfficerWish.Help, OfficerTexts.FilterHelp), (OfficerWish.All, OfficerTexts.FilterAll) })
        {
            var other = wish with { Show = show, Group = null, Page = 1 };
            yield return new OfficerFilter(title, homes.Count(home => other.Shows(home.Listing)), other.Href,
                wish.Group is null && string.Equals(wish.Show, show, StringComparison.Ordinal), show is OfficerWish.Help);
        }
    }

    private static IEnumerable<OfficerFilter> GroupFilters(List<OfficerHome> shown, OfficerWish wish) =>
        shown.GroupBy(home => home.People.Group, StringComparer.Ordinal).Where(group => group.Key.Length > 0)
            .OrderBy(group => GroupNumber(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new OfficerFilter(group.Key, group.Count(), (wish with { Group = group.Key, Page = 1 }).Href, string.Equals(wish.Group, group.Key, StringComparison.Ordinal)));

    private static OfficerHousehold Household(OfficerHome home, string back) => new()
    {
        Name = home.People.Residents.Count > 0 ? home.People.Residents[0].Name : home.People.Group,
        Place = home.People.Group,
        Tags = home.Tags,
        Why = EvidenceCounts.Name(Enum.Parse<EvidenceKind>(home.Listing.Evidence.ToString())),
        HelpNote = NeedsHelp(home.Listing) ? home.Listing.HelpNote ?? ResidentTexts.Help : null,
        Said = home.Listing.Said is { } said ? Phrase.Of(OfficerTexts.Said, said) : null,
        Phone = home.People.Residents.Select(resident => resident.Phone).FirstOrDefault(phone => phone is not null),
        Action = string.Create(CultureInfo.InvariantCulture, $"{OfficerMarkEndpoint.MarkPath}?household={home.Listing.ListedHouseholdId}&back={Uri.EscapeDataString(back)}"),
        Mark = home.Listing.MarkKind switch
        {
            ReceiptKinds.ToldInPerson => OfficerMark.Visited,
            ReceiptKinds.ToldByOfficer => OfficerMark.Told,
            ReceiptKinds.NotFound => OfficerMark.NotFound,
            _ => null,
        },
        MarkedUtc = home.Listing.MarkedAt,
        IsOpen = home.Listing is { MustWalk: true, MarkKind: null },
    };

    // 2 组 before 10 组
    private static int GroupNumber(string group) =>
        int.TryParse(group.AsSpan(0, group.TakeWhile(char.IsAsciiDigit).Count()), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
