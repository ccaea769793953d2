using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway.Phones;

/// <summary>Words and marks of the pages that show phones, Chinese first.</summary>
internal static partial class PhoneWords
{
    public const string Style = """
        body{font:16px/1.6 system-ui,sans-serif;margin:1.5rem auto;max-width:60rem;padding:0 1rem;color:#17212d}a{color:#1a5296}small,.note{color:#46546a}h1{margin:.4rem 0;font-size:1.5rem}
        form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:1rem 0;padding:.8rem 1rem;background:#f3f5f8}label{display:grid;font-size:.9rem;color:#46546a}input,select,button{font:inherit;min-height:2.6rem;padding:0 .7rem;border:1px solid #b4bfcc;border-radius:4px;background:#fff}input{width:18rem;max-width:100%}button{border-color:#1a5296;background:#1a5296;color:#fff}
        table{border-collapse:collapse;width:100%}td,th{padding:.45rem .8rem .45rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #dfe4ea;font-variant-numeric:tabular-nums}th{font-weight:400;font-size:.9rem;color:#46546a}td.n,th.n{text-align:right;white-space:nowrap}td.t{overflow-wrap:anywhere}.nowrap{white-space:nowrap}
        .phone{max-width:24rem;margin:1rem auto;border:10px solid #17212d;border-radius:28px;background:#edf0f4;overflow:hidden}.phone header{padding:.6rem 1rem;background:#fff;border-bottom:1px solid #dfe4ea;text-align:center}.phone header b{display:block;font-size:1.1rem}.talk{padding:1rem .8rem;display:grid;gap:.6rem;min-height:24rem;align-content:start}
        .at{justify-self:center;font-size:.85rem;color:#46546a}.in,.out,.card,.call{max-width:88%;padding:.6rem .8rem;border-radius:12px;overflow-wrap:anywhere;white-space:pre-wrap}.in,.call{justify-self:start;background:#fff}.out{justify-self:end;background:#bfe3a8}.call{border-left:4px solid #1a5296}.call b{display:block;font-weight:400;color:#46546a;font-size:.9rem}.did{justify-self:center;text-align:center;font-size:.9rem;color:#46546a;padding:.1rem .8rem;border-radius:10px;background:#dfe4ea}
        .card{display:block;justify-self:start;padding:.8rem 1rem;border:1px solid #d5dae0;background:#fff;color:#17212d;text-decoration:none}.card b{display:block;font-size:1.1rem;line-height:1.4}.card span{display:block;margin:.3rem 0 .6rem;color:#46546a}.card em{display:block;border-top:1px solid #e3e8ee;padding-top:.5rem;color:#1a5296;font-style:normal}
        """;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Instants are UTC and are shown in Beijing time, which has had no summer time since 1991.</summary>
    public static string Time(DateTime utc) => (utc + China).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Channel(string channel) => channel switch
    {
        "wecom" => "卡片 card",
        "sms" => "短信 SMS",
        _ => "语音 voice",
    };

    public static string Held(Holders held) => held switch
    {
        Holders.Officer => "信息员、值班 officer",
        Holders.Resident => "居民 resident",
        Holders.Officer | Holders.Resident => "信息员兼居民 officer, resident",
        _ => "看不出 unknown",
    };

    public static string Did(InboxAct act) => act.What switch
    {
        "opened" => "点开了链接 opened the link",
        "answered" => Call(act) + (act.Text is { } key ? string.Create(CultureInfo.InvariantCulture, $"，按了 <b>{Html(key)}</b> · answered, pressed {Html(key)}") : "，没有按键 · answered, pressed nothing"),
        "no-answer" => "没有接 no answer",
        "busy" => "占线 busy",
        "unreachable" => "打不通 unreachable",
        _ => Html(act.What),
    };

    public static string WithLinks(string text) => Link().Replace(Html(text), match => $"<a href=\"{match.Value}\">{match.Value}</a>");

    /// <summary>Only a web address leads anywhere: what a message calls a link came from outside.</summary>
    public static bool IsWeb(string link) =>
        link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Call(InboxAct act) => string.Create(CultureInfo.InvariantCulture, $"接了，听了 {act.Seconds} / {act.Total} 秒");

    [GeneratedRegex("https?://[A-Za-z0-9./:_~-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
