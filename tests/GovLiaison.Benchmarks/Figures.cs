using System.Globalization;

namespace GovLiaison.Benchmarks;

/// <summary>Figures of some runs beside what is asked; the median decides.</summary>
internal sealed class Figures
{
    private readonly List<(string Name, string Unit, double AtMost, List<double> Measured)> _rows = [];

    public void Add(string name, string unit, double atMost, double measured)
    {
        var row = _rows.Find(row => row.Name == name);
        if (row.Measured is null) _rows.Add(row = (name, unit, atMost, []));
        row.Measured.Add(measured);
    }

    /// <summary>Prints the table; 0 when every median is within what is asked, else 1.</summary>
    public int Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"figure",-44} {"asked",12} {"median",12}   runs");
        foreach (var (name, unit, atMost, measured) in _rows)
            Console.WriteLine($"{name,-44} {$"≤ {Number(atMost)} {unit}",12} {$"{Number(Median(measured))} {unit}",12}   {string.Join("  ", measured.Select(Number))}{(Median(measured) <= atMost ? "" : "   MISSED")}");
        Console.WriteLine($"machine: {Environment.ProcessorCount} cores, load {Load()}");
        return _rows.TrueForAll(row => Median(row.Measured) <= row.AtMost) ? 0 : 1;
    }

    /// <summary>How many processes wanted a core in the last minute: on a machine that others use, figures are worse than they are.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static double Median(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);

    private static string Number(double value) => value.ToString(value < 100 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
