using System.Text.RegularExpressions;
using Mono.Cecil;

namespace GovLiaison.Tests.SqlServer;

/// <summary>A place in our code at which a query or a change becomes a command.</summary>
/// <param name="After">The place before it in the same method, or -1: what runs between the two leads to this one.</param>
internal sealed partial record CallSite(string Module, int Method, int Offset, int After, string Name)
{
    private static readonly HashSet<string> Senders = new(StringComparer.Ordinal)
    {
        "SaveChangesAsync", "ExecuteUpdateAsync", "ExecuteDeleteAsync", "ExecuteSqlRawAsync", "ExecuteNonQueryAsync", "ExecuteReaderAsync", "ExecuteScalarAsync",
    };

    public static IReadOnlyList<CallSite> Of(MethodDefinition method)
    {
        var sites = new List<CallSite>();
        foreach (var instruction in method.Body.Instructions)
            if (instruction.Operand is MethodReference called && Sends(called))
                sites.Add(new CallSite(method.Module.Name, method.MetadataToken.ToInt32(), instruction.Offset, sites.Count > 0 ? sites[^1].Offset : -1, NameOf(method, called)));
        return sites;
    }

    private static bool Sends(MethodReference called) => called.DeclaringType.Name switch
    {
        "EntityFrameworkQueryableExtensions" => called.Name.EndsWith("Async", StringComparison.Ordinal),
        "LiaisonDbContext" or "PreparedStatement" or "BatchClaim" => called.Name is "RunAsync" || Senders.Contains(called.Name),
        _ => Senders.Contains(called.Name),
    };

    // What the compiler made of lambdas and asynchronous methods is called as its author called it.
    private static string NameOf(MethodDefinition method, MethodReference called)
    {
        var type = method.DeclaringType;
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<')) type = outer;
        var written = new[] { method.Name, method.DeclaringType.FullName }.Select(name => Written().Match(name)).FirstOrDefault(match => match.Success);
        return $"{type.Name}.{written?.Groups["name"].Value ?? method.Name}: {called.Name}";
    }

    [GeneratedRegex(@"<(?<name>\w+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
