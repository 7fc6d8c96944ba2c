using Pointwise.Graphs;

namespace Pointwise.Architectures;

/// <summary>What a network file's rows are applied with.</summary>
/// <param name="Classes">How many classes are told apart.</param>
/// <param name="ShorterSide">Pixels of the shorter side of the network's input.</param>
/// <param name="Heads">Takes the auxiliary classifiers; null where they are not wanted.</param>
internal sealed record RowContext(int Classes, int ShorterSide, HeadTaker? Heads);

/// <summary>A row of a network file.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="FromPixels">The shorter side of the input from which on the row stands.</param>
/// <param name="Apply">What it does to the value before it.</param>
internal sealed record Row(int Line, int FromPixels, Func<Value, RowContext, Value> Apply);

/// <summary>Rows that stand one behind the other.</summary>
/// <param name="Path">Their file, for errors.</param>
/// <param name="Items">The rows.</param>
internal sealed record RowList(string Path, IReadOnlyList<Row> Items)
{
    /// <summary>Applies the rows in order.</summary>
    /// <exception cref="PointwiseException">A row does not fit what comes before it; its line is told.</exception>
    public Value Apply(Value x, RowContext context)
    {
        foreach (Row row in Items.Where(r => context.ShorterSide >= r.FromPixels))
        {
            try
            {
                x = row.Apply(x, context);
            }
            catch (PointwiseException e) when (!e.Where.StartsWith($"{Path}:", StringComparison.Ordinal))
            {
                throw e.In($"{Path}:{row.Line}");
            }
        }

        return x;
    }
}
