using System.Globalization;
using System.Text;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway.Phones;

/// <summary>One phone as its holder sees it: what came at the left, what he did at the right, the newest below.</summary>
internal static class PhonePage
{
    private const int PageSize = 50;

    public static IResult Show(Inbox inbox, string to, int? page)
    {
        var texts = inbox.Latest(null, to);
        var pages = Math.Max(1, (texts.Count + PageSize - 1) / PageSize);
        var at = Math.Clamp(page ?? 1, 1, pages);
        var shown = texts.Skip((at - 1) * PageSize).Take(PageSize).Reverse().ToList();
        var held = texts.Aggregate(Holders.Unknown, (sum, text) => sum | PhoneList.HeldBy(text));
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{PhoneWords.Html(to)} · 手机 phone</title><style>{PhoneWords.Style}</style>
            <p><a href="/phones">← 手机收到的 all phones</a></p>
            <main class="phone"><header><b>{PhoneWords.Html(to)}</b><small>{PhoneWords.Held(held)} · {texts.Count} 条 messages · 北京时间 Beijing time</small></header><div class="talk">
            """);
        if (at < pages) html.Append(CultureInfo.InvariantCulture, $"<a class=\"at\" href=\"/phones?to={Uri.EscapeDataString(to)}&amp;page={at + 1}#last\">更早的 older</a>");
        if (shown.Count == 0) html.Append("<p class=\"did\">这部手机没有收到消息，或者太早，已经不在内存里。<br><span lang=\"en\">This phone got nothing, or too long ago to be in memory.</span></p>");
        foreach (var (time, bubble) in Talk(inbox, to, shown, at > 1 ? texts[(at - 1) * PageSize - 1].At : DateTime.MaxValue))
            html.Append(CultureInfo.InvariantCulture, $"<time class=\"at\">{PhoneWords.Time(time)}</time>{bubble}");
        if (at > 1) html.Append(CultureInfo.InvariantCulture, $"<a class=\"at\" href=\"/phones?to={Uri.EscapeDataString(to)}&amp;page={at - 1}\">较新的 newer</a>");
        return Results.Content(html.Append("<span id=\"last\"></span></div></main>").ToString(), "text/html; charset=utf-8");
    }

    // what he did stands on the page of the messages it followed
    private static IEnumerable<(DateTime At, string Bubble)> Talk(Inbox inbox, string to, List<InboxText> shown, DateTime until)
    {
        if (shown.Count == 0) return [];
        return shown.Select(text => (text.At, Text(text)))
            .Concat(inbox.Acts(to).Where(act => act.At >= shown[0].At && act.At < until).Select(act => (act.At, Act(act))))
            .OrderBy(row => row.At);
    }

    private static string Text(InboxText text) => text switch
    {
        { Card: { } card } when PhoneWords.IsWeb(card.Link) => $"<a class=\"card\" href=\"{PhoneWords.Html(card.Link)}\">{Card(card)}<em>查看详情 · open</em></a>",
        { Card: { } card } => $"<div class=\"card\">{Card(card)}</div>",
        { Channel: "voice" } => $"<div class=\"call\"><b>来电，念的是 a call that says</b>{PhoneWords.WithLinks(text.Text)}</div>",
        _ => $"<div class=\"in\">{PhoneWords.WithLinks(text.Text)}</div>",
    };

    private static string Card(InboxCard card) => $"<b>{PhoneWords.Html(card.Title)}</b><span>{PhoneWords.Html(card.Text)}</span>";

    private static string Act(InboxAct act) => act.What is "reply" ? $"<div class=\"out\">{PhoneWords.Html(act.Text ?? "")}</div>" : $"<div class=\"did\">{PhoneWords.Did(act)}</div>";
}
