using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>A 1x1 convolution is a fully connected layer shared by every pixel.</summary>
public class PointwiseConvolutionTests
{
    [Theory]
    [InlineData(1, 192, 28, 28, 16)]
    [InlineData(3, 17, 5, 7, 33)]
    [InlineData(1, 256, 20, 72, 2)]
    public void Convolution_OneByOne_IsALinearLayerForEveryPixel(int n, int c, int h, int w, int filters)
    {
        Sample pictures = Sample.Of(new OperatorCase("1x1 over pictures", new Conv2D(filters, Window.Square(1)), new Shape(n, c, h, w)));
        Sample pixels = pictures.With(
            new OperatorCase("linear over pixels", new Linear(filters), new Shape(n * h * w, c)),
            [PixelsAsRows(pictures.Inputs[0])],
            [Reshaped(pictures.Parameters[0], filters, c), pictures.Parameters[1]]);
        using var workers = new Workers(2);
        using var convolution = new OperatorRun(pictures, workers, sliced: false, training: false);
        using var linear = new OperatorRun(pixels, workers, sliced: false, training: false);
        convolution.Forward();
        linear.Forward();

        var output = new Field(n, filters, h, w);
        float[] values = convolution.Output;
        for (int i = 0; i < values.Length; i++) output.Values[i] = values[i];
        Closeness.Check("1x1 convolution as a linear layer", PixelsAsRows(output), linear.Output);
    }

    private static Field PixelsAsRows(Field x)
    {
        var rows = new Field(x.N * x.H * x.W, x.C);
        WindowWalk.Each(x, (n, c, h, w) => rows[(n * x.H + h) * x.W + w, c] = x[n, c, h, w]);
        return rows;
    }

    private static Field Reshaped(Field field, params int[] extents)
    {
        var shaped = new Field(extents);
        field.Values.CopyTo(shaped.Values, 0);
        return shaped;
    }
}
