namespace GovLiaison.Testing;

/// <summary>The checked-out repository the tests were built in, for rules about its files.</summary>
public static class Repository
{
    /// <summary>The folder that holds GovLiaison.sln, found by walking up from the test's own folder.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Files below a folder of the repository, without what the build makes; paths relative to the root, with '/'.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GovLiaison.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No GovLiaison.sln above {start}.");
    }
}
