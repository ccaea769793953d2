namespace GovLiaison.Cli.Demo;

/// <summary>The divisions of Shaanxi as they are shipped; README.txt beside them says where they come from.</summary>
public static class ShippedDivisions
{
    public static TextReader Open() => new StreamReader(
        typeof(ShippedDivisions).Assembly.GetManifestResourceStream("shaanxi-divisions.csv") ?? throw new InvalidOperationException("The file was not built in"));
}
