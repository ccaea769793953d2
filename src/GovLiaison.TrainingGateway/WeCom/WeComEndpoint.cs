using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovLiaison.TrainingGateway.Behaviour;
using GovLiaison.TrainingGateway.Ledger;
using GovLiaison.TrainingGateway.People;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.WeCom;

/// <summary>gettoken and message/send; every other path of WeCom is refused by name.</summary>
internal sealed class WeComEndpoint(
    LedgerBook ledger, Behaviours behaviours, PeopleQueue people, Inbox inbox, WeComTokens tokens, ShownOnce shownOnce, IOptions<GatewayOptions> options)
{
    private const string Channel = "wecom";
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.Value.Secret);

    public static void Map(IEndpointRouteBuilder routes, WeComEndpoint endpoint)
    {
        routes.MapGet("/cgi-bin/gettoken", endpoint.GetTokenAsync);
        routes.MapPost("/cgi-bin/message/send", endpoint.SendAsync);
        routes.Map("/cgi-bin/{**path}", context => WeComAnswer.NotPlayedAsync(context, $"{context.Request.Method} {context.Request.Path}"));
    }

    private async Task GetTokenAsync(HttpContext context)
    {
        if (await behaviours.AnswersInsteadAsync(context, Channel))
            return;
        var corpid = context.Request.Query["corpid"].ToString();
        var secret = context.Request.Query["corpsecret"].ToString();
        if (corpid.Length == 0)
            await WeComAnswer.ErrorAsync(context, 41002);
        else if (secret.Length == 0)
            await WeComAnswer.ErrorAsync(context, 41004);
        else if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), _secret))
            await WeComAnswer.ErrorAsync(context, 40001);
        else
        {
            var (token, expiresIn) = tokens.Get(corpid);
            await WeComAnswer.OkAsync(context, new JsonObject { ["access_token"] = token, ["expires_in"] = expiresIn });
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        if (await behaviours.AnswersInsteadAsync(context, Channel))
            return;
        var (errcode, account) = tokens.Check(context.Request.Query["access_token"]);
        if (errcode == 0 && behaviours[Channel] is { Errcode: { } told } behaviour && behaviours.Hits(Channel, behaviour.FailShare))
            errcode = told;
        if (errcode != 0)
        {
            await WeComAnswer.ErrorAsync(context, errcode);
            return;
        }

        var (refusal, message) = await ReadAsync(context);
        if (refusal is { NotPlayed: { } what })
            await WeComAnswer.NotPlayedAsync(context, what);
        else if (refusal is { } wrong)
            await WeComAnswer.ErrorAsync(context, wrong.Errcode, wrong.Detail);
        else
            await AcceptAsync(context, account, message!);
    }

    /// <summary>The body is read whatever its content type says: some clients post JSON as a form.</summary>
    private async Task<(WeComRefusal? Refusal, WeComMessage? Message)> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var refusal = WeComMessageRules.Read(body.RootElement, options.Value.AgentId, out var message);
            return (refusal, message);
        }
        catch (JsonException)
        {
            return (new WeComRefusal(40058, "Warning: wrong json format."), null);
        }
    }

    private async Task AcceptAsync(HttpContext context, string account, WeComMessage message)
    {
        var missing = behaviours[Channel].InvalidUsers;
        var known = message.Users.Where(u => WeComMessageRules.IsUserId(u) && !missing.Contains(u, StringComparer.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var invalid = message.Users.Except(known, StringComparer.OrdinalIgnoreCase).Select(u => u.ToLowerInvariant()).ToList();
        if (known.Count == 0)
        {
            await WeComAnswer.ErrorAsync(context, 81013);
            return;
        }

        if (!behaviours.IsWithinQuota(Channel, known.Count))
        {
            await WeComAnswer.ErrorAsync(context, 45009);
            return;
        }

        var isFirst = !message.ChecksDuplicates || shownOnce.IsFirst(Identity(message, known), message.DuplicateInterval);
        var entries = known.Select(user => Entry(message, user, isFirst && shownOnce.IsWithinMemberLimit(user))).ToArray();
        await ledger[Channel].AcceptAsync(account, entries, honoursKeys: false);
        foreach (var (user, entry) in known.Zip(entries).Where(e => e.Second.IsShown))
        {
            people.ReceiveCard(Encoding.ASCII.GetString(entry.Key.Span), user, message.Link);
            inbox.Add(Channel, user, message.Link, message.Shown);
        }
        if (await behaviours.SpoilsAnswerAsync(context, Channel))
            return;
        var answer = new JsonObject { ["msgid"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(33)) };
        if (invalid.Count > 0)
            answer["invaliduser"] = string.Join('|', invalid);
        await WeComAnswer.OkAsync(context, answer);
    }

    /// <summary>Same app, same recipients, same content: what the duplicate check compares.</summary>
    private static ulong Identity(WeComMessage message, IEnumerable<string> users)
    {
        var names = string.Join('|', users.Select(u => u.ToLowerInvariant()).Order(StringComparer.Ordinal));
        return Hashes.Of(message.Card, Hashes.Of(names, Hashes.Mix((ulong)message.AgentId)));
    }

    /// <summary>WeCom knows no keys: the ledger's key is made of app, member and card, so that a repeat can be counted.</summary>
    private static LedgerEntry Entry(WeComMessage message, string user, bool isShown)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{Identity(message, [user]):x16}");
        var to = Encoding.UTF8.GetBytes(user);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(message.Card));
        return new LedgerEntry
        {
            Key = Encoding.ASCII.GetBytes(key),
            To = to,
            Digest = digest,
            KeyHash = Hashes.Of(Encoding.ASCII.GetBytes(key)),
            BodyHash = LedgerLine.BodyHash(to, digest),
            IsShown = isShown,
        };
    }
}
