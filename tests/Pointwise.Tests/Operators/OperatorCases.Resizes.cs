using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static OperatorCase Scaled(string what, ResizeRule rule, Shape x, params float[] scales) =>
        OperatorCase.Of($"Resize {what} {x} by {string.Join(' ', scales)}", new Resize(rule), new ValueInfo(x), ValueInfo.Of(Literal.Of(new Shape(scales.Length), scales)));

    private static OperatorCase Sized(string what, ResizeRule rule, Shape x, params long[] sizes) =>
        OperatorCase.Of($"Resize {what} {x} to {string.Join(' ', sizes)}", new Resize(rule), new ValueInfo(x), ValueInfo.Of(Literal.Of(new Shape(sizes.Length), sizes)));

    private static IEnumerable<OperatorCase> Resizes()
    {
        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
        {
            foreach (CoordinateMode coordinates in Enum.GetValues<CoordinateMode>())
            {
                var rule = new ResizeRule(mode, coordinates);
                if (coordinates == CoordinateMode.TfCropAndResize || (coordinates == CoordinateMode.TfHalfPixelForNn && mode != ResizeMode.Nearest)) continue;
                yield return Scaled($"{mode} {coordinates}", rule, new Shape(3, 7, 5, 4), 1, 1, 2, 2.5f);
                yield return Scaled($"{mode} {coordinates}", rule, new Shape(1, 9, 7, 8), 1, 1, 0.6f, 0.4f);
                yield return Sized($"{mode} {coordinates}", rule, new Shape(1, 16, 6, 5), 1, 16, 9, 1);
            }

            foreach (NearestMode nearest in Enum.GetValues<NearestMode>())
                yield return Sized($"{mode} {nearest}", new ResizeRule(mode, CoordinateMode.Asymmetric, nearest), new Shape(2, 5, 3, 7), 2, 5, 8, 4);
            yield return Sized($"{mode} vectors", new ResizeRule(mode), new Shape(3, 7), 5, 4);
            yield return Sized($"{mode} rank 3", new ResizeRule(mode), new Shape(2, 5, 7), 2, 8, 10);
            yield return Sized($"{mode} rank 5", new ResizeRule(mode), new Shape(2, 3, 4, 3, 5), 2, 3, 2, 6, 7);
            yield return Sized($"{mode} every axis of pictures", new ResizeRule(mode), new Shape(2, 5, 4, 3), 3, 8, 6, 2);
            yield return Sized($"{mode} to itself", new ResizeRule(mode), new Shape(2, 5, 4, 3), 2, 5, 4, 3);
        }

        foreach (int c in ChannelCounts)
        {
            yield return Scaled("nearest twice", new ResizeRule(ResizeMode.Nearest, CoordinateMode.Asymmetric, NearestMode.Floor), new Shape(c % 2 == 0 ? 3 : 1, c, 4, 5), 1, 1, 2, 2);
            yield return Scaled("linear twice", new ResizeRule(ResizeMode.Linear), new Shape(c % 2 == 0 ? 1 : 3, c, 4, 5), 1, 1, 2, 2);
        }

        foreach (bool outside in (bool[])[false, true])
        {
            foreach (ResizeMode mode in (ResizeMode[])[ResizeMode.Linear, ResizeMode.Cubic])
            {
                var rule = new ResizeRule(mode, ExcludeOutside: outside, Antialias: true, CubicA: -0.5f);
                yield return Scaled($"{mode} antialias{(outside ? ", outside excluded" : "")}", rule, new Shape(2, 6, 13, 11), 1, 1, 0.3f, 0.55f);
                yield return Sized($"{mode} antialias up and down{(outside ? ", outside excluded" : "")}", rule, new Shape(1, 17, 9, 4), 1, 17, 4, 9);
            }

            yield return Sized($"cubic {outside}", new ResizeRule(ResizeMode.Cubic, ExcludeOutside: outside, CubicA: -0.5f), new Shape(1, 8, 3, 4), 1, 8, 7, 6);
        }

        foreach (AspectPolicy aspect in (AspectPolicy[])[AspectPolicy.NotLarger, AspectPolicy.NotSmaller])
        {
            yield return OperatorCase.Of($"Resize {aspect}", new Resize(new ResizeRule(ResizeMode.Linear, Aspect: aspect), [3, -2]),
                new ValueInfo(new Shape(2, 9, 4, 6)), ValueInfo.Of(Literal.Of(new Shape(2), 7L, 9L)));
        }

        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
        {
            var crop = new Resize(new ResizeRule(mode, CoordinateMode.TfCropAndResize, Outside: 3), [2, 3]);
            yield return OperatorCase.Of($"Resize {mode} of a region", crop, new ValueInfo(new Shape(2, 7, 6, 5)),
                ValueInfo.Of(Literal.Of(new Shape(2), 4L, 5L)), ValueInfo.Of(Literal.Of(new Shape(4), 0.3f, 0.5f, 0.8f, 1.5f)));
        }

        yield return Scaled("linear, many rows", new ResizeRule(ResizeMode.Linear, CoordinateMode.AlignCorners), new Shape(2, 21, 31, 40), 1, 1, 1.5f, 1.25f);
    }

    private static IEnumerable<OperatorCase> PoolPlaces()
    {
        foreach ((string name, Window window, int n, int c, int h, int w) in PoolWindows)
            yield return new OperatorCase($"MaxPoolIndices {name}", new MaxPoolIndices(window, ColumnMajor: c % 2 == 0), new Shape(n, c, h, w));
        yield return new OperatorCase("MaxPoolIndices of equals", new MaxPoolIndices(Window.Square(3, stride: 2, padding: 1)), new Shape(3, 17, 9, 8)) { Values = [Draws.Few], IsSmooth = false };
    }
}
