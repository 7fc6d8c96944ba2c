using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>
/// ONNX's Resize as its reference implementation in words has it: a point on the source for every place, the n nearest places of the source with its
/// ends repeated, and coefficients for them; axis by axis, as a matrix each.
/// </summary>
internal sealed class ResizeReference(Resize op, bool byScales) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = inputs[0];
        for (int axis = y.Extents.Length - 1; axis >= 0; axis--) y = Apply(Matrix(inputs, axis), y, axis, turned: false, op.Rule.Outside);
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = outputGradient;
        for (int axis = 0; axis < dx.Extents.Length; axis++) dx = Apply(Matrix(inputs, axis), dx, axis, turned: true, 0);
        return new Gradients([dx, .. inputs.Skip(1).Select(_ => (Field?)null)], []);
    }

    /// <summary>One row a place of the result; null where it lies outside.</summary>
    private double[]?[] Matrix(Field[] inputs, int axis)
    {
        int extent = inputs[0].Extents[axis], rank = inputs[0].Extents.Length;
        int[] axes = op.Axes.Count == 0 ? [.. Enumerable.Range(0, rank)] : [.. op.Axes.AsSpan().ToArray().Select(a => (a + rank) % rank)];
        int at = Array.IndexOf(axes, axis);
        double scale = 1, length = extent, start = 0, end = 1;
        int places = extent;
        if (at >= 0)
        {
            if (op.Rule.Coordinates == CoordinateMode.TfCropAndResize) (start, end) = (inputs[2].Values[at], inputs[2].Values[axes.Length + at]);
            double by = inputs[1].Values[at];
            if (byScales) (scale, places, length) = (by, (int)MathF.Floor((float)by * extent), by * extent);
            else if (op.Rule.Aspect == AspectPolicy.Stretch) (scale, places, length) = (by / extent, (int)by, by);
            else
            {
                double[] all = [.. axes.Select((a, i) => inputs[1].Values[i] / inputs[0].Extents[a])];
                scale = op.Rule.Aspect == AspectPolicy.NotLarger ? all.Min() : all.Max();
                (places, length) = ((int)Math.Floor(scale * extent + 0.5), scale * extent);
            }
        }

        return [.. Enumerable.Range(0, places).Select(x => Row(x, extent, places, scale, length, start, end))];
    }

    private double[]? Row(int x, int extent, int places, double scale, double length, double start, double end)
    {
        double point = (x + 0.5) / scale - 0.5;
        switch (op.Rule.Coordinates)
        {
            case CoordinateMode.AlignCorners: point = length == 1 ? 0 : x * (extent - 1.0) / (length - 1); break;
            case CoordinateMode.Asymmetric: point = x / scale; break;
            case CoordinateMode.TfHalfPixelForNn: point = (x + 0.5) / scale; break;
            case CoordinateMode.PytorchHalfPixel: point = length == 1 ? 0 : point; break;
            case CoordinateMode.HalfPixelSymmetric: point += extent / 2.0 * (1 - places / length); break;
            case CoordinateMode.TfCropAndResize:
                point = length == 1 ? (end - start) * (extent - 1) / 2 : x * (end - start) * (extent - 1) / (length - 1);
                point += start * (extent - 1);
                if (point < 0 || point > extent - 1) return null;
                break;
        }

        // in (0, 1]: the neighbour to the left of a point on a place counts, with weight 0
        double ratio = point - Math.Floor(point);
        if (ratio == 0) ratio = 1;
        double[] coefficients = Coefficients(ratio, scale);
        int n = coefficients.Length, margin = (n + 1) / 2;
        int[] neighbours = [.. Enumerable.Range(-margin, extent + 2 * margin).OrderBy(i => Math.Abs(point - i)).ThenBy(i => i).Take(n).Order()];
        if (op.Rule.ExcludeOutside) coefficients = [.. coefficients.Select((c, i) => neighbours[i] < 0 || neighbours[i] >= extent ? 0 : c)];
        double sum = coefficients.Sum();
        var row = new double[extent];
        for (int i = 0; i < n; i++) row[Math.Clamp(neighbours[i], 0, extent - 1)] += coefficients[i] / sum;
        return row;
    }

    private double[] Coefficients(double ratio, double scale)
    {
        double narrow = op.Rule.Antialias ? Math.Min(1, scale) : 1, a = op.Rule.CubicA;
        if (op.Rule.Mode == ResizeMode.Nearest)
        {
            bool next = op.Rule.Nearest switch
            {
                NearestMode.RoundPreferFloor => ratio > 0.5,
                NearestMode.RoundPreferCeil => ratio >= 0.5,
                NearestMode.Floor => ratio == 1,
                _ => true,
            };
            return next ? [0, 1] : [1, 0];
        }

        if (op.Rule.Mode == ResizeMode.Linear)
        {
            int from = (int)Math.Floor(-1 / narrow) + 1;
            return [.. Enumerable.Range(from, 2 - 2 * from).Select(i => Math.Max(0, 1 - Math.Abs(i - ratio) * narrow))];
        }

        int first = (int)Math.Floor(-2 / narrow) + 1;
        return [.. Enumerable.Range(first, 2 - 2 * first).Select(i => Keys(Math.Abs(i - ratio) * narrow, a))];
    }

    private static double Keys(double x, double a) =>
        x <= 1 ? (a + 2) * x * x * x - (a + 3) * x * x + 1 : x < 2 ? a * x * x * x - 5 * a * x * x + 8 * a * x - 4 * a : 0;

    private static Field Apply(double[]?[] matrix, Field x, int axis, bool turned, double outside)
    {
        int[] extents = [.. x.Extents];
        extents[axis] = turned ? Columns(matrix) : matrix.Length;
        var y = new Field(extents);
        int inner = x.Extents.Skip(axis + 1).Aggregate(1, (a, b) => a * b), outer = x.Extents.Take(axis).Aggregate(1, (a, b) => a * b);
        for (int o = 0; o < outer; o++)
            for (int place = 0; place < matrix.Length; place++)
                for (int source = 0; source < Columns(matrix); source++)
                    for (int i = 0; i < inner; i++)
                    {
                        int atPlace = (o * matrix.Length + place) * inner + i, atSource = (o * Columns(matrix) + source) * inner + i;
                        if (matrix[place] is not { } row)
                        {
                            if (!turned) y.Values[atPlace] = outside;
                        }
                        else if (turned)
                        {
                            y.Values[atSource] += row[source] * x.Values[atPlace];
                        }
                        else
                        {
                            y.Values[atPlace] += row[source] * x.Values[atSource];
                        }
                    }

        return y;
    }

    private static int Columns(double[]?[] matrix) => matrix.First(r => r is not null)!.Length;
}
