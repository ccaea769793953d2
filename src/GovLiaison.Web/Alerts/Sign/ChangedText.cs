namespace GovLiaison.Web.Alerts.Sign;

/// <summary>Two wordings, parted into what they share and what differs between.</summary>
public sealed record ChangedText(string Start, string Old, string New, string End)
{
    public static ChangedText Of(string old, string @new)
    {
        var least = Math.Min(old.Length, @new.Length);
        var start = 0;
        while (start < least && old[start] == @new[start])
            start++;
        var end = 0;
        while (end < least - start && old[^(end + 1)] == @new[^(end + 1)])
            end++;
        return new(old[..start], old[start..^end], @new[start..^end], old[^end..]);
    }
}
