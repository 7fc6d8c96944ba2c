using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Every input value is written, times each weight, where the kernel lies on the result; what falls into the padding is lost.</summary>
internal sealed class TransposedConvolutionReference(ConvTranspose2D op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        var y = new Field(x.N, op.Filters, Down(x.H).Extent, Across(x.W).Extent);
        (int filters, int step, int tapStep) = (weight.C, y.Plane, weight.Plane);
        Walk(x, weight, y, (at, tap, to) =>
        {
            for (int f = 0; f < filters; f++) y.Values[to + f * step] += weight.Values[tap + f * tapStep] * x.Values[at];
        });
        if (op.Bias) WindowWalk.Each(y, (n, f, h, w) => y[n, f, h, w] += parameters[1][f]);
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field dy)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        (Field dx, Field dw) = (x.ZerosLike(), weight.ZerosLike());
        (int filters, int step, int tapStep) = (weight.C, dy.Plane, weight.Plane);
        Walk(x, weight, dy, (at, tap, to) =>
        {
            for (int f = 0; f < filters; f++)
            {
                dx.Values[at] += weight.Values[tap + f * tapStep] * dy.Values[to + f * step];
                dw.Values[tap + f * tapStep] += x.Values[at] * dy.Values[to + f * step];
            }
        });
        if (!op.Bias) return new Gradients([dx], [dw]);
        var db = new Field(op.Filters);
        WindowWalk.Each(dy, (n, f, h, w) => db[f] += dy[n, f, h, w]);
        return new Gradients([dx], [dw, db]);
    }

    /// <summary>Visits every input, tap and place that it is written to: the input's index, the weight's and the result's of the group's first filter.</summary>
    private void Walk(Field x, Field weight, Field y, Action<int, int, int> visit)
    {
        (Side down, Side across) = (Down(x.H), Across(x.W));
        WindowWalk.Each(x, (n, c, i, j) =>
        {
            int group = c / (x.C / op.Groups);
            for (int k = 0; k < weight.H; k++)
                for (int l = 0; l < weight.W; l++)
                {
                    (int h, int w) = (down.Place(i, k), across.Place(j, l));
                    if (h < 0 || h >= down.Extent || w < 0 || w >= across.Extent) continue;
                    visit(x.Index(n, c, i, j), weight.Index(c, 0, k, l), y.Index(n, group * weight.C, h, w));
                }
        });
    }

    private Side Down(int extent) => Side.Of(extent, op.Window.KernelH, op.Window.StrideH, op.Window.DilationH, op.Window.PadTop, op.Window.PadBottom, op.OutputPadH, op.Height, op.Window.Padding);

    private Side Across(int extent) => Side.Of(extent, op.Window.KernelW, op.Window.StrideW, op.Window.DilationW, op.Window.PadLeft, op.Window.PadRight, op.OutputPadW, op.Width, op.Window.Padding);

    /// <summary>One side of the result by ONNX's formulas for ConvTranspose.</summary>
    private sealed record Side(int Extent, int Stride, int Dilation, int Before)
    {
        public static Side Of(int input, int kernel, int stride, int dilation, int before, int after, int outputPad, int given, PaddingRule rule)
        {
            if (rule != PaddingRule.Given && given == 0) given = input * stride;
            int whole = stride * (input - 1) + outputPad + (kernel - 1) * dilation + 1;
            if (given == 0) return new Side(whole - before - after, stride, dilation, before);
            int total = Math.Max(0, whole - given);
            return new Side(given, stride, dilation, rule == PaddingRule.SameUpper ? total / 2 : total - total / 2);
        }

        public int Place(int input, int tap) => input * Stride - Before + tap * Dilation;
    }
}
