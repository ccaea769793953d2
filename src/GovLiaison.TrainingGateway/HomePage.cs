using System.Globalization;
using System.Net;
using System.Text;
using GovLiaison.TrainingGateway.Clock;
using GovLiaison.TrainingGateway.Ledger;
using GovLiaison.TrainingGateway.People;
using GovLiaison.TrainingGateway.Phones;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway;

/// <summary>What a person sees who opens the gateway's address: that nothing here reaches anybody.</summary>
internal static class HomePage
{
    public static IResult Show(IOptions<GatewayOptions> options, LedgerBook ledger, PeopleQueue people, WorldClock world)
    {
        var mode = WebUtility.HtmlEncode(options.Value.Mode);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>演练网关 · training gateway ({{mode}})</title>
            <style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}td,th{text-align:right;padding:.2rem 1rem .2rem 0}td:first-child,th:first-child{text-align:left}table{border-collapse:collapse;font-variant-numeric:tabular-nums}</style>
            <h1>演练网关</h1>
            <p>这里扮演企业微信、短信和语音的供应商，不会真的发给任何人。</p>
            <p lang="en">Training gateway: it plays the suppliers of WeCom, SMS and voice. Nothing here reaches anybody.</p>
            <p>模式 mode: <b>{{mode}}</b> · 北京时间 Beijing time: {{PhoneWords.Time(world.Now)}} · 待办 pending acts: {{people.Pending}}</p>
            <table><tr><th>通道 channel</th><th>已接受 accepted</th><th>不同的键 distinct keys</th></tr>
            """);
        foreach (var (channel, totals) in ledger.Summary())
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{channel}</td><td>{totals.Accepted}</td><td>{totals.DistinctKeys}</td></tr>");
        return Results.Content(page.Append("</table><p><a href=\"/phones\">手机收到的 · what phones received</a></p>").ToString(), "text/html; charset=utf-8");
    }
}
