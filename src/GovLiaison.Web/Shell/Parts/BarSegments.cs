namespace GovLiaison.Web.Shell.Parts;

/// <summary>One piece of a bar, in per cent of its length.</summary>
public sealed record BarSegment(EvidenceKind Kind, double From, double Width);

public static class BarSegments
{
    // Thinner than this a piece cannot be seen, and somebody asking for help must never be invisible.
    private const double Least = 0.6;

    /// <summary>Pieces in the fixed order; what is not zero is visible; together exactly 100.</summary>
    public static IReadOnlyList<BarSegment> Of(EvidenceCounts counts, IEnumerable<EvidenceKind> kinds)
    {
        var shown = kinds.Where(k => counts[k] > 0).ToArray();
        var total = (double)shown.Sum(k => counts[k]);
        var widths = Array.ConvertAll(shown, k => Math.Max(Least, counts[k] / total * 100));
        if (widths.Length > 0)
            widths[Array.IndexOf(widths, widths.Max())] -= widths.Sum() - 100;

        var segments = new List<BarSegment>(shown.Length);
        var from = 0d;
        for (var i = 0; i < shown.Length; i++)
        {
            segments.Add(new(shown[i], from, widths[i]));
            from += widths[i];
        }
        return segments;
    }

    public static string Percent(double value) => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + "%";
}
