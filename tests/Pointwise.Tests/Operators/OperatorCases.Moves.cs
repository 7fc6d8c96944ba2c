using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static IEnumerable<OperatorCase> Moves() => [.. Reshapings(), .. Transpositions(), .. Cuts(), .. Repetitions(), .. Paddings(), .. BlocksOfPixels()];

    private static IEnumerable<OperatorCase> Reshapings()
    {
        yield return OperatorCase.Of("Reshape pictures to vectors", new Reshape(), Floats(2, 17, 3, 5), Known(0, -1));
        yield return OperatorCase.Of("Reshape vectors to pictures", new Reshape(), Floats(2, 255), Known(2, 17, 3, 5));
        yield return OperatorCase.Of("Reshape pictures to sequences", new Reshape(), Floats(2, 33, 4, 5), Known(0, 0, -1));
        yield return OperatorCase.Of("Reshape to groups", new Reshape(), Floats(2, 12, 4, 5), Known(0, 3, 4, 4, 5));
        yield return OperatorCase.Of("Reshape pictures to other pictures", new Reshape(), Floats(2, 6, 4, 5), Known(2, 4, 6, 5));
        yield return OperatorCase.Of("Reshape of no common measure", new Reshape(), Floats(6, 35, 2), Known(10, 14, 3));
        yield return OperatorCase.Of("Reshape to a scalar", new Reshape(), Floats(1, 1), Known());
        yield return OperatorCase.Of("Reshape whole numbers", new Reshape(), Integers(2, 3, 4, 5), Known(5, -1)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
        yield return OperatorCase.Of("Reshape, long", new Reshape(), Floats(3, 64, 40, 21), Known(3, 64, -1));
        yield return OperatorCase.Of("Reshape of nothing", new Reshape(AllowZero: true), Floats(3, 0, 2), Known(0, 5));
        yield return new OperatorCase("Squeeze all", new Squeeze(), new Shape(1, 5, 1, 3));
        yield return new OperatorCase("Squeeze pixels", new Squeeze([2, 3]), new Shape(3, 17, 1, 1));
        yield return new OperatorCase("Unsqueeze one", new Unsqueeze([1]), new Shape(3, 7, 5));
        yield return new OperatorCase("Unsqueeze two", new Unsqueeze([0, -1]), new Shape(7, 5));
        yield return new OperatorCase("Identity", new Identity(), new Shape(3, 7, 5, 2));
        yield return OperatorCase.Of("Identity of truths", new Identity(), Truths(3, 7)) with { Values = [Draws.Whole(0, 1)] };
        yield return new OperatorCase("Flatten from axis 2", new Flatten(2), new Shape(2, 9, 4, 3));
        yield return new OperatorCase("Flatten from axis 0", new Flatten(0), new Shape(2, 3, 4));
        yield return new OperatorCase("Flatten behind the last axis", new Flatten(3), new Shape(2, 3, 4));
    }

    private static IEnumerable<OperatorCase> Transpositions()
    {
        yield return new OperatorCase("Transpose backwards", new Transpose(), new Shape(3, 17, 5));
        yield return new OperatorCase("Transpose vectors", new Transpose(), new Shape(19, 33));
        yield return new OperatorCase("Transpose to channels last", new Transpose([0, 2, 3, 1]), new Shape(2, 17, 6, 19));
        yield return new OperatorCase("Transpose to channels first", new Transpose([0, 3, 1, 2]), new Shape(2, 6, 19, 17));
        yield return new OperatorCase("Transpose pixels", new Transpose([0, 1, 3, 2]), new Shape(2, 5, 18, 20));
        yield return new OperatorCase("Transpose groups", new Transpose([0, 2, 1, 3, 4]), new Shape(2, 3, 5, 4, 6));
        yield return new OperatorCase("Transpose, long", new Transpose([0, 2, 1]), new Shape(2, 100, 170));
        yield return OperatorCase.Of("Transpose whole numbers", new Transpose([1, 0]), Integers(20, 33)) with { Values = [Draws.Whole(-9, 9)] };
    }

    private static IEnumerable<OperatorCase> Cuts()
    {
        yield return OperatorCase.Of("Slice channels", new Slice(), Floats(2, 17, 3, 5), Known(3), Known(11), Known(1));
        yield return OperatorCase.Of("Slice pixels", new Slice(), Floats(2, 9, 7, 5), Known(1, -3), Known(100, 100), Known(-2, 3));
        yield return OperatorCase.Of("Slice steps", new Slice(), Floats(9, 20), Known(0, 1), Known(9, 18), Known(0, 1), Known(2, 3));
        yield return OperatorCase.Of("Slice backwards", new Slice(), Floats(3, 10, 6), Known(-1, 4), Known(long.MinValue, 0), Known(1, 2), Known(-2, -1));
        yield return OperatorCase.Of("Slice of the first axes", new Slice(), Floats(5, 4, 3), Known(1, 0), Known(4, 2));
        yield return OperatorCase.Of("Slice to nothing", new Slice(), Floats(5, 4), Known(3), Known(2), Known(1));
        yield return OperatorCase.Of("Slice whole numbers", new Slice(), Integers(40), Known(30), Known(2), Known(0), Known(-4)) with { Values = [Draws.Whole(-9, 9), Draws.Normal, Draws.Normal, Draws.Normal, Draws.Normal] };
        foreach (int c in (int[])[1, 4, 7, 16, 33])
            yield return new OperatorCase($"Crop {c} channels", new Crop(), new Shape(c % 2 == 0 ? 1 : 3, c, 9, 7), new Shape(2, 3, c % 3 == 0 ? 9 : 8, 5));
        yield return new OperatorCase("Crop from a place on", new Crop(3, 1), new Shape(2, 11, 9, 7), new Shape(1, 2, 6, 3));
        yield return new OperatorCase("Crop of all", new Crop(), new Shape(2, 5, 3, 4), new Shape(2, 5, 3, 4));
        yield return new OperatorCase("Crop, long", new Crop(2, 6), new Shape(2, 21, 46, 62), new Shape(2, 3, 44, 56));
        yield return OperatorCase.Of("Crop whole numbers", new Crop(1), Integers(2, 3, 6, 5), Floats(2, 1, 4, 4)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
        yield return new OperatorCase("SplitPart first", new SplitPart(1, 0, 3), new Shape(2, 7, 3, 3));
        yield return new OperatorCase("SplitPart last", new SplitPart(1, 2, 3), new Shape(2, 7, 3, 3));
        yield return OperatorCase.Of("SplitPart of lengths", new SplitPart(-1, 1, 3), Floats(4, 9), Known(2, 3, 4));
        yield return new OperatorCase("Concat of batches", new Concat(0), new Shape(2, 5, 3, 3), new Shape(1, 5, 3, 3));
        yield return new OperatorCase("Concat of rows", new Concat(2), new Shape(2, 5, 3, 4), new Shape(2, 5, 1, 4), new Shape(2, 5, 2, 4));
        yield return new OperatorCase("Concat of columns", new Concat(-1), new Shape(2, 5, 3, 4), new Shape(2, 5, 3, 2));
        yield return new OperatorCase("Concat of sequences", new Concat(-2), new Shape(2, 5, 3), new Shape(2, 4, 3));
        yield return OperatorCase.Of("Concat of whole numbers", new Concat(0), Integers(2), Known(5), Integers(1)) with { Values = [Draws.Whole(0, 9), Draws.Normal, Draws.Whole(0, 9)] };
        yield return OperatorCase.Of("Gather rows", new Gather(), Floats(7, 9), Integers(3, 2)) with { Values = [Draws.Normal, Draws.Whole(-7, 6)] };
        yield return OperatorCase.Of("Gather channels", new Gather(1), Floats(2, 7, 3, 4), Integers(5)) with { Values = [Draws.Normal, Draws.Whole(-7, 6)] };
        yield return OperatorCase.Of("Gather one", new Gather(-1), Floats(2, 3, 5), Integers()) with { Values = [Draws.Normal, Draws.Whole(-5, 4)] };
        yield return OperatorCase.Of("Gather whole numbers", new Gather(), Integers(4), Known(3, 0, -1)) with { Values = [Draws.Whole(0, 9), Draws.Normal] };
    }

    private static IEnumerable<OperatorCase> Repetitions()
    {
        yield return OperatorCase.Of("Expand channels", new Expand(), Floats(1, 17, 1, 1), Known(2, 1, 3, 5));
        yield return OperatorCase.Of("Expand to more axes", new Expand(), Floats(3, 1), Known(2, 1, 6));
        yield return OperatorCase.Of("Expand to less", new Expand(), Floats(3, 4, 5), Known(1, 5));
        yield return OperatorCase.Of("Expand a scalar", new Expand(), Floats(), Known(40, 33));
        yield return OperatorCase.Of("Expand whole numbers", new Expand(), Integers(3, 1), Known(3, 4)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
        yield return OperatorCase.Of("Tile pictures", new Tile(), Floats(1, 5, 2, 3), Known(2, 3, 1, 4));
        yield return OperatorCase.Of("Tile vectors", new Tile(), Floats(3, 7), Known(1, 5));
        yield return OperatorCase.Of("Tile to nothing", new Tile(), Floats(3, 7), Known(2, 0));
        yield return OperatorCase.Of("Tile truths", new Tile(), Truths(5), Known(9)) with { Values = [Draws.Whole(0, 1), Draws.Normal] };
    }

    private static IEnumerable<OperatorCase> Paddings()
    {
        foreach (PadMode mode in Enum.GetValues<PadMode>())
        {
            yield return OperatorCase.Of($"Pad {mode} pixels", new Pad(mode), Floats(2, 17, 4, 5), Known(0, 0, 1, 3, 0, 0, 2, 1));
            yield return OperatorCase.Of($"Pad {mode} far", new Pad(mode), Floats(2, 3), Known(0, 7, 1, 9));
            yield return OperatorCase.Of($"Pad {mode} and cut", new Pad(mode), Floats(3, 6, 5), Known(-1, 2, -2, 2, -3, 1));
        }

        yield return OperatorCase.Of("Pad by a value", new Pad(), Floats(2, 3, 4, 5), Known(1, 0, 1, 3, 0, 2, 2, 1), new ValueInfo(new Shape()));
        yield return OperatorCase.Of("Pad some axes", new Pad(), Floats(2, 3, 4), Known(1, 2, 3, 1), new ValueInfo(new Shape()), Known(-1, 0));
        yield return OperatorCase.Of("Pad whole numbers", new Pad(PadMode.Edge), Integers(5), Known(2, 3)) with { Values = [Draws.Whole(-9, 9), Draws.Normal] };
    }

    private static IEnumerable<OperatorCase> BlocksOfPixels()
    {
        yield return new OperatorCase("DepthToSpace DCR", new DepthToSpace(2), new Shape(2, 20, 3, 4));
        yield return new OperatorCase("DepthToSpace CRD", new DepthToSpace(3, ChannelsFirst: true), new Shape(1, 18, 2, 3));
        yield return new OperatorCase("SpaceToDepth", new SpaceToDepth(2), new Shape(2, 5, 6, 4));
    }
}
