using System.Globalization;

namespace Pointwise.Architectures;

/// <summary>Builds a mapping that is to be written, entry by entry. Numbers are written so that they are read back to the bit.</summary>
internal sealed class YamlMapBuilder
{
    private readonly Dictionary<string, YamlNode> entries = new(StringComparer.Ordinal);
    private readonly List<YamlText> keys = [];

    public YamlMapBuilder Add(string key, YamlNode value)
    {
        entries.Add(key, value);
        keys.Add(new YamlText(0, key));
        return this;
    }

    public YamlMapBuilder Add(string key, string value) => Add(key, new YamlText(0, value));

    public YamlMapBuilder Add(string key, bool value) => Add(key, value ? "true" : "false");

    public YamlMapBuilder Add<T>(string key, T value)
        where T : struct, IFormattable => Add(key, Number(value));

    public YamlMapBuilder Add(string key, IEnumerable<string> items) => Add(key, new YamlList(0, [.. items.Select(i => new YamlText(0, i))]));

    public YamlMap Build() => new(0, entries, keys);

    /// <summary>A number as text.</summary>
    public static string Number<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
