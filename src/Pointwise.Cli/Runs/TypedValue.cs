using Pointwise.Architectures;

namespace Pointwise.Cli.Runs;

/// <summary>How a value is typed that a file writes as a list or a mapping.</summary>
internal static class TypedValue
{
    /// <summary>The word as it is.</summary>
    public static YamlNode Word(string option, string text) => new YamlText(0, text);

    /// <summary>conv1,inception_3*</summary>
    public static YamlNode List(string option, string text) => new YamlList(0, [.. text.Split(',', StringSplitOptions.TrimEntries).Select(word => new YamlText(0, word))]);

    /// <summary>balanced, or 1,2,0.5</summary>
    public static YamlNode WordOrList(string option, string text) => text.Contains(',', StringComparison.Ordinal) ? List(option, text) : Word(option, text);

    /// <summary>aux1=0.3,aux2=0.3 as a mapping.</summary>
    /// <exception cref="PointwiseException">A name stands alone, or twice.</exception>
    public static YamlNode Mapping(string option, string text)
    {
        var map = new YamlMapBuilder().Build();
        foreach ((string name, string value) in Pairs(option, text))
        {
            if (map.Entries.ContainsKey(name)) throw new PointwiseException(option, "a name twice", "every name once", name, "leave one of the two out");
            map = map.With(name, new YamlText(0, value));
        }

        return map;
    }

    /// <summary>linear=10,conv1=0.1 as the file's list of layers and factors.</summary>
    /// <exception cref="PointwiseException">A name stands alone.</exception>
    public static YamlNode Factors(string option, string text) =>
        new YamlList(0, [.. Pairs(option, text).Select(p => new YamlMapBuilder().Add("layers", p.Name).Add("factor", p.Value).Build())]);

    private static IEnumerable<(string Name, string Value)> Pairs(string option, string text)
    {
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int at = pair.LastIndexOf('=');
            if (at < 1) throw new PointwiseException(option, "no name and number", "name=number, others behind commas", pair, "write it as linear=10");
            yield return (pair[..at], pair[(at + 1)..]);
        }
    }
}
