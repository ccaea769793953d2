using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway;

/// <summary>The phones of the drill: the last texts with their links, to open what an officer or a resident would.</summary>
internal static partial class InboxPage
{
    private static readonly string[] Channels = ["wecom", "sms", "voice"];

    public static IResult Show(Inbox inbox, string? channel, string? to)
    {
        var page = new StringBuilder();
        page.Append("""
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>手机收到的 · what phones received</title>
            <style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem}li{margin:.8rem 0;border-top:1px solid #ddd;padding-top:.6rem;overflow-wrap:anywhere}ul{list-style:none;padding:0}small{color:#555}.card{display:block;max-width:22rem;margin-top:.4rem;padding:.8rem 1rem;border:1px solid #d5dae0;border-radius:8px;background:#fff;color:#17212d;text-decoration:none}.card b{display:block;font-size:1.1rem;line-height:1.4}.card span{display:block;margin:.3rem 0 .6rem;color:#46546a}.card em{display:block;border-top:1px solid #e3e8ee;padding-top:.5rem;color:#1a5296;font-style:normal}</style>
            <h1>手机收到的</h1>
            <p>演练的人最近收到的消息，点开链接就是信息员或居民看到的页面。演练的人自己也会点开；一次性链接被他们用掉后会提示已用。</p>
            <p lang="en">The last messages that people of the drill received; a link opens what an officer or a resident sees. The people open theirs too, and a one-time link is then spent.</p>
            <p><a href="/">←</a> <a href="/phones">全部 all</a>
            """);
        foreach (var name in Channels)
            page.Append(CultureInfo.InvariantCulture, $" · <a href=\"/phones?channel={name}\">{name}</a>");
        page.Append("</p><ul>");
        var texts = inbox.Latest(channel, to);
        foreach (var text in texts)
            page.Append(CultureInfo.InvariantCulture, $"<li><small>{text.At:HH:mm:ss} UTC · {text.Channel} · <a href=\"/phones?to={WebUtility.UrlEncode(text.To)}\">{WebUtility.HtmlEncode(text.To)}</a></small><br>{(text.Card is { } card ? Card(card) : WithLinks(text.Text))}</li>");
        if (texts.Count == 0) page.Append("<li>还没有。签发一条演练预警后，这里就有。<br>Nothing yet: sign a training alert first.</li>");
        return Results.Content(page.Append("</ul>").ToString(), "text/html; charset=utf-8");
    }

    private static string Card(InboxCard card) =>
        $"<a class=\"card\" href=\"{WebUtility.HtmlEncode(card.Link)}\"><b>{WebUtility.HtmlEncode(card.Title)}</b><span>{WebUtility.HtmlEncode(card.Text)}</span><em>查看详情 · open</em></a>";

    private static string WithLinks(string text) =>
        Link().Replace(WebUtility.HtmlEncode(text), match => $"<a href=\"{match.Value}\">{match.Value}</a>");

    [GeneratedRegex("https?://[A-Za-z0-9./:_~-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
