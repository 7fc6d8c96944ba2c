using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>The same values in the same spoken order under the shape that the operator tells.</summary>
internal sealed class ReshapingReference(Reshaping op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        int n = inputs[0].Values.Length;
        int[] extents = op switch
        {
            Flatten flatten => [inputs[0].Extents.Take(flatten.Axis).Aggregate(1, (a, b) => a * b), inputs[0].Extents.Skip(flatten.Axis).Aggregate(1, (a, b) => a * b)],
            Identity => inputs[0].Extents,
            Squeeze squeeze => [.. inputs[0].Extents.Where((e, i) => squeeze.Axes.Count == 0 ? e != 1 : !squeeze.Axes.AsSpan().Contains(i))],
            Unsqueeze { Axes: [1] } => [inputs[0].Extents[0], 1, .. inputs[0].Extents[1..]],
            Unsqueeze { Axes: [0, -1] } => [1, .. inputs[0].Extents, 1],
            Reshape { AllowZero: true } => [.. inputs[1].Values.Select(w => (int)w)],
            _ => Reshaped(inputs[0].Extents, n, inputs[1].Values),
        };
        var y = new Field(extents);
        inputs[0].Values.CopyTo(y.Values, 0);
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = inputs[0].ZerosLike();
        outputGradient.Values.CopyTo(dx.Values, 0);
        return new Gradients([dx, .. inputs.Skip(1).Select(_ => (Field?)null)], []);
    }

    private static int[] Reshaped(int[] extents, int elements, double[] wanted)
    {
        int[] all = [.. wanted.Select((w, i) => w == 0 ? extents[i] : (int)w)];
        int rest = elements / all.Where(e => e > 0).Aggregate(1, (a, b) => a * b);
        return [.. all.Select(e => e < 0 ? rest : e)];
    }
}

internal sealed class TransposeReference(Transpose op) : MovingReference
{
    private int Source(int axis, int rank) => op.Order.Count == 0 ? rank - 1 - axis : op.Order[axis];

    protected override int[] Extents(Field[] inputs) => [.. inputs[0].Extents.Select((_, i) => inputs[0].Extents[Source(i, inputs[0].Extents.Length)])];

    protected override int[] Source(Field[] inputs, int[] place)
    {
        var source = new int[place.Length];
        for (int i = 0; i < place.Length; i++) source[Source(i, place.Length)] = place[i];
        return source;
    }
}

/// <summary>Python's slices, written out as the places that they name.</summary>
internal sealed class SliceReference : MovingReference
{
    protected override int[] Extents(Field[] inputs) => [.. Enumerable.Range(0, inputs[0].Extents.Length).Select(axis => PlacesOf(inputs, axis).Length)];

    protected override int[] Source(Field[] inputs, int[] place) => [.. place.Select((p, axis) => PlacesOf(inputs, axis)[p])];

    private static int[] PlacesOf(Field[] inputs, int axis)
    {
        int extent = inputs[0].Extents[axis], rank = inputs[0].Extents.Length;
        int[] axes = inputs.Length > 3 ? [.. inputs[3].Values.Select(a => Places.Axis((int)a, rank))] : [.. Enumerable.Range(0, inputs[1].Values.Length)];
        int k = Array.IndexOf(axes, axis);
        if (k < 0) return [.. Enumerable.Range(0, extent)];
        double start = inputs[1].Values[k], end = inputs[2].Values[k], step = inputs.Length > 4 ? inputs[4].Values[k] : 1;
        if (start < 0) start += extent;
        if (end < 0) end += extent;
        var places = new List<int>();
        if (step > 0)
        {
            for (double p = Math.Max(start, 0); p < Math.Min(end, extent); p += step) places.Add((int)p);
        }
        else
        {
            for (double p = Math.Min(start, extent - 1); p > Math.Max(end, -1); p += step) places.Add((int)p);
        }

        return [.. places];
    }
}

/// <summary>y[n, c, h, w] = x[n, c, top + h, left + w], as many rows and columns as the second input has.</summary>
internal sealed class CropReference(Crop op) : MovingReference
{
    protected override int[] Extents(Field[] inputs) => [inputs[0].N, inputs[0].C, inputs[1].H, inputs[1].W];

    protected override int[] Source(Field[] inputs, int[] place) => [place[0], place[1], place[2] + op.Top, place[3] + op.Left];
}

internal sealed class SplitPartReference(SplitPart op) : MovingReference
{
    protected override int[] Extents(Field[] inputs)
    {
        int[] extents = [.. inputs[0].Extents];
        int axis = Places.Axis(op.Axis, extents.Length);
        extents[axis] = Lengths(inputs, extents[axis])[op.Part];
        return extents;
    }

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int[] source = [.. place];
        int axis = Places.Axis(op.Axis, place.Length);
        source[axis] += Lengths(inputs, inputs[0].Extents[axis]).Take(op.Part).Sum();
        return source;
    }

    private int[] Lengths(Field[] inputs, int extent)
    {
        if (inputs.Length > 1) return [.. inputs[1].Values.Select(v => (int)v)];
        int each = (int)Math.Ceiling(extent / (double)op.Parts);
        return [.. Enumerable.Range(0, op.Parts).Select(i => Math.Clamp(extent - i * each, 0, each))];
    }
}

internal sealed class JoinReference(int axis) : MovingReference
{
    protected override bool SendsToAll => true;

    protected override int[] Extents(Field[] inputs)
    {
        int[] extents = [.. inputs[0].Extents];
        extents[Places.Axis(axis, extents.Length)] = inputs.Sum(i => i.Extents[Places.Axis(axis, extents.Length)]);
        return extents;
    }

    protected override int InputOf(Field[] inputs, int[] place) => Find(inputs, place).Input;

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int[] source = [.. place];
        source[Places.Axis(axis, place.Length)] = Find(inputs, place).Place;
        return source;
    }

    private (int Input, int Place) Find(Field[] inputs, int[] place)
    {
        int along = Places.Axis(axis, place.Length), at = place[along], input = 0;
        while (at >= inputs[input].Extents[along]) at -= inputs[input++].Extents[along];
        return (input, at);
    }
}

internal sealed class GatherReference(int axis) : MovingReference
{
    protected override int[] Extents(Field[] inputs)
    {
        int[] x = inputs[0].Extents;
        int at = Places.Axis(axis, x.Length);
        return [.. x[..at], .. inputs[1].Extents, .. x[(at + 1)..]];
    }

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int[] x = inputs[0].Extents;
        int at = Places.Axis(axis, x.Length), rank = inputs[1].Extents.Length;
        int index = (int)inputs[1].Values[Places.Index(inputs[1].Extents, place[at..(at + rank)])];
        return [.. place[..at], Places.Axis(index, x[at]), .. place[(at + rank)..]];
    }
}

internal sealed class ExpandReference : MovingReference
{
    protected override int[] Extents(Field[] inputs)
    {
        int[] x = inputs[0].Extents, wanted = [.. inputs[1].Values.Select(v => (int)v)];
        int rank = Math.Max(x.Length, wanted.Length);
        int[] a = [.. Enumerable.Repeat(1, rank - x.Length), .. x], b = [.. Enumerable.Repeat(1, rank - wanted.Length), .. wanted];
        return [.. a.Zip(b, (p, q) => p == 1 ? q : p)];
    }

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int[] x = inputs[0].Extents;
        return [.. place[(place.Length - x.Length)..].Select((p, i) => x[i] == 1 ? 0 : p)];
    }
}

internal sealed class TileReference : MovingReference
{
    protected override int[] Extents(Field[] inputs) => [.. inputs[0].Extents.Select((e, i) => e * (int)inputs[1].Values[i])];

    protected override int[] Source(Field[] inputs, int[] place) => [.. place.Select((p, i) => p % inputs[0].Extents[i])];
}

internal sealed class PadReference(PadMode mode) : MovingReference
{
    protected override int[] Extents(Field[] inputs) => [.. inputs[0].Extents.Select((e, axis) => e + Pads(inputs, axis).Before + Pads(inputs, axis).After)];

    protected override double Filler(Field[] inputs) => inputs.Length > 2 ? inputs[2].Values[0] : 0;

    protected override int[]? Source(Field[] inputs, int[] place)
    {
        int[] source = [.. place.Select((p, axis) => Source(inputs[0].Extents[axis], Pads(inputs, axis), p))];
        return source.Contains(-1) ? null : source;
    }

    private static (int Before, int After) Pads(Field[] inputs, int axis)
    {
        int rank = inputs[0].Extents.Length;
        int[] axes = inputs.Length > 3 ? [.. inputs[3].Values.Select(a => Places.Axis((int)a, rank))] : [.. Enumerable.Range(0, rank)];
        int k = Array.IndexOf(axes, axis);
        return k < 0 ? (0, 0) : ((int)inputs[1].Values[k], (int)inputs[1].Values[axes.Length + k]);
    }

    /// <summary>By laying what stays of the axis out as long as needed, mirrored, continued or again.</summary>
    private int Source(int extent, (int Before, int After) pads, int place)
    {
        int[] stays = [.. Enumerable.Range(Math.Max(0, -pads.Before), extent + Math.Min(0, pads.Before) + Math.Min(0, pads.After))];
        int at = place - Math.Max(0, pads.Before);
        if (at >= 0 && at < stays.Length) return stays[at];
        int[] period = mode == PadMode.Reflect ? [.. stays, .. stays.Skip(1).Take(Math.Max(0, stays.Length - 2)).Reverse()] : stays;
        return mode switch
        {
            PadMode.Constant => -1,
            PadMode.Edge => at < 0 ? stays[0] : stays[^1],
            _ => period[((at % period.Length) + period.Length) % period.Length],
        };
    }
}

internal sealed class DepthToSpaceReference(DepthToSpace op) : MovingReference
{
    protected override int[] Extents(Field[] inputs) =>
        [inputs[0].N, inputs[0].C / (op.BlockSize * op.BlockSize), inputs[0].H * op.BlockSize, inputs[0].W * op.BlockSize];

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int b = op.BlockSize, channels = inputs[0].C / (b * b), row = place[2] % b, column = place[3] % b;
        int channel = op.ChannelsFirst ? (place[1] * b + row) * b + column : (row * b + column) * channels + place[1];
        return [place[0], channel, place[2] / b, place[3] / b];
    }
}

internal sealed class SpaceToDepthReference(int b) : MovingReference
{
    protected override int[] Extents(Field[] inputs) => [inputs[0].N, inputs[0].C * b * b, inputs[0].H / b, inputs[0].W / b];

    protected override int[] Source(Field[] inputs, int[] place)
    {
        int c = inputs[0].C, pixel = place[1] / c;
        return [place[0], place[1] % c, place[2] * b + pixel / b, place[3] * b + pixel % b];
    }
}
