namespace GovLiaison.Web.Resident;

/// <summary>Which of its faces the page shows.</summary>
public enum ResidentState { Open, Received, HelpAsked, Ended }

public enum ResidentEnd { Lifted, Cancelled, Updated, Expired }

/// <summary>One stage of asking for help, as one follows a parcel.</summary>
public sealed record ResidentStep(string Title, string? Detail = null, bool IsDone = false);

/// <summary>
/// Everything on a resident's page. All of it is text that is written as it stands, so that the page can be rendered once for a message
/// with marks in place of the address, the village and the time, and cut into segments at them.
/// </summary>
public sealed record ResidentView
{
    public required ResidentState State { get; init; }

    public required string Level { get; init; }

    /// <summary>The signed headline; on an ended page the name of what has ended.</summary>
    public required string Title { get; init; }

    /// <summary>霜冻橙色预警, where the headline does not say it.</summary>
    public string? Label { get; init; }

    /// <summary>旧县镇 阿吾村.</summary>
    public string? Place { get; init; }

    /// <summary>Two short lines: 最低零下 5 度 / 苹果花会冻坏.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>今夜到 15 日早 8 点.</summary>
    public string? Until { get; init; }

    /// <summary>Three acts of at most ten characters; once ended, what to do now.</summary>
    public IReadOnlyList<string> Acts { get; init; } = [];

    public string? IssuedBy { get; init; }
    public string? OfficerName { get; init; }
    public string? OfficerPhone { get; init; }
    public bool IsTraining { get; init; }

    /// <summary>Where the forms post: answer=received, or answer=help with note.</summary>
    public required string Action { get; init; }

    /// <summary>When it was received, asked or ended: 18:34.</summary>
    public string? At { get; init; }

    public IReadOnlyList<ResidentStep> Steps { get; init; } = [];

    /// <summary>预警已解除，您的求助仍然有效: above the stages once the message is over.</summary>
    public string? HelpNote { get; init; }

    public ResidentEnd End { get; init; }

    /// <summary>霜冻过去了: the headline of the message that ended it.</summary>
    public string? EndTitle { get; init; }

    public IReadOnlyList<string> EndFacts { get; init; } = [];

    /// <summary>14 日 18:32 起，15 日 7:20 止.</summary>
    public string? EndPeriod { get; init; }

    /// <summary>Asked once it is over: 昨夜您熏烟或喷水了吗？ Answers are acted and not-acted.</summary>
    public string? ActedQuestion { get; init; }

    public bool IsLarge { get; init; }

    /// <summary>The same page in the other size; no link where none is given.</summary>
    public string? SizeHref { get; init; }

    public string? LanguageHref { get; init; }

    /// <summary>From help back to the alert, or from an ended alert to the one that replaced it.</summary>
    public string? AlertHref { get; init; }
}
