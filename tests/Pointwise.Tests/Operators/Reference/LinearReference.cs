using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>y[n,o] = b[o] + sum over c of w[o,c] x[n,c].</summary>
internal sealed class LinearReference(Linear op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        var y = new Field(x.N, op.Outputs);
        for (int n = 0; n < x.N; n++)
            for (int o = 0; o < op.Outputs; o++)
            {
                double sum = op.Bias ? parameters[1][o] : 0;
                for (int c = 0; c < x.C; c++) sum += weight[o, c] * x[n, c];
                y[n, o] = sum;
            }

        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field dy)
    {
        (Field x, Field weight) = (inputs[0], parameters[0]);
        (Field dx, Field dw, Field db) = (x.ZerosLike(), weight.ZerosLike(), new Field(op.Outputs));
        for (int n = 0; n < x.N; n++)
            for (int o = 0; o < op.Outputs; o++)
            {
                db[o] += dy[n, o];
                for (int c = 0; c < x.C; c++)
                {
                    dx[n, c] += weight[o, c] * dy[n, o];
                    dw[o, c] += x[n, c] * dy[n, o];
                }
            }

        return new Gradients([dx], op.Bias ? [dw, db] : [dw]);
    }
}
