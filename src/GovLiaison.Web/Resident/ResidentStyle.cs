using System.Security.Cryptography;
using System.Text;

namespace GovLiaison.Web.Resident;

/// <summary>The whole style of resident and village pages, sent inside the page: one request on a slow line.</summary>
public static class ResidentStyle
{
    public const string Css =
        """
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:600px;background:#fff;color:#17212d;font:18px/1.4 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;-webkit-text-size-adjust:100%}
        h1,h2,p,ol{margin:0}
        a{color:#1a5296;text-decoration:none}
        :focus-visible{outline:3px solid #0b63ce;outline-offset:2px}
        .gi{flex:none}
        .tr{background:repeating-linear-gradient(-45deg,#17212d 0 11px,#fff 11px 22px)}
        .tr span{display:inline-block;margin-left:16px;padding:9px 14px 9px 12px;background:#fff}
        .tr b{margin-right:14px;font-size:25px;line-height:38px;letter-spacing:.1em}
        header{display:flex;gap:15px;align-items:center;padding:12px 16px 13px 18px}
        h1{font-size:29px;line-height:38px}
        header p{line-height:26px}
        h1.long{font-size:23px;line-height:30px}
        .lv-blue{background:#1a63d6;color:#fff}
        .lv-yellow{background:#ffd326;color:#241b00}
        .lv-orange{background:#f57c0a;color:#241000}
        .lv-red{background:#c4122b;color:#fff}
        .lv-other{background:#46546a;color:#fff}
        .lv-help{background:#ad1457;color:#fff}
        .lv-end{background:#e3e8ee;border-bottom:4px solid #17212d}
        .ok{display:flex;gap:16px;align-items:center;padding:12px 18px;background:#e6f2ee;color:#0e6a5a}
        .ok b{display:block;font-size:22px;line-height:30px}
        main{padding:12px 16px 16px}
        h2{font-size:23px;line-height:32px}
        .sub{color:#46546a;line-height:27px}
        ol{padding:0;list-style:none;counter-reset:n}
        .acts{margin:10px 0 12px}
        .acts li{display:flex;gap:12px;padding:3px 0;font-size:20px;line-height:28px;counter-increment:n}
        .acts li::before{content:counter(n);flex:none;width:28px;height:28px;border-radius:50%;background:#17212d;color:#fff;font-size:18px;font-weight:700;text-align:center}
        .note{margin:0 0 12px;padding:8px 12px;background:#f3f5f8;border-left:4px solid #b4bfcc}
        .btn{display:flex;width:100%;min-height:64px;align-items:center;justify-content:center;gap:10px;padding:6px 12px;border:2px solid #1a5296;border-radius:8px;background:#fff;color:#1a5296;font:inherit;font-size:22px;font-weight:700;cursor:pointer}
        .go{background:#1a5296;color:#fff;font-size:25px}
        .hp{border-color:#ad1457;color:#ad1457}
        .hp.go{background:#ad1457;color:#fff;font-size:22px}
        h2+form{margin-top:8px}
        form,details{margin-bottom:12px}
        summary{list-style:none}
        summary::-webkit-details-marker{display:none}
        details[open] summary{margin-bottom:10px}
        label{display:block;margin-bottom:10px}
        textarea,input{display:block;width:100%;min-height:60px;margin-top:4px;padding:8px 12px;border:2px solid #b4bfcc;border-radius:8px;font:inherit;font-size:20px}
        .two{display:flex;gap:12px}
        .who{display:flex;gap:12px;align-items:center;justify-content:space-between;padding:12px 0;border-top:1px solid #dfe4ea;color:#46546a;line-height:25px}
        .who a{display:flex;gap:8px;align-items:center;min-height:60px;font-weight:700;white-space:nowrap}
        .who b{color:#17212d}
        .sos{display:flex;gap:10px}
        .who .sos a{justify-content:center;min-width:60px;border:2px solid #b4bfcc;border-radius:8px;color:#17212d;font-size:23px}
        footer{display:flex;justify-content:space-between;gap:12px;font-size:16px}
        footer a{padding:12px 0}
        .steps{padding:2px 0 8px}
        .steps li{position:relative;min-height:66px;padding-left:46px;line-height:27px}
        .steps b{display:block;font-size:20px;font-weight:400}
        .steps i{position:absolute;left:0;top:0;display:grid;place-items:center;width:32px;height:32px;border:2px solid #b4bfcc;border-radius:50%;background:#fff;z-index:1}
        .steps .done i{border-color:#ad1457;background:#ad1457;color:#fff}
        .steps li+li::before{content:"";position:absolute;left:15px;top:-34px;height:34px;border-left:2px solid #b4bfcc}
        @media(max-width:340px){h1{font-size:24px;line-height:30px}header{padding:11px 16px}h2{line-height:29px}.acts{margin:6px 0 8px}.acts li{padding:2px 0;font-size:19px}.btn{min-height:60px}form,details{margin-bottom:10px}.who{padding:8px 0}}
        .big{font-size:30px}
        .big h1{font-size:38px;line-height:48px}
        .big h2{font-size:36px;line-height:47px}
        .big header p,.big .sub,.big .acts li,.big .steps b,.big .steps li,.big .who,.big .note{font-size:30px;line-height:42px}
        .big .acts li::before{width:40px;height:40px;font-size:28px;line-height:40px}
        .big .btn{min-height:84px;font-size:32px}
        .big .two,.big .who{display:block}
        .big .two .btn{margin-bottom:12px}
        .big footer,.big .tr span{font-size:24px}
        .big textarea,.big input{font-size:30px}
        """;

    /// <summary>A long headline is set smaller, so that the buttons stay on the first screen.</summary>
    public static string? HeadlineClass(string headline) => headline.Length > 14 ? "long" : null;

    /// <summary>What the page's Content-Security-Policy allows as style: exactly this text.</summary>
    public static string CspHash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css.ReplaceLineEndings("\n"))))}'";

    /// <summary>The header of resident and village pages: nothing is loaded, nothing runs, forms stay here.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {CspHash}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
