using System.Net;
using System.Text.RegularExpressions;

namespace GovLiaison.TrainingGateway.People;

internal sealed record HtmlForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<HtmlButton> Buttons, string? NoteField)
{
    public HtmlButton? Button(string name, string? value = null) =>
        Buttons.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal) && (value is null || string.Equals(b.Value, value, StringComparison.Ordinal)));
}

internal sealed record HtmlButton(string Name, string Value, string? Action);

/// <summary>Finds the forms of a page. It reads what a browser would submit and nothing else.</summary>
internal static partial class HtmlForms
{
    private const int LimitMs = 1000;

    public static IReadOnlyList<HtmlForm> Read(string html)
    {
        var forms = new List<HtmlForm>();
        foreach (Match match in FormPattern().Matches(CommentPattern().Replace(html, "")))
        {
            var attributes = Attributes(match.Groups["head"].Value);
            if (!string.Equals(attributes.GetValueOrDefault("method"), "post", StringComparison.OrdinalIgnoreCase))
                continue;
            forms.Add(ReadForm(attributes.GetValueOrDefault("action") ?? "", match.Groups["body"].Value));
        }

        return forms;
    }

    /// <summary>The first link whose address ends so: the same page with a filter behind it shows only a part.</summary>
    public static string? Link(string html, string end)
    {
        foreach (Match match in AnchorPattern().Matches(html))
        {
            if (Attributes(match.Groups["head"].Value).GetValueOrDefault("href") is { } href && href.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return href;
        }

        return null;
    }

    private static HtmlForm ReadForm(string action, string body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var buttons = new List<HtmlButton>();
        string? note = null;
        foreach (Match match in ControlPattern().Matches(body))
        {
            var attributes = Attributes(match.Groups["head"].Value);
            var name = attributes.GetValueOrDefault("name") ?? "";
            var value = attributes.GetValueOrDefault("value");
            var type = attributes.GetValueOrDefault("type") ?? "";
            if (attributes.ContainsKey("disabled") || name.Length == 0)
                continue;
            var tag = match.Groups["tag"].Value;
            if (tag.Equals("textarea", StringComparison.OrdinalIgnoreCase))
                note ??= name;
            else if (tag.Equals("button", StringComparison.OrdinalIgnoreCase) || type.Equals("submit", StringComparison.OrdinalIgnoreCase))
                buttons.Add(new HtmlButton(name, value ?? "", attributes.GetValueOrDefault("formaction")));
            else if (type is not ("checkbox" or "radio" or "file" or "button" or "reset" or "image") || (attributes.ContainsKey("checked") && type is "checkbox" or "radio"))
                fields.Add(new(name, value ?? (type is "checkbox" or "radio" ? "on" : "")));
        }

        return new HtmlForm(action, fields, buttons, note);
    }

    private static Dictionary<string, string> Attributes(string head)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in AttributePattern().Matches(head))
            attributes.TryAdd(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value));
        return attributes;
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant, LimitMs)]
    private static partial Regex CommentPattern();

    [GeneratedRegex("""<form\b(?<head>(?:[^>"']|"[^"]*"|'[^']*')*)>(?<body>.*?)</form\s*>""", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LimitMs)]
    private static partial Regex FormPattern();

    [GeneratedRegex("""<(?<tag>input|button|textarea)\b(?<head>(?:[^>"']|"[^"]*"|'[^']*')*)>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LimitMs)]
    private static partial Regex ControlPattern();

    [GeneratedRegex("""<a\b(?<head>(?:[^>"']|"[^"]*"|'[^']*')*)>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LimitMs)]
    private static partial Regex AnchorPattern();

    [GeneratedRegex("""(?<name>[a-z_:][-a-z0-9_:.]*)(?:\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+)))?""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LimitMs)]
    private static partial Regex AttributePattern();
}
