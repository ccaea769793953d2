using System.Reflection;

namespace GovLiaison.Testing;

/// <summary>The closed set of suffixes, from its other side: words that say nothing about what a type is for.</summary>
public static class TypeNames
{
    private static readonly string[] EmptyEndings =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Handler", "Impl", "Base", "Dto", "Model", "Info", "Data", "Extensions"];

    /// <summary>The types of every assembly of ours that lies beside a test assembly, the test assembly itself left out.</summary>
    public static IReadOnlyList<Type> OursBeside(Assembly tests) =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name.StartsWith("GovLiaison", StringComparison.OrdinalIgnoreCase) && !string.Equals(name, tests.GetName().Name, StringComparison.Ordinal))
            .SelectMany(name => Assembly.Load(name).GetTypes())];

    public static IReadOnlyList<string> EmptyWords(IEnumerable<Type> types) =>
        [.. types
            .Where(IsWrittenByHand)
            .SelectMany(type => EmptyEndings
                .Where(ending => type.Name.Split('`')[0].EndsWith(ending, StringComparison.Ordinal))
                .Select(ending => $"`{type.FullName}` ends with {ending}"))];

    // the compiler and the generators of the framework put their types into namespaces of their own or give them names nobody can write
    private static bool IsWrittenByHand(Type type) =>
        type.Namespace?.StartsWith("GovLiaison", StringComparison.Ordinal) is true && !type.Name.Contains('<', StringComparison.Ordinal);
}
