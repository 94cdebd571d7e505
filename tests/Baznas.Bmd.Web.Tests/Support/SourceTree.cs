namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>The sources that these tests were built from, for rules that only the text shows.</summary>
internal static class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files of a project under <c>src</c>, comment lines left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string project)
    {
        var folder = Path.Combine(Root, "src", project);
        return Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal))
            .Where(path => !path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(path => (path, WithoutComments(File.ReadAllLines(Path.Combine(folder, path)))));
    }

    private static string WithoutComments(IEnumerable<string> lines) =>
        string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Baznas.Bmd.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests must be built inside the project's folder.");
    }
}
