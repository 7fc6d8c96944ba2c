using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>What operators of classifiers compute, in double precision; values channels-last, as the engine has them.</summary>
internal static class DoubleForward
{
    /// <summary>An operator's result; null where its operator has no reference.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="shapes">Shapes of what it reads.</param>
    /// <param name="output">The result's shape.</param>
    /// <param name="inputs">What it reads; empty for what is not of floats.</param>
    /// <param name="parameters">Its parameters in the operator's order, as their tensors store them.</param>
    public static double[]? Of(Operator @operator, Shape[] shapes, Shape output, double[][] inputs, double[][] parameters)
    {
        double[] x = inputs.Length > 0 ? inputs[0] : [];
        return @operator switch
        {
            Conv2D op => DoubleConvolution.Of(op, x, shapes[0], parameters[0], op.Bias ? parameters[1] : null, null, output),
            ResidualConv2D { Convolution: var op } => DoubleConvolution.Of(op, x, shapes[0], parameters[0], op.Bias ? parameters[1] : null, inputs[1], output),
            Linear op => DoubleConvolution.Of(AsConvolution(op), x, AsPicture(shapes[0]), parameters[0], op.Bias ? parameters[1] : null, null, AsPicture(output)),
            MaxPool op => DoublePooling.Max(op.Window, x, shapes[0], output),
            AveragePool op => DoublePooling.Average(op.Window, op.CountPadding, x, shapes[0], output),
            BiasedAveragePool op => Biased(op, DoublePooling.Average(op.Pool.Window, op.Pool.CountPadding, x, shapes[0], output), parameters[0]),
            PooledConv2D op => Pooled(op, x, shapes[0], parameters, output),
            GlobalAveragePool => DoublePooling.Global(x, shapes[0]),
            BatchNorm op => Normalize(op, x, parameters, shapes[0].C),
            LocalResponseNorm op => Normalize(op, x, shapes[0].C),
            Relu => Each(x, v => Math.Max(0, v)),
            Sigmoid => Each(x, v => 1 / (1 + Math.Exp(-v))),
            Scale op => Each(x, v => v * op.Factor),
            Dropout or Identity => x,
            Add op => Sum(op, x, inputs[1]),
            Concat op when Axis(op.Axis, output) == 1 => Joined(inputs, shapes, output),
            Softmax op when Axis(op.Axis, output) == 1 && output.H * output.W == 1 => Softmaxes(x, output.C),
            Reshaping => Stored(Spoken(x, shapes[0]), output),
            _ => null,
        };
    }

    private static int Axis(int axis, Shape shape) => axis < 0 ? axis + shape.Rank : axis;

    private static Conv2D AsConvolution(Linear op) => new(op.Outputs, Window.Square(1), Bias: op.Bias, Activation: op.Activation);

    private static Shape AsPicture(Shape vectors) => new(vectors.N, vectors.C, 1, 1);

    private static double[] Each(double[] x, Func<double, double> function) => Array.ConvertAll(x, v => function(v));

    private static double[] Biased(BiasedAveragePool op, double[] means, double[] bias)
    {
        for (int i = 0; i < means.Length; i++)
        {
            double value = means[i] + bias[i % bias.Length];
            means[i] = op.Activation == Activation.Relu ? Math.Max(0, value) : value;
        }

        return means;
    }

    private static double[] Pooled(PooledConv2D op, double[] x, Shape input, double[][] parameters, Shape output)
    {
        Shape pooled = op.Pool.OutputShape(input);
        return DoubleConvolution.Of(op.Convolution, DoublePooling.Max(op.Pool.Window, x, input, pooled), pooled, parameters[0], op.Convolution.Bias ? parameters[1] : null, null, output);
    }

    private static double[] Sum(Add op, double[] x, double[] other)
    {
        var y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = op.Activation == Activation.Relu ? Math.Max(0, x[i] + other[i]) : x[i] + other[i];
        return y;
    }

    /// <summary>By running statistics: (x - mean) / sqrt(variance + epsilon) * weight + bias.</summary>
    private static double[] Normalize(BatchNorm op, double[] x, double[][] parameters, int channels)
    {
        (double[] weight, double[] bias, double[] mean, double[] variance) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int c = i % channels;
            double value = (x[i] - mean[c]) / Math.Sqrt(variance[c] + op.Epsilon) * weight[c] + bias[c];
            y[i] = op.Activation == Activation.Relu ? Math.Max(0, value) : value;
        }

        return y;
    }

    private static double[] Normalize(LocalResponseNorm op, double[] x, int channels)
    {
        int before = op.LeansAhead ? (op.Size - 1) / 2 : op.Size / 2;
        var y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int c = i % channels;
            double squares = 0;
            for (int d = Math.Max(0, c - before); d < Math.Min(channels, c - before + op.Size); d++) squares += x[i - c + d] * x[i - c + d];
            y[i] = x[i] * Math.Pow(op.K + (double)op.Alpha / op.Size * squares, -op.Beta);
        }

        return y;
    }

    private static double[] Joined(double[][] inputs, Shape[] shapes, Shape output)
    {
        var y = new double[output.Elements];
        int first = 0;
        for (int k = 0; k < inputs.Length; first += shapes[k++].C)
            for (int i = 0; i < inputs[k].Length; i++) y[i / shapes[k].C * output.C + first + i % shapes[k].C] = inputs[k][i];
        return y;
    }

    private static double[] Softmaxes(double[] x, int classes)
    {
        var y = new double[x.Length];
        for (int row = 0; row < x.Length; row += classes)
        {
            double most = x.AsSpan(row, classes).ToArray().Max(), sum = 0;
            for (int i = row; i < row + classes; i++) sum += y[i] = Math.Exp(x[i] - most);
            for (int i = row; i < row + classes; i++) y[i] /= sum;
        }

        return y;
    }

    /// <summary>From channels-last to the order that shapes are spoken in.</summary>
    private static double[] Spoken(double[] stored, Shape shape) => Turned(stored, shape, (to, from, s, spoken, place) => to[spoken] = from[place]);

    /// <summary>From the order that shapes are spoken in to channels-last.</summary>
    private static double[] Stored(double[] spoken, Shape shape) => Turned(spoken, shape, (to, from, s, place, stored) => to[stored] = from[place]);

    private static double[] Turned(double[] from, Shape shape, Action<double[], double[], Shape, int, int> move)
    {
        if (!shape.IsImage) return from;
        var to = new double[from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            (int pixel, int c) = Math.DivRem(i, shape.C);
            (int n, int place) = Math.DivRem(pixel, shape.H * shape.W);
            move(to, from, shape, (n * shape.C + c) * shape.H * shape.W + place, i);
        }

        return to;
    }
}
