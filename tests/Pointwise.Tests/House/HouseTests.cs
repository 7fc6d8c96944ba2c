using System.Text.RegularExpressions;
using Xunit;

namespace Pointwise.Tests.House;

/// <summary>The laws of the house, read from its source text.</summary>
public partial class HouseTests
{
    /// <summary>Every room and its level: a room imports rooms of lower levels only.</summary>
    private static readonly Dictionary<string, int> Levels = new(StringComparer.Ordinal)
    {
        ["Tensors"] = 0, ["Drawing"] = 0, ["Downloads"] = 0,
        ["Kernels"] = 1,
        ["Operators"] = 2,
        ["Graphs"] = 3,
        ["Architectures"] = 4, ["Formats"] = 4, ["Costs"] = 4, ["Data"] = 4, ["Distributed"] = 4,
        ["Zoo"] = 5,
        ["Inference"] = 6,
        ["Training"] = 7,
        ["Compression"] = 8,
    };

    /// <summary>Where the word unsafe may stand: a folder, or one file.</summary>
    private static readonly string[] UnsafePlaces = ["src/Pointwise/Kernels/", "src/Pointwise/Tensors/Arena.cs"];

    /// <summary>Files over 300 lines, each with words of the reason that its doc comments give.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["src/Pointwise/Kernels/OuterTile.cs"] = "The sums must be named locals",
        ["src/Pointwise/Kernels/PointwiseTile.cs"] = "The sums must be named locals",
    };

    private const int MostLines = 300;

    [Fact]
    public void Rooms_AllFolders_HaveALevel()
    {
        string[] unknown = [.. SourceFile.All.Select(f => f.Room).Where(r => r.Length > 0 && !Levels.ContainsKey(r)).Distinct()];
        Assert.True(unknown.Length == 0, $"folders of src/Pointwise that are no room: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void Rooms_EveryFile_ImportsLowerLevelsOnly()
    {
        var roomOfType = SourceFile.All.Where(f => f.Room.Length > 0).SelectMany(f => f.Types.Select(t => (f.Room, t))).ToHashSet();
        Report("imports a room of its own level or above", SourceFile.All.Where(f => f.Room.Length > 0).SelectMany(file =>
            Imports(file, roomOfType).Where(room => room != file.Room && Levels[room] >= Levels[file.Room]).Select(room => $"{file.Path} -> {room}")));
    }

    [Fact]
    public void Rooms_TheRoot_ImportsNoRoom() =>
        Report("the root serves all rooms and imports none", SourceFile.All.Where(f => f.Namespace == "Pointwise" && f.Path.StartsWith("src/Pointwise/", StringComparison.Ordinal))
            .SelectMany(f => Imports(f, []).Select(room => $"{f.Path} -> {room}")));

    [Fact]
    public void Files_EveryNamespace_IsItsFolder() =>
        Report("namespace is not the folder", SourceFile.All.Where(f => f.Namespace is not null && f.Namespace != f.ExpectedNamespace)
            .Select(f => $"{f.Path}: {f.Namespace}, expected {f.ExpectedNamespace}"));

    [Fact]
    public void Files_Unsafe_StaysWithinItsBorders() =>
        Report("unsafe outside Kernels and Arena", SourceFile.All.Where(f => UnsafeWord().IsMatch(f.Code) && !UnsafePlaces.Any(f.Path.StartsWith)).Select(f => f.Path));

    [Fact]
    public void Files_OverThreeHundredLines_GiveTheirReason() =>
        Report($"over {MostLines} lines; split it, or give the reason in a doc comment and in this test", SourceFile.All
            .Where(f => f.Lines > MostLines && !(LongFiles.TryGetValue(f.Path, out string? reason) && f.DocComments.Contains(reason, StringComparison.Ordinal)))
            .Select(f => $"{f.Path}: {f.Lines}"));

    [Fact]
    public void LongFiles_EveryEntry_IsStillLong() =>
        Report("listed as long, but is not", LongFiles.Keys.Where(path => SourceFile.All.All(f => f.Path != path || f.Lines <= MostLines)));

    [Fact]
    public void Files_NothingIsLeftUndone() =>
        Report("unfinished", SourceFile.All.SelectMany(f => Unfinished().Matches(f.Source).Select(m => $"{f.Path}: {m.Value}")));

    [Fact]
    public void Operators_EachFile_HoldsOneOperatorNamedAsTheFile()
    {
        foreach (SourceFile file in SourceFile.All.Where(f => f.Room == "Operators"))
        {
            string[] operators = [.. OperatorRecord().Matches(file.Code).Select(m => m.Groups[1].Value)];
            Assert.True(operators.Length <= 1, $"{file.Path} holds {string.Join(", ", operators)}");
            if (operators.Length == 1) Assert.Equal(operators[0], Path.GetFileNameWithoutExtension(file.Path));
        }
    }

    [Fact]
    public void Files_AreFound() => Assert.True(SourceFile.All.Count > 50, $"{SourceFile.All.Count} files under {TestData.Repository}/src");

    /// <summary>Rooms that a file names: Pointwise.Room anywhere, or Room.Type where the room has such a type.</summary>
    private static IEnumerable<string> Imports(SourceFile file, HashSet<(string Room, string Type)> types) =>
        Qualified().Matches(file.Code).Select(m => m.Groups[1].Value)
            .Concat(PartlyQualified().Matches(file.Code).Where(m => types.Contains((m.Groups[1].Value, m.Groups[2].Value))).Select(m => m.Groups[1].Value))
            .Where(Levels.ContainsKey).Distinct();

    private static void Report(string law, IEnumerable<string> broken)
    {
        string[] all = [.. broken.Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{law}:\n  {string.Join("\n  ", all)}");
    }

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex UnsafeWord();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bPointwise\.(\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w+)\.([A-Z]\w*)")]
    private static partial Regex PartlyQualified();

    [GeneratedRegex(@"\brecord\s+([A-Z]\w*)[^;{]*?:\s*Operator\b")]
    private static partial Regex OperatorRecord();
}
