using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>y[n,f,i,j] = b[f] + sum over c, k, l of w[f,c,k,l] x[n, c of f's group, place under tap k, place under tap l].</summary>
internal sealed class ConvolutionReference(Conv2D op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        Field y = Output(x);
        Walk(x, weight, y, (n, f, i, j, c, k, l, h, w) => y[n, f, i, j] += weight[f, c, k, l] * x[n, c + f / (op.Filters / op.Groups) * weight.C, h, w]);
        if (op.Bias) WindowWalk.Each(y, (n, f, i, j) => y[n, f, i, j] += parameters[1][f]);
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field dy)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        (Field dx, Field dw) = (x.ZerosLike(), weight.ZerosLike());
        Walk(x, weight, dy, (n, f, i, j, c, k, l, h, w) =>
        {
            int channel = c + f / (op.Filters / op.Groups) * weight.C;
            dx[n, channel, h, w] += weight[f, c, k, l] * dy[n, f, i, j];
            dw[f, c, k, l] += x[n, channel, h, w] * dy[n, f, i, j];
        });
        if (!op.Bias) return new Gradients([dx], [dw]);
        var db = new Field(op.Filters);
        WindowWalk.Each(dy, (n, f, i, j) => db[f] += dy[n, f, i, j]);
        return new Gradients([dx], [dw, db]);
    }

    private Field Output(Field x) => new(x.N, op.Filters, Sliding.Down(op.Window, x.H).Outputs, Sliding.Across(op.Window, x.W).Outputs);

    private void Walk(Field x, Field weight, Field y, Action<int, int, int, int, int, int, int, int, int> visit)
    {
        (Sliding down, Sliding across) = (Sliding.Down(op.Window, x.H), Sliding.Across(op.Window, x.W));
        WindowWalk.Each(y, (n, f, i, j) =>
        {
            for (int k = 0; k < weight.H; k++)
                for (int l = 0; l < weight.W; l++)
                {
                    (int h, int w) = (down.Place(i, k), across.Place(j, l));
                    if (!down.IsInside(h) || !across.IsInside(w)) continue;
                    for (int c = 0; c < weight.C; c++) visit(n, f, i, j, c, k, l, h, w);
                }
        });
    }
}
