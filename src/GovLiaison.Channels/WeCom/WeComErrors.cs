using System.Globalization;
using System.Text.RegularExpressions;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels.WeCom;

/// <summary>What WeCom's errcode means for a card to one member. The text beside it is not stable and decides nothing.</summary>
internal static partial class WeComErrors
{
    public static bool IsTokenRefused(int errcode) => errcode is 40001 or 40014 or 42001;

    public static SendOutcome OutcomeOf(WeComAnswer answer)
    {
        var code = answer.Errcode.ToString(CultureInfo.InvariantCulture);
        return answer.Errcode switch
        {
            0 => SendOutcome.Sent,
            // busy; too many calls at once: the engine backs off
            -1 or 45033 => SendOutcome.Throttled(code, null, isOfAccount: true),
            // over a frequency limit: blocked for the window that was exceeded, of which a minute is the shortest
            45009 => SendOutcome.Throttled(code, TimeSpan.FromSeconds(60), isOfAccount: true),
            40003 or 40031 or 46004 or 60111 or 81013 => SendOutcome.RecipientGone(code),
            // too long, empty, stopped by the content check
            45002 or 44004 or 40201 or 40204 => SendOutcome.Rejected(code),
            // names the address that WeCom saw: the operator has to enter exactly that one
            60020 => SendOutcome.Misconfigured(SeenAddress(answer.Errmsg) is { } seen ? $"{code} {seen}" : code, isOfAccount: true),
            // account, application, token or its rights: no card would fare better
            40001 or 40013 or 40014 or 40056 or 41001 or 42001 or 48002 or 60011 or 301002 => SendOutcome.Misconfigured(code, isOfAccount: true),
            // all other codes are settings or defects and must not be retried blindly
            _ => SendOutcome.Misconfigured(code),
        };
    }

    /// <summary>errcode 0 with the member among the invalid ones is no success.</summary>
    public static SendOutcome OutcomeOf(WeComAnswer answer, string userid)
    {
        if (answer.Errcode == 0 && Names(answer.InvalidUser, userid))
            return SendOutcome.RecipientGone("invaliduser");
        if (answer.Errcode == 0 && Names(answer.UnlicensedUser, userid))
            return SendOutcome.Rejected("unlicenseduser");
        return OutcomeOf(answer);
    }

    /// <summary>The number that WeCom's support asks for.</summary>
    public static string Hint(string? errmsg) => HintPattern().Match(errmsg ?? "").Groups["hint"].Value;

    // WeCom answers lists of invalid members in lower case
    private static bool Names(string? list, string userid) =>
        list is { Length: > 0 } && list.Split('|').Contains(userid, StringComparer.OrdinalIgnoreCase);

    private static string? SeenAddress(string? errmsg)
    {
        var match = AddressPattern().Match(errmsg ?? "");
        return match.Success ? match.Groups["ip"].Value : null;
    }

    [GeneratedRegex(@"hint: ?\[(?<hint>\d{1,32})\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HintPattern();

    [GeneratedRegex(@"from ip: ?(?<ip>[0-9a-fA-F.:]{3,34})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AddressPattern();
}
