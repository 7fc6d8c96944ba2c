namespace Pointwise.Tests.Operators.Reference;

/// <summary>The mean over bin i: every pixel p whose span [p, p + 1) meets [i extent / bins, (i + 1) extent / bins).</summary>
internal sealed class AdaptiveAveragePoolReference(int height, int width) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field x = inputs[0];
        var y = new Field(x.N, x.C, height, width);
        WindowWalk.Each(y, (n, c, i, j) =>
        {
            int pixels = 0;
            Bin(x, i, j, (h, w) => (y[n, c, i, j], pixels) = (y[n, c, i, j] + x[n, c, h, w], pixels + 1));
            y[n, c, i, j] /= pixels;
        });
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field x = inputs[0], dx = x.ZerosLike();
        WindowWalk.Each(outputGradient, (n, c, i, j) =>
        {
            int pixels = 0;
            Bin(x, i, j, (_, _) => pixels++);
            Bin(x, i, j, (h, w) => dx[n, c, h, w] += outputGradient[n, c, i, j] / pixels);
        });
        return new Gradients([dx], []);
    }

    private void Bin(Field x, int i, int j, Action<int, int> visit)
    {
        for (int h = 0; h < x.H; h++)
            for (int w = 0; w < x.W; w++)
                if (Meets(h, i, x.H, height) && Meets(w, j, x.W, width)) visit(h, w);
    }

    private static bool Meets(int pixel, int bin, int extent, int bins) => pixel * bins < (bin + 1) * extent && (pixel + 1) * bins > bin * extent;
}
