using System.Text.RegularExpressions;

namespace Pointwise.Tests.House;

/// <summary>One file of src.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path)
    {
        Path = System.IO.Path.GetRelativePath(TestData.Repository, path).Replace('\\', '/');
        Source = File.ReadAllText(path);
        Code = CodeText.Strip(Source);
    }

    /// <summary>From the checkout's root, with slashes.</summary>
    public string Path { get; }

    public string Source { get; }

    /// <summary>Without comments and texts.</summary>
    public string Code { get; }

    public int Lines => Source.AsSpan().Count('\n');

    /// <summary>The first folder under src/Pointwise; empty for its root and for other projects.</summary>
    public string Room => Path.Split('/') is ["src", "Pointwise", var room, _, ..] ? room : "";

    /// <summary>The namespace that its folder asks for: src/Pointwise/Inference/Passes is Pointwise.Inference.Passes.</summary>
    public string ExpectedNamespace => string.Join('.', Path.Split('/')[1..^1]);

    public string? Namespace => DeclaredNamespace().Match(Code) is { Success: true } m ? m.Groups[1].Value : null;

    public string DocComments => string.Join('\n', Source.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("///", StringComparison.Ordinal)));

    /// <summary>Names of the types declared here.</summary>
    public IEnumerable<string> Types => DeclaredType().Matches(Code).Select(m => m.Groups[1].Value);

    /// <summary>Every hand-written file of src.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(TestData.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(p => !Built().IsMatch(p)).Order(StringComparer.Ordinal).Select(p => new SourceFile(p))];

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();

    [GeneratedRegex(@"\b(?:class|interface|enum|record struct|record class|struct|record|delegate\s+[\w<>\[\]?]+)\s+([A-Z]\w*)")]
    private static partial Regex DeclaredType();
}
