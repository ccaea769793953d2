using System.Globalization;
using System.Text;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway.Phones;

/// <summary>The phones of the drill, the one with the newest message first.</summary>
internal static class PhonesPage
{
    private const int PageSize = 50;
    private const int LongestSnippet = 60;
    private static readonly (string Key, string Name)[] Who = [("", "全部 all"), ("officer", "信息员、值班 officer"), ("resident", "居民 resident")];
    private static readonly string[] Channels = ["wecom", "sms", "voice"];

    public static IResult Show(Inbox inbox, string? q, string? who, string? channel, string? to, int? page)
    {
        if (!string.IsNullOrWhiteSpace(to)) return PhonePage.Show(inbox, to.Trim(), page);
        var words = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var via = Channels.Contains(channel, StringComparer.Ordinal) ? channel : null;
        var texts = inbox.Texts();
        var rows = PhoneList.Find(texts, new FindPhones(words, who switch { "officer" => Holders.Officer, "resident" => Holders.Resident, _ => Holders.Unknown }, via));
        var html = new StringBuilder();
        Head(html, texts.Length);
        Form(html, words, who, via);
        if (rows.Count > 0) Table(html, rows, Math.Clamp(page ?? 1, 1, Pages(rows.Count)), $"/phones?q={Uri.EscapeDataString(words ?? "")}&who={Uri.EscapeDataString(who ?? "")}&channel={via}");
        else if (texts.Length == 0) html.Append("<p>还没有手机收到消息。签发一条演练预警后，这里就有。<br><span lang=\"en\">Nothing yet: sign a training alert first.</span></p>");
        else html.Append("<p>没有找到。少写几个字，或者 <a href=\"/phones\">看全部</a>。<br><span lang=\"en\">Nothing found. Use fewer words, or <a href=\"/phones\">show all</a>.</span></p>");
        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }

    private static void Head(StringBuilder html, int held) => html.Append(CultureInfo.InvariantCulture, $"""
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>手机收到的 · what phones received</title><style>{PhoneWords.Style}</style>
        <p><a href="/">← 演练网关</a></p><h1>手机收到的</h1>
        <p>点号码看这部手机，点里面的链接就是信息员或居民看到的页面。演练的人自己也会点开；一次性链接被他们用掉后会提示已用。时间是北京时间。<br>
        <span lang="en">Choose a number to see that phone; a link opens what an officer or a resident sees. The people open theirs too, and a one-time link is then spent. Times are Beijing time.</span></p>
        <p class="note">只找得到内存里最近的 {held} 条：每种通道最多 {Inbox.Most} 条，发得很快时每批只留一部分；网关重启后清空。<br>
        <span lang="en">Searches the last {held} messages in memory only: at most {Inbox.Most} a channel, at high rates a part of each batch, none from before a restart.</span></p>
        """);

    private static void Form(StringBuilder html, string? words, string? who, string? channel)
    {
        html.Append(CultureInfo.InvariantCulture, $"""<form method="get" action="/phones"><label>号码或文字 number or text<input name="q" type="search" maxlength="100" placeholder="号码的一段、村名、地名" value="{PhoneWords.Html(words ?? "")}"></label><label>谁的手机 whose<select name="who">""");
        foreach (var (key, name) in Who) Option(html, key, name, string.Equals(key, who ?? "", StringComparison.Ordinal));
        html.Append("</select></label><label>通道 channel<select name=\"channel\">");
        Option(html, "", "全部 all", channel is null);
        foreach (var name in Channels) Option(html, name, PhoneWords.Channel(name), string.Equals(name, channel, StringComparison.Ordinal));
        html.Append("</select></label><button>查找 find</button></form>");
    }

    private static void Option(StringBuilder html, string key, string name, bool isChosen) => html.Append(CultureInfo.InvariantCulture, $"<option value=\"{key}\"{(isChosen ? " selected" : "")}>{name}</option>");

    private static void Table(StringBuilder html, IReadOnlyList<PhoneRow> rows, int page, string link)
    {
        html.Append("<table><thead><tr><th>手机 phone</th><th>谁 whose</th><th>最近一条 last message</th><th class=\"n\">条数 messages</th><th class=\"n\">时间 time</th></tr></thead><tbody>");
        foreach (var row in rows.Skip((page - 1) * PageSize).Take(PageSize))
            html.Append(CultureInfo.InvariantCulture, $"""<tr><td class="nowrap"><a href="/phones?to={Uri.EscapeDataString(row.To)}#last">{PhoneWords.Html(row.To)}</a></td><td class="nowrap">{PhoneWords.Held(row.Held)}</td><td class="t"><small>{PhoneWords.Channel(row.Last.Channel)}</small> {PhoneWords.Html(Snippet(row.Last))}</td><td class="n">{row.Count}</td><td class="n">{PhoneWords.Time(row.Last.At)}</td></tr>""");
        var (first, last) = ((page - 1) * PageSize + 1, Math.Min(page * PageSize, rows.Count));
        html.Append(CultureInfo.InvariantCulture, $"</tbody></table><p>第 {first}–{last} 部，共 {rows.Count} 部 phones");
        if (page > 1) html.Append(CultureInfo.InvariantCulture, $" · <a rel=\"prev\" href=\"{PhoneWords.Html(link)}&amp;page={page - 1}\">上一页 previous</a>");
        if (page < Pages(rows.Count)) html.Append(CultureInfo.InvariantCulture, $" · <a rel=\"next\" href=\"{PhoneWords.Html(link)}&amp;page={page + 1}\">下一页 next</a>");
        html.Append("</p>");
    }

    private static int Pages(int rows) => Math.Max(1, (rows + PageSize - 1) / PageSize);

    private static string Snippet(InboxText text)
    {
        var words = text.Card is { } card ? $"{card.Title} {card.Text}" : text.Text;
        return words.Length <= LongestSnippet ? words : string.Concat(words.AsSpan(0, LongestSnippet), "…");
    }
}
