using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pointwise.Architectures;

/// <summary>
/// Reads the plain part of YAML: one document of mappings, lists and scalars. Anchors, aliases and tags are refused,
/// so that a file cannot grow beyond what is written in it.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>How deep mappings and lists may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many mappings, lists and scalars a file may have.</summary>
    public const int MaxNodes = 20_000;

    /// <summary>How many characters a line may have.</summary>
    public const int MaxLineLength = 65_536;

    private readonly string path;
    private readonly string what;
    private readonly Parser parser;
    private int nodes;

    private YamlReader(string text, string path, string what) => (this.path, this.what, parser) = (path, what, new Parser(new StringReader(text)));

    /// <summary>The document of a text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="what">What it describes, for errors: a network, a run.</param>
    /// <exception cref="PointwiseException">It is no YAML, or uses what is refused, or passes a limit; the line is told.</exception>
    public static YamlNode Read(string text, string path, string what = "network")
    {
        int lines = CountLines(text, path);
        var reader = new YamlReader(text, path, what);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw reader.NotYaml((int)Math.Min(e.End.Line, lines), e);
        }
        catch (InvalidOperationException e)
        {
            // the scanner's own answer to a scalar that a flow mapping breaks off
            throw reader.NotYaml(reader.parser.Current is { } last ? Math.Min((int)last.End.Line, lines) : 1, e);
        }
    }

    private static int CountLines(string text, string path)
    {
        int lines = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            lines++;
            if (line.Length > MaxLineLength)
                throw new PointwiseException($"{path}:{lines}", "a line too long", $"at most {MaxLineLength} characters", $"{line.Length}", "break the line");
        }

        return lines;
    }

    private YamlNode Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) throw Refused(1, "an empty file", $"a {what}", "nothing", $"write the {what}{(what == "network" ? ", see docs/network-files.md" : "")}");
        YamlNode root = Node(1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out _))
            throw Refused(LineOf(parser.Current!), "a second document", $"one {what} a file", "---", $"write one file for each {what}");
        parser.Consume<StreamEnd>();
        return root;
    }

    private YamlNode Node(int depth)
    {
        ParsingEvent start = parser.Consume<ParsingEvent>();
        int line = LineOf(start);
        if (++nodes > MaxNodes) throw Refused(line, "too many nodes", $"at most {MaxNodes} mappings, lists and scalars", "more", $"write a smaller {what}");
        if (depth > MaxDepth) throw Refused(line, "nested too deep", $"at most {MaxDepth} levels", "more", $"write the {what} flatter");
        if (start is AnchorAlias) throw Refused(line, "an alias", "values written out", "*", "write the value in place of the alias");
        if (start is NodeEvent { Anchor.IsEmpty: false }) throw Refused(line, "an anchor", "values without anchors", "&", "remove the anchor");
        if (start is NodeEvent { Tag.IsEmpty: false }) throw Refused(line, "a tag", "values without tags", "!", "remove the tag");
        return start switch
        {
            Scalar scalar => new YamlText(line, scalar.Value),
            SequenceStart => List(line, depth),
            _ => Map(line, depth),
        };
    }

    private YamlList List(int line, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new YamlList(line, items);
    }

    private YamlMap Map(int line, int depth)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        var keys = new List<YamlText>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = Node(depth + 1);
            if (key is not YamlText name) throw Refused(key.Line, "a key that is not a word", "a word", key.Kind, "name the value");
            if (!entries.TryAdd(name.Value, Node(depth + 1)))
                throw Refused(name.Line, $"key {name.Kind} twice", "every key once", name.Kind, "remove one of the two");
            keys.Add(name);
        }

        return new YamlMap(line, entries, keys);
    }

    private PointwiseException NotYaml(int line, Exception cause) =>
        new($"{path}:{line}", "not YAML", "mappings, lists and scalars, each opened and closed", cause.Message, "correct the line", cause);

    private PointwiseException Refused(int line, string problem, string expected, string found, string fix) =>
        new($"{path}:{line}", problem, expected, found, fix);

    private static int LineOf(ParsingEvent e) => (int)e.Start.Line;
}
