using System.Globalization;
using System.Text.Json.Nodes;

namespace GovLiaison.TrainingGateway.WeCom;

/// <summary>Answers as WeCom gives them: HTTP 200 also for errors, and two headers that repeat the error.</summary>
internal static class WeComAnswer
{
    private static readonly Dictionary<int, string> Texts = new()
    {
        [-1] = "system busy",
        [0] = "ok",
        [40001] = "invalid credential",
        [40008] = "invalid message type",
        [40014] = "invalid access_token",
        [40032] = "invalid user list size",
        [40056] = "invalid agentid",
        [40058] = "invalid parameter",
        [41001] = "access_token missing",
        [41002] = "corpid missing",
        [41004] = "secret missing",
        [41011] = "agentid missing",
        [41016] = "title missing",
        [42001] = "access_token expired",
        [42014] = "invalid task_id",
        [42028] = "template card lacks url",
        [42030] = "template card lacks appid",
        [42045] = "template card lacks card_action or it is invalid",
        [43012] = "callback url not set",
        [45009] = "api freq out of limit",
        [81013] = "user & party & tag all invalid",
        [82001] = "user & party & tag all empty",
    };

    public static Task ErrorAsync(HttpContext context, int errcode, string? detail = null)
    {
        var hint = string.Create(CultureInfo.InvariantCulture, $"{Hashes.Of(context.TraceIdentifier) % 1_000_000_000_000:d12}{Hashes.Of(context.Connection.Id) % 1_000_000_000_000:d12}");
        var text = Texts.GetValueOrDefault(errcode, "error") + (detail is null ? "" : $", {detail}");
        var message = string.Create(CultureInfo.InvariantCulture,
            $"{text}, hint: [{hint}], from ip: {context.Connection.RemoteIpAddress}, more info at https://open.work.weixin.qq.com/devtool/query?e={errcode}");
        context.Response.Headers["error-code"] = errcode.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["error-msg"] = message;
        return WriteAsync(context, new JsonObject { ["errcode"] = errcode, ["errmsg"] = message });
    }

    public static Task OkAsync(HttpContext context, JsonObject more)
    {
        var body = new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok" };
        foreach (var (name, value) in more.ToList())
        {
            more.Remove(name);
            body[name] = value;
        }

        return WriteAsync(context, body);
    }

    /// <summary>For what the documents define and this gateway does not play: never an answer that could pass for WeCom's.</summary>
    public static Task NotPlayedAsync(HttpContext context, string what)
    {
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"The training gateway does not play this: {what}.\n", context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
