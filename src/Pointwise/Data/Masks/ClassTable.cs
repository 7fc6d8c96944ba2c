using System.Collections.Frozen;
using System.Collections.Immutable;
using Pointwise.Drawing;

namespace Pointwise.Data.Masks;

/// <summary>
/// What masks' values mean: value v is the v-th line of the table, and 255 counts nowhere. Where the lines have colours, coloured masks are read by
/// them. Lines that are ignored are no classes; of the others some may be kept and the rest joined.
/// </summary>
public sealed class ClassTable
{
    /// <summary>The name of the class that the others are joined to; it is the first then.</summary>
    public const string Rest = "rest";

    /// <summary>What a value is that no line stands for.</summary>
    internal const int Unknown = -1;

    private readonly ImmutableArray<ClassLine> lines;
    private readonly int[] ofValue = [.. Enumerable.Repeat(Unknown, 256)];
    private readonly FrozenDictionary<Rgb, int> ofColour;

    private ClassTable(string where, ImmutableArray<ClassLine> lines, ImmutableHashSet<string>? kept)
    {
        this.lines = lines;
        List<string> names = kept is null ? [] : [Rest];
        List<Rgb?> colours = kept is null ? [] : [null];
        var ofColour = new Dictionary<Rgb, int>();
        for (int value = 0; value < lines.Length; value++)
        {
            ClassLine line = lines[value];
            bool isOwn = !line.IsIgnored && kept?.Contains(line.Name) != false;
            if (isOwn)
            {
                names.Add(line.Name);
                colours.Add(line.Colour);
            }

            ofValue[value] = line.IsIgnored ? Mask.Ignored : isOwn ? names.Count - 1 : 0;
            if (line.Colour is not { } colour) continue;
            if (!ofColour.TryAdd(colour, ofValue[value]))
                throw new PointwiseException(where, "two lines of one colour", "a colour of its own for each line", $"{line.Name} has {Text(colour)} again", "give it another colour");
        }

        ofValue[Mask.Ignored] = Mask.Ignored;
        this.ofColour = ofColour.ToFrozenDictionary();
        Names = [.. names];
        Colours = [.. colours.Select((c, i) => c ?? ClassColours.Of(i))];
        HasColours = ofColour.Count > 0;
        AreColoursGrey = HasColours && ofColour.Keys.All(c => c.Red == c.Green && c.Red == c.Blue);
    }

    /// <summary>The classes' names: the lines in order, without those that are ignored.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>What each class is drawn in: its own colour, else one that is told apart from the others'.</summary>
    public ImmutableArray<Rgb> Colours { get; }

    /// <summary>Whether coloured masks can be read.</summary>
    public bool HasColours { get; }

    /// <summary>Whether all its colours are greys: grey masks are then read by them, not by number.</summary>
    internal bool AreColoursGrey { get; }

    /// <summary>How many lines there are.</summary>
    internal int Lines => lines.Length;

    /// <summary>A table of names alone: value v is the v-th.</summary>
    /// <param name="names">The classes.</param>
    /// <exception cref="PointwiseException">A name is there twice, empty, or there are too many.</exception>
    public static ClassTable Of(params IEnumerable<string> names) => Of("classes", names.Select(n => new ClassLine(n)));

    /// <summary>A table of lines.</summary>
    /// <param name="where">What it is called, for errors.</param>
    /// <param name="lines">One a value, from 0.</param>
    /// <exception cref="PointwiseException">A name or a colour is there twice, a name is empty, or there are none or too many.</exception>
    public static ClassTable Of(string where, IEnumerable<ClassLine> lines)
    {
        ImmutableArray<ClassLine> all = [.. lines.Take(Mask.MostClasses + 1)];
        if (all.Length > Mask.MostClasses)
            throw new PointwiseException(where, "too many classes", $"at most {Mask.MostClasses}: a mask has a byte a pixel, and {Mask.Ignored} counts nowhere", "more", "join some classes");
        if (all.All(l => l.IsIgnored)) throw new PointwiseException(where, "no classes", "a line for each value of the masks: its name", all.IsEmpty ? "none" : "only lines that are ignored", "write the names of the classes");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ClassLine line in all)
        {
            if (string.IsNullOrWhiteSpace(line.Name)) throw new PointwiseException(where, "a class without a name", "a name a line", "an empty one", "name it");
            if (!line.IsIgnored && !seen.Add(line.Name)) throw new PointwiseException(where, "two classes of one name", "a name of its own for each line", line.Name, "rename one");
        }

        return new ClassTable(where, all, null);
    }

    /// <summary>The same masks with some classes as they are and all others joined to one, called rest, which is the first.</summary>
    /// <param name="names">The classes that stay; they keep their order.</param>
    /// <exception cref="PointwiseException">There is no such class, none is named, or none is left to join.</exception>
    public ClassTable Only(params IEnumerable<string> names)
    {
        ImmutableHashSet<string> kept = [.. names];
        string[] known = [.. lines.Where(l => !l.IsIgnored).Select(l => l.Name)];
        foreach (string name in kept)
        {
            if (!known.Contains(name))
                throw new PointwiseException("classes to keep", "no such class", string.Join(", ", known), name, $"{NearestName.Suggestion(name, known)}name one of these");
        }

        if (kept.IsEmpty || kept.Count == known.Length || known.Contains(Rest))
        {
            string found = kept.IsEmpty ? "none" : known.Contains(Rest) ? $"a class that is called {Rest} already" : "all of them";
            throw new PointwiseException("classes to keep", "nothing to join", $"some of {known.Length} classes, none of them called {Rest}", found, "name the classes that stay, and leave out the others");
        }

        return new ClassTable("classes to keep", lines, kept);
    }

    /// <summary>The class of a value: its index, <see cref="Mask.Ignored"/>, or <see cref="Unknown"/>.</summary>
    internal int OfValue(byte value) => ofValue[value];

    /// <summary>The class of a colour: its index, <see cref="Mask.Ignored"/>, or <see cref="Unknown"/>.</summary>
    internal int OfColour(Rgb colour) => ofColour.GetValueOrDefault(colour, Unknown);

    /// <summary>A colour as it is written in a table.</summary>
    internal static string Text(Rgb colour) => FormattableString.Invariant($"{colour.Red},{colour.Green},{colour.Blue}");
}
