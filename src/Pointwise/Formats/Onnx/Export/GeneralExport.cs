using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>Operators on values of any rank: most have ONNX's names and attributes already.</summary>
internal static class GeneralExport
{
    /// <summary>Operators whose name, attributes and inputs are ONNX's own.</summary>
    private static readonly HashSet<string> Same =
    [
        "Abs", "And", "Ceil", "Celu", "DepthToSpace", "Div", "Elu", "Equal", "Erf", "Exp", "Expand", "Floor", "Gather", "Greater", "GreaterOrEqual", "HardSigmoid", "HardSwish",
        "Identity", "LeakyRelu", "Less", "LessOrEqual", "Log", "MatMul", "Max", "Mean", "Min", "Mod", "Mul", "Neg", "Not", "Or", "Pow", "Reciprocal", "Reshape", "Round", "Selu",
        "Sign", "Slice", "Softplus", "Softsign", "SpaceToDepth", "Sqrt", "Sub", "Sum", "Tanh", "ThresholdedRelu", "Tile", "Transpose", "Where", "Xor",
    ];

    /// <summary>Writes a node; false where its operator is none of these.</summary>
    public static bool TryWrite(Operator op, ExportedNode n)
    {
        switch (op)
        {
            case Constant constant: n.Give(constant.Value); return true;
            case Weight: n.Last("Identity", n.Parameters()); return true;
            case ConstantOfShape fill: n.Last("ConstantOfShape", n.Inputs).With("value", OneElement(fill.Value)); return true;
            case TopKValues top: n.First("TopK", n.Inputs).With("axis", top.Axis).With("largest", top.Largest); return true;
            case TopKIndices top: n.Second("TopK", n.Inputs).With("axis", top.Axis).With("largest", top.Largest); return true;
            case MaxPoolIndices pool: LayerExport.Indices(pool, n); return true;
            case Cast cast: n.Last("Cast", n.Inputs).With("to", (long)OnnxTypes.Of(cast.To)); return true;
            case ShapeOf shape:
                NodeMessage message = n.Last("Shape", n.Inputs).With("start", shape.Start);
                if (shape.End != int.MaxValue) message.With("end", shape.End);
                return true;
            case Squeeze squeeze: n.Last("Squeeze", squeeze.Axes.Count == 0 ? n.Inputs : [.. n.Inputs, n.List("axes", squeeze.Axes.ToLongs())]); return true;
            case Unsqueeze unsqueeze: n.Last("Unsqueeze", [.. n.Inputs, n.List("axes", unsqueeze.Axes.ToLongs())]); return true;
            case Pad pad: n.Last("Pad", n.Inputs).With("mode", Lower(pad.Mode.ToString())); return true;
            case Clip clip: Clipped(clip, n); return true;
            case SplitPart part: Part(part, n); return true;
            case Crop crop: n.Last("Slice", n.Inputs[0], n.List("starts", crop.Top, crop.Left), n.List("ends", crop.Top + n.Node.Shape.H, crop.Left + n.Node.Shape.W), n.List("axes", 2, 3)); return true;
            case LogSoftmax { Flattened: false } softmax: n.Last("LogSoftmax", n.Inputs).With("axis", softmax.Axis); return true;
            case LogSoftmax softmax: LayerExport.Flattened("LogSoftmax", softmax.Axis, n); return true;
            case Reduce reduce: Reduced(reduce, n); return true;
            case Resize resize: Resized(resize, n); return true;
            case Gemm or ArgExtreme: Copy(op.Attributes, n.Last(op.Name, n.Inputs)); return true;
            default:
                if (!Same.Contains(op.Name)) return false;
                Copy(op.Attributes, n.Last(op.Name, n.Inputs));
                return true;
        }
    }

    /// <summary>ONNX wants the value as a list of one.</summary>
    private static Literal OneElement(Literal value) =>
        value.Kind == ElementKind.Float32 ? Literal.Of(new Shape(1), value.Floats[0]) : Literal.Owning(new Shape(1), value.Kind, [value.Integers[0]]);

    private static void Clipped(Clip clip, ExportedNode n)
    {
        string[] bounds = [double.IsFinite(clip.Min) ? n.Constant("min", Bound(n, clip.Min)) : "", double.IsFinite(clip.Max) ? n.Constant("max", Bound(n, clip.Max)) : ""];
        n.Last("Clip", [.. n.Inputs, .. bounds]);
    }

    private static Literal Bound(ExportedNode n, double value) =>
        n.Node.Info.Kind == ElementKind.Float32 ? Literal.Of(new Shape(), (float)value) : Literal.Of(new Shape(), (long)value);

    /// <summary>A part as a slice: its place follows from the shapes.</summary>
    private static void Part(SplitPart part, ExportedNode n)
    {
        Shape x = n.InputShapes[0];
        int axis = part.Axis < 0 ? part.Axis + x.Rank : part.Axis, size = n.Node.Shape[axis];
        long from = n.Node.Inputs.Length > 1 ? n.Info(1).Known!.Integers.Take(part.Part).Sum() : Math.Min(x[axis], part.Part * ((x[axis] + part.Parts - 1L) / part.Parts));
        n.Last("Slice", n.Inputs[0], n.List("starts", from), n.List("ends", from + size), n.List("axes", axis));
    }

    /// <summary>Axes are an attribute, but of sums an input.</summary>
    private static void Reduced(Reduce reduce, ExportedNode n)
    {
        Shape x = n.InputShapes[0];
        long[] axes = reduce.Axes.Count > 0 ? reduce.Axes.ToLongs() : n.Node.Inputs.Length > 1 ? [.. n.Info(1).Known!.Integers] : [];
        if (axes.Length == 0 && reduce.NoopWithEmptyAxes)
        {
            if (reduce.Function is not (Reduction.Max or Reduction.Min or Reduction.Mean or Reduction.Sum or Reduction.Prod)) throw ExportedNode.Unsupported("a reduction of nothing", "axes", "none");
            n.Last("Identity", n.Inputs[0]);
            return;
        }

        if (axes.Length == 0) axes = [.. Enumerable.Range(0, x.Rank).Select(i => (long)i)];
        if (reduce.Function == Reduction.Sum) n.Last(reduce.Name, n.Inputs[0], n.List("axes", axes)).With("keepdims", reduce.KeepDims);
        else n.Last(reduce.Name, n.Inputs[0]).With("axes", axes).With("keepdims", reduce.KeepDims);
    }

    /// <summary>Opset 17 knows no axes: scales or sizes and the region are written for all.</summary>
    private static void Resized(Resize resize, ExportedNode n)
    {
        if (resize.Rule.Antialias || resize.Rule.Aspect != AspectPolicy.Stretch || resize.Rule.Coordinates is CoordinateMode.HalfPixelSymmetric or CoordinateMode.TfCropAndResize || resize.Axes.Count > 0)
            throw ExportedNode.Unsupported("a resize of this kind", "scales or sizes of all axes, no antialiasing, no region", "another");
        bool scales = n.Info(1).Kind == ElementKind.Float32;
        NodeMessage message = n.Last("Resize", scales ? [n.Inputs[0], "", n.Inputs[1]] : [n.Inputs[0], "", "", n.Inputs[1]])
            .With("mode", Spelling.Of(resize.Rule.Mode)).With("coordinate_transformation_mode", Spelling.Of(resize.Rule.Coordinates));
        if (resize.Rule.Mode == ResizeMode.Nearest) message.With("nearest_mode", Spelling.Of(resize.Rule.Nearest));
        if (resize.Rule.Mode == ResizeMode.Cubic) message.With("cubic_coeff_a", resize.Rule.CubicA).With("exclude_outside", resize.Rule.ExcludeOutside);
    }

    private static void Copy(Attributes attributes, NodeMessage to)
    {
        foreach (string name in attributes.Names)
        {
            switch (attributes[name])
            {
                case long number: to.With(name, number); break;
                case double number: to.With(name, (float)number); break;
                case string text: to.With(name, text); break;
                // an empty list means what is usual
                case ImmutableArray<long> list when list.Length > 0: to.With(name, [.. list]); break;
                case ImmutableArray<double> list when list.Length > 0: to.With(name, [.. list.Select(v => (float)v)]); break;
            }
        }
    }

    private static string Lower(string text) => string.Create(text.Length, text, (span, given) => given.AsSpan().ToLowerInvariant(span));
}
