using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>y[n,f,i,j] = b[f] + sum over c, k, l of w[f,c,k,l] x[n, c of f's group, place under tap k, place under tap l].</summary>
internal sealed class ConvolutionReference(Conv2D op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        Field y = Output(x);
        (int channels, int step, int tapStep) = (weight.C, x.Plane, weight.Plane);
        Walk(x, weight, y, (at, tap, from) =>
        {
            for (int c = 0; c < channels; c++) y.Values[at] += weight.Values[tap + c * tapStep] * x.Values[from + c * step];
        });
        if (op.Bias) WindowWalk.Each(y, (n, f, i, j) => y[n, f, i, j] += parameters[1][f]);
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field dy)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        (Field dx, Field dw) = (x.ZerosLike(), weight.ZerosLike());
        (int channels, int step, int tapStep) = (weight.C, x.Plane, weight.Plane);
        Walk(x, weight, dy, (at, tap, from) =>
        {
            for (int c = 0; c < channels; c++)
            {
                dx.Values[from + c * step] += weight.Values[tap + c * tapStep] * dy.Values[at];
                dw.Values[tap + c * tapStep] += x.Values[from + c * step] * dy.Values[at];
            }
        });
        if (!op.Bias) return new Gradients([dx], [dw]);
        var db = new Field(op.Filters);
        WindowWalk.Each(dy, (n, f, i, j) => db[f] += dy[n, f, i, j]);
        return new Gradients([dx], [dw, db]);
    }

    private Field Output(Field x) => new(x.N, op.Filters, Sliding.Down(op.Window, x.H).Outputs, Sliding.Across(op.Window, x.W).Outputs);

    /// <summary>Visits every result, tap and place under it: the result's index, the weight's and the input's of the group's first channel.</summary>
    private void Walk(Field x, Field weight, Field y, Action<int, int, int> visit)
    {
        (Sliding down, Sliding across) = (Sliding.Down(op.Window, x.H), Sliding.Across(op.Window, x.W));
        WindowWalk.Each(y, (n, f, i, j) =>
        {
            for (int k = 0; k < weight.H; k++)
                for (int l = 0; l < weight.W; l++)
                {
                    (int h, int w) = (down.Place(i, k), across.Place(j, l));
                    if (!down.IsInside(h) || !across.IsInside(w)) continue;
                    visit(y.Index(n, f, i, j), weight.Index(f, 0, k, l), x.Index(n, f / (op.Filters / op.Groups) * weight.C, h, w));
                }
        });
    }
}
