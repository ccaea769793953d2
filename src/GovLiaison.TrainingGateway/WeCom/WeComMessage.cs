using System.Text.Json;
using System.Text.RegularExpressions;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway.WeCom;

/// <summary>A send request as far as this gateway plays it: a text_notice card to named members.</summary>
internal sealed record WeComMessage(int AgentId, IReadOnlyList<string> Users, string Card, InboxCard Shown, string Link, bool ChecksDuplicates, TimeSpan DuplicateInterval);

/// <summary>What is wrong with a request: WeCom's errcode, or what of it is not played here.</summary>
internal readonly record struct WeComRefusal(int Errcode, string? Detail = null, string? NotPlayed = null);

/// <summary>The rules of message/send and of text_notice cards.</summary>
internal static partial class WeComMessageRules
{
    private const int MaxUsers = 1000;
    private const int MaxInterval = 14400;
    private static readonly string[] OtherTypes =
        ["text", "image", "voice", "video", "file", "textcard", "news", "mpnews", "markdown", "miniprogram_notice", "interactive_taskcard"];
    private static readonly string[] OtherCards = ["news_notice", "button_interaction", "vote_interaction", "multiple_interaction"];

    public static WeComRefusal? Read(JsonElement root, int agentId, out WeComMessage? message)
    {
        message = null;
        if (root.ValueKind != JsonValueKind.Object)
            return new(40058, "Warning: wrong json format.");
        if (Recipients(root, out var users) is { } noRecipients)
            return noRecipients;
        if (TypeOf(root) is { } badType)
            return badType;
        if (!root.TryGetProperty("agentid", out var agent))
            return new(41011);
        if (agent.ValueKind != JsonValueKind.Number || !agent.TryGetInt32(out var id) || id <= 0 || (agentId > 0 && id != agentId))
            return new(40056);
        if (!root.TryGetProperty("template_card", out var card) || card.ValueKind != JsonValueKind.Object)
            return new(40058, "template_card missing");
        if (CardProblem(card) is { } badCard)
            return badCard;
        var interval = Number(root, "duplicate_check_interval") ?? 1800;
        if (interval is < 0 or > MaxInterval)
            return new(40058, "duplicate_check_interval");
        message = new(id, users, card.GetRawText(),
            new(card.TryGetProperty("main_title", out var title) ? Text(title, "title") : "", Text(card, "sub_title_text"), Text(card.GetProperty("card_action"), "url")), Text(card.GetProperty("card_action"), "url"), Number(root, "enable_duplicate_check") == 1, TimeSpan.FromSeconds(interval));
        return null;
    }

    /// <summary>Userids are 1–64 letters, digits and <c>_ - @ .</c> and begin with a letter or digit.</summary>
    public static bool IsUserId(string userid) => UserIdPattern().IsMatch(userid);

    private static WeComRefusal? Recipients(JsonElement root, out IReadOnlyList<string> users)
    {
        var touser = Text(root, "touser");
        users = touser.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (touser is "@all")
            return new(0, NotPlayed: "touser @all");
        if (Text(root, "toparty").Length > 0 || Text(root, "totag").Length > 0)
            return new(0, NotPlayed: "toparty and totag: the gateway has no directory");
        return users.Count switch
        {
            0 => new(82001),
            > MaxUsers => new(40032),
            _ => null,
        };
    }

    private static WeComRefusal? TypeOf(JsonElement root) => Text(root, "msgtype") switch
    {
        "template_card" => null,
        var other when OtherTypes.Contains(other, StringComparer.Ordinal) => new(0, NotPlayed: $"msgtype {other}"),
        _ => new(40008),
    };

    private static WeComRefusal? CardProblem(JsonElement card)
    {
        var type = Text(card, "card_type");
        if (OtherCards.Contains(type, StringComparer.Ordinal))
            return new(0, NotPlayed: $"card_type {type}");
        if (type is not "text_notice")
            return new(40058, "card_type");
        var title = card.TryGetProperty("main_title", out var main) ? Text(main, "title") : "";
        if (title.Length == 0 && Text(card, "sub_title_text").Length == 0)
            return new(41016);
        if (card.TryGetProperty("task_id", out var task) && (task.ValueKind != JsonValueKind.String || !TaskIdPattern().IsMatch(task.GetString()!)))
            return new(42014);
        // the app of this gateway has no callback address, and menus need one
        if (card.TryGetProperty("action_menu", out _))
            return new(43012);
        return Rows(card, "horizontal_content_list", 6) ?? Rows(card, "jump_list", 3) ?? ActionProblem(card);
    }

    private static WeComRefusal? ActionProblem(JsonElement card)
    {
        if (!card.TryGetProperty("card_action", out var action) || action.ValueKind != JsonValueKind.Object)
            return new(42045);
        return Number(action, "type") switch
        {
            1 when Text(action, "url").Length == 0 => new(42028),
            1 => null,
            2 when Text(action, "appid").Length == 0 => new(42030),
            2 => new(0, NotPlayed: "card_action of type 2: the people of the gateway have no mini programs"),
            _ => new(42045),
        };
    }

    private static WeComRefusal? Rows(JsonElement card, string name, int most)
    {
        if (!card.TryGetProperty(name, out var rows))
            return null;
        if (rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() > most)
            return new(40058, name);
        foreach (var row in rows.EnumerateArray())
        {
            if (Number(row, "type") == 1 && Text(row, "url").Length == 0)
                return new(42028);
        }

        return null;
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserIdPattern();

    [GeneratedRegex("^[0-9A-Za-z_@-]{1,128}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TaskIdPattern();
}
