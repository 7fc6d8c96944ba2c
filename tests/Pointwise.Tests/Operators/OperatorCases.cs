using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>
/// The one list of what every operator is tried on. Sizes straddle lane counts (1, 4, 8, 16) and tiles; an operator of the catalog
/// without a case fails a test.
/// </summary>
internal static partial class OperatorCases
{
    private static readonly Lazy<Dictionary<string, OperatorCase>> ByName = new(() => All.ToDictionary(c => c.Name, StringComparer.Ordinal));

    // lazily, so that the tables of the other parts are there
    private static readonly Lazy<IReadOnlyList<OperatorCase>> Cases = new(() =>
    [
        new("Input", new Input(new Shape(2, 3, 5, 7))),
        .. Convolutions(), .. TransposedConvolutions(), .. FullyConnected(), .. Pools(), .. PoolPlaces(), .. Resizes(), .. Joins(), .. ValueByValue(), .. Norms(), .. Losses(),
        .. Values(), .. Moves(), .. Arithmetic(), .. Reductions(), .. Products(),
    ]);

    public static IReadOnlyList<OperatorCase> All => Cases.Value;

    /// <summary>The names of the cases that a test is about.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names(Func<OperatorCase, bool> which) =>
        All.Where(which).Select(c => new TheoryDataRow<string>(c.Name));

    public static Sample Sample(string name) => Operators.Sample.Of(ByName.Value[name]);
}
