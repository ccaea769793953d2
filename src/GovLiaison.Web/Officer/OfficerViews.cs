namespace GovLiaison.Web.Officer;

// What the officer's pages show: plain values, no keys. An action is the address a form posts to.

public enum OfficerTab { None, Now, Households, Walk, Share }

public static class OfficerPaths
{
    public const string Now = "/o";
    public const string Households = "/o/households";
    public const string Walk = "/o/walk";
    public const string Share = "/o/share";
}

public sealed record OfficerAlert
{
    public required string Level { get; init; }

    /// <summary>The signed headline; of an ended alert its name, which is struck through.</summary>
    public required string Title { get; init; }

    /// <summary>霜冻橙色预警, where the headline does not say it.</summary>
    public string? Label { get; init; }

    /// <summary>今夜到 15 日早 8 点, as written in the text.</summary>
    public string? Until { get; init; }

    public string? Fact { get; init; }
    public IReadOnlyList<string> Acts { get; init; } = [];

    /// <summary>Takes answer=received.</summary>
    public required string Action { get; init; }

    public DateTime? ConfirmedUtc { get; init; }

    /// <summary>Why he is asked and what the ladder does if nobody taps.</summary>
    public IReadOnlyList<string> Nudge { get; init; } = [];

    /// <summary>When a person stopped its sending: it stays in force, and the ladder goes no further.</summary>
    public DateTime? StoppedUtc { get; init; }

    public bool IsTraining { get; init; }

    /// <summary>Whether this person is to confirm; who took office after the message only reads it.</summary>
    public bool AsksMe { get; init; } = true;

    /// <summary>Where the pages turn to this alert; none where it is the only one.</summary>
    public string? Href { get; init; }

    /// <summary>已解除, 已更新, 已撤销: then nothing is left to confirm and the title is struck through.</summary>
    public string? Ended { get; init; }
}

public sealed record OfficerNow
{
    public required string Village { get; init; }
    public required string OfficerName { get; init; }

    /// <summary>The one that matters most; the rest follow below it.</summary>
    public OfficerAlert? Alert { get; init; }

    public IReadOnlyList<OfficerAlert> Others { get; init; } = [];
    public bool IsTraining { get; init; }
    public int HelpCount { get; init; }

    /// <summary>3 组 李秀兰 2 分钟前.</summary>
    public string? HelpLine { get; init; }

    public OfficerChoice? Choice { get; init; }
    public string Query => Choice?.Query ?? "";

    public string HelpHref { get; init; } = OfficerPaths.Households + "?show=help";
    public int UntoldByPhone { get; init; }
    public int UntoldAtDoor { get; init; }

    /// <summary>False where the list holds no household of his places: then nobody was told, and nobody is to be.</summary>
    public bool HasHouseholds { get; init; } = true;
    public string? Antiforgery { get; init; }
}

public enum OfficerMark { Visited, Told, NotFound }

public sealed record OfficerHousehold
{
    public required string Name { get; init; }

    /// <summary>1 组 村东头，老槐树旁.</summary>
    public string? Place { get; init; }

    /// <summary>独居, 行动不便.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Why nothing has come back: 短信送到，没打开.</summary>
    public string? Why { get; init; }

    /// <summary>What they wrote when asking for help.</summary>
    public string? HelpNote { get; init; }

    /// <summary>What they answered by SMS in words of their own.</summary>
    public string? Said { get; init; }

    /// <summary>In full: these are the officer's own pages.</summary>
    public string? Phone { get; init; }

    /// <summary>Takes mark=visited, told or not-found.</summary>
    public required string Action { get; init; }

    public OfficerMark? Mark { get; init; }
    public DateTime? MarkedUtc { get; init; }

    /// <summary>Shows the buttons at once; for who can only be visited.</summary>
    public bool IsOpen { get; init; }
}

public sealed record OfficerFilter(string Title, int Count, string Href, bool IsCurrent = false, bool IsHelp = false);

public sealed record OfficerGroup(string? Name, int Count, IReadOnlyList<OfficerHousehold> Households);

public sealed record OfficerHouseholds
{
    public OfficerChoice? Choice { get; init; }
    public required int Total { get; init; }
    public required IReadOnlyList<OfficerFilter> Filters { get; init; }
    /// <summary>One for each group where there are several; a row that scrolls sideways.</summary>
    public IReadOnlyList<OfficerFilter> GroupFilters { get; init; } = [];

    public required IReadOnlyList<OfficerGroup> Groups { get; init; }
    public string? PreviousHref { get; init; }
    public string? NextHref { get; init; }
    public bool IsTraining { get; init; }
    public string? Antiforgery { get; init; }
}

public sealed record OfficerWalk
{
    public OfficerChoice? Choice { get; init; }
    public required int Done { get; init; }
    public required int Left { get; init; }

    /// <summary>In the order to walk them.</summary>
    public required IReadOnlyList<OfficerHousehold> Stops { get; init; }

    /// <summary>How many stand on the pages before this one.</summary>
    public int Before { get; init; }

    public string? PreviousHref { get; init; }
    public string? NextHref { get; init; }

    public bool IsTraining { get; init; }
    public string? Antiforgery { get; init; }
}

/// <summary>What goes to the group of one village.</summary>
/// <param name="Name">Where the officer has several villages.</param>
/// <param name="Link">The village link, in full; becomes the QR code.</param>
/// <param name="Action">Takes mark=told-in-group.</param>
public sealed record OfficerShareVillage(string? Name, string Text, string Link, string Action, DateTime? ToldInGroupUtc = null);

/// <summary>One alert with what goes out of it.</summary>
/// <param name="Label">霜冻橙色预警, where the headline does not say it.</param>
/// <param name="Ended">已解除, 已撤销: what is sent then takes an alert back.</param>
public sealed record OfficerShareAlert(string Level, string Title, string? Label, string? Ended, DateTime SentUtc, IReadOnlyList<OfficerShareVillage> Villages, string? Spoken);

public sealed record OfficerShare
{
    public OfficerChoice? Choice { get; init; }

    /// <summary>Every one in force, the chosen one first.</summary>
    public required IReadOnlyList<OfficerShareAlert> Alerts { get; init; }

    public bool IsTraining { get; init; }
    public string? Antiforgery { get; init; }
}

public enum OfficerEnterRefusal { Used, Expired, Unknown, SignedOut }

public sealed record OfficerEnter
{
    public string? Village { get; init; }
    public string? OfficerName { get; init; }

    /// <summary>Holds a duty phone, and the division stands in place of the village.</summary>
    public bool IsDuty { get; init; }

    /// <summary>Spends the link; opening the page does not.</summary>
    public string? Action { get; init; }

    public OfficerEnterRefusal? Refusal { get; init; }
    public string? DutyPhone { get; init; }
    public string? Antiforgery { get; init; }
}
