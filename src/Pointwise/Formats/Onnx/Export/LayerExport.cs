using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>The layers and pools of our own networks.</summary>
internal static class LayerExport
{
    /// <summary>Writes a node; false where its operator is none of these.</summary>
    public static bool TryWrite(Operator op, ExportedNode n)
    {
        switch (op)
        {
            case Conv2D conv:
                Window(n.Activated(conv.Activation, "Conv", [.. n.Inputs, .. n.Parameters()]).With("group", conv.Groups), conv.Window);
                return true;
            case ResidualConv2D { Convolution: var conv }:
                (NodeMessage message, string sums) = n.Before("conv", "Conv", [n.Inputs[0], .. n.Parameters()]);
                Window(message.With("group", conv.Groups), conv.Window);
                n.Activated(conv.Activation, "Add", sums, n.Inputs[1]);
                return true;
            case PooledConv2D { Pool: var pool, Convolution: var conv }:
                (NodeMessage maxima, string largest) = n.Before("pool", "MaxPool", n.Inputs);
                Window(maxima, Ceiling(n, pool.Window), pools: true);
                Window(n.Activated(conv.Activation, "Conv", [largest, .. n.Parameters()]).With("group", conv.Groups), conv.Window);
                return true;
            case ConvTranspose2D conv: Transposed(conv, n); return true;
            case Linear linear: n.Activated(linear.Activation, "Gemm", [.. n.Inputs, .. n.Parameters()]).With("transB", true); return true;
            case BatchNorm norm:
                n.Activated(norm.Activation, "BatchNormalization", [.. n.Inputs, .. n.Parameters()]).With("epsilon", norm.Epsilon).With("momentum", 1 - norm.Momentum);
                return true;
            case InstanceNorm norm: n.Last("InstanceNormalization", [.. n.Inputs, .. n.Parameters()]).With("epsilon", norm.Epsilon); return true;
            case LocalResponseNorm norm:
                if (norm.Size % 2 == 0 && !norm.LeansAhead) throw ExportedNode.Unsupported("a normalisation whose even window leans back", "an odd size", $"{norm.Size}");
                n.Last("LRN", n.Inputs).With("size", norm.Size).With("alpha", norm.Alpha).With("beta", norm.Beta).With("bias", norm.K);
                return true;
            case PRelu prelu: n.Last("PRelu", [.. n.Inputs, n.Parameter(0, SlopeShape(prelu, n.InputShapes[0]))]); return true;
            case MaxPool pool: Window(n.Last("MaxPool", n.Inputs), Ceiling(n, pool.Window), pools: true); return true;
            case AveragePool pool: Average(pool, n.Last("AveragePool", n.Inputs), n); return true;
            case BiasedAveragePool { Pool: var pool } biased:
                (NodeMessage average, string means) = n.Before("mean", "AveragePool", n.Inputs);
                Average(pool, average, n);
                n.Activated(biased.Activation, "Add", means, n.Parameter(0, new Shape(n.InputShapes[0].C, 1, 1)));
                return true;
            case LpPool pool: Lp(pool, n); return true;
            case GlobalAveragePool: n.Last("GlobalAveragePool", n.Inputs); return true;
            case GlobalMaxPool: n.Last("GlobalMaxPool", n.Inputs); return true;
            case GlobalLpPool pool: n.Last("GlobalLpPool", n.Inputs).With("p", pool.P); return true;
            case AdaptiveAveragePool pool: Adaptive(pool, n); return true;
            case Concat concat: n.Last("Concat", n.Inputs).With("axis", concat.Axis); return true;
            case Add add: n.Activated(add.Activation, "Add", n.Inputs); return true;
            case Relu: n.Last("Relu", n.Inputs); return true;
            case Sigmoid: n.Last("Sigmoid", n.Inputs); return true;
            case Softmax softmax when !softmax.Flattened: n.Last("Softmax", n.Inputs).With("axis", softmax.Axis); return true;
            case Softmax softmax: Flattened("Softmax", softmax.Axis, n); return true;
            case Flatten: n.Last("Flatten", n.Inputs).With("axis", 1); return true;
            case Dropout dropout: n.Last("Dropout", [.. n.Inputs, n.Constant("ratio", Literal.Of(new Shape(), dropout.Rate))]); return true;
            case Scale scale: n.Last("Mul", [.. n.Inputs, n.Constant("scale", Literal.Of(new Shape(), scale.Factor))]); return true;
            default: return false;
        }
    }

    private static void Window(NodeMessage message, Window w, bool pools = false)
    {
        message.With("kernel_shape", w.KernelH, w.KernelW).With("strides", w.StrideH, w.StrideW);
        if (w.DilationH != 1 || w.DilationW != 1) message.With("dilations", w.DilationH, w.DilationW);
        if (w.Padding == PaddingRule.Given) message.With("pads", w.PadTop, w.PadLeft, w.PadBottom, w.PadRight);
        else message.With("auto_pad", w.Padding == PaddingRule.SameUpper ? "SAME_UPPER" : "SAME_LOWER");
        if (pools && w.CeilMode) message.With("ceil_mode", true);
    }

    /// <summary>Where the largest values lie: the second result of a pool.</summary>
    public static void Indices(MaxPoolIndices pool, ExportedNode n) =>
        Window(n.Second("MaxPool", n.Inputs).With("storage_order", pool.ColumnMajor), Ceiling(n, pool.Window), pools: true);

    /// <summary>
    /// ONNX's ceil mode counts every window that is cut off, ours only those that start in the picture or ahead of it: where the two differ, the
    /// mode is left out, or its last window padded for.
    /// </summary>
    private static Window Ceiling(ExportedNode n, Window w)
    {
        if (!w.CeilMode || w.Padding != PaddingRule.Given) return w;
        Shape x = n.InputShapes[0];
        (int h, int v) = (w.OutputH(x.H), w.OutputW(x.W));
        return h == Counted(x.H, w.SpanH, w.StrideH, w.PadTop + w.PadBottom) && v == Counted(x.W, w.SpanW, w.StrideW, w.PadLeft + w.PadRight) ? w : PaddedForLast(w, x);
    }

    /// <summary>The window without ceil mode, padded for what ceil mode counts.</summary>
    private static Window PaddedForLast(Window w, Shape x)
    {
        int more = (w.OutputH(x.H) - 1) * w.StrideH + w.SpanH - x.H - w.PadTop, wider = (w.OutputW(x.W) - 1) * w.StrideW + w.SpanW - x.W - w.PadLeft;
        return w with { CeilMode = false, PadBottom = Math.Max(w.PadBottom, more), PadRight = Math.Max(w.PadRight, wider) };
    }

    private static long Counted(int extent, int span, int stride, int padding) => ((long)extent + padding - span + stride - 1) / stride + 1;

    private static void Average(AveragePool pool, NodeMessage message, ExportedNode n)
    {
        CheckDilation(pool.Window, n);
        Window window = Ceiling(n, pool.Window);
        if (pool.CountPadding && (window.PadBottom > pool.Window.PadBottom || window.PadRight > pool.Window.PadRight))
            throw ExportedNode.Unsupported("a mean over counted padding whose last window is cut off on one axis alone", "padding that is not counted, or no ceil mode", "ceil mode");
        Window(message.With("count_include_pad", pool.CountPadding), window, pools: true);
    }

    private static void Lp(LpPool pool, ExportedNode n)
    {
        CheckDilation(pool.Window, n);
        Window window = Ceiling(n, pool.Window);
        Window(n.Last("LpPool", n.Inputs).With("p", pool.P), window.CeilMode ? PaddedForLast(window, n.InputShapes[0]) : window);
    }

    private static void CheckDilation(Window w, ExportedNode n)
    {
        if (w.DilationH != 1 || w.DilationW != 1) throw ExportedNode.Unsupported("a dilated pool of this kind", "dilation 1", $"{w.DilationH}x{w.DilationW}");
    }

    /// <summary>Bins of one size are a pool; others a product with a matrix of shares on either side.</summary>
    private static void Adaptive(AdaptiveAveragePool pool, ExportedNode n)
    {
        Shape x = n.InputShapes[0];
        if (pool is { Height: 1, Width: 1 }) n.Last("GlobalAveragePool", n.Inputs);
        else if (x.H % pool.Height == 0 && x.W % pool.Width == 0)
            n.Last("AveragePool", n.Inputs).With("kernel_shape", x.H / pool.Height, x.W / pool.Width).With("strides", x.H / pool.Height, x.W / pool.Width);
        else
        {
            string rows = n.Before("rows", "MatMul", n.Constant("row_shares", Shares(x.H, pool.Height, turned: false)), n.Inputs[0]).Value;
            n.Last("MatMul", rows, n.Constant("column_shares", Shares(x.W, pool.Width, turned: true)));
        }
    }

    /// <summary>[bins, extent], or turned: 1 / its size where a place belongs to a bin.</summary>
    private static Literal Shares(int extent, int bins, bool turned)
    {
        var shares = new float[bins * extent];
        for (int bin = 0; bin < bins; bin++)
        {
            int first = (int)((long)bin * extent / bins), end = (int)(((bin + 1L) * extent + bins - 1) / bins);
            for (int i = first; i < end; i++) shares[turned ? i * bins + bin : bin * extent + i] = 1f / (end - first);
        }

        return Literal.Of(turned ? new Shape(extent, bins) : new Shape(bins, extent), shares);
    }

    private static void Transposed(ConvTranspose2D conv, ExportedNode n)
    {
        NodeMessage message = n.Activated(conv.Activation, "ConvTranspose", [.. n.Inputs, .. n.Parameters()]).With("group", conv.Groups);
        Window w = conv.Window;
        if (conv.OutputPadH + conv.OutputPadW > 0) message.With("output_padding", conv.OutputPadH, conv.OutputPadW);
        if (conv.Height > 0 || conv.Width > 0) message.With("output_shape", n.Node.Shape.H, n.Node.Shape.W);
        Window(message, w);
    }

    /// <summary>Over all axes from one on, which newer versions do not know: over the rows of a matrix.</summary>
    internal static void Flattened(string op, int axis, ExportedNode n)
    {
        (NodeMessage rows, string matrix) = n.Before("rows", "Flatten", n.Inputs);
        rows.With("axis", axis);
        (NodeMessage scores, string weighed) = n.Before("scores", op, matrix);
        scores.With("axis", 1);
        n.Last("Reshape", weighed, n.Before("shape", "Shape", n.Inputs).Value);
    }

    private static Shape SlopeShape(PRelu prelu, Shape x) => prelu.Shared ? new Shape(1) : x.Rank == 4 ? new Shape(x.C, 1, 1) : new Shape(x.C);
}
