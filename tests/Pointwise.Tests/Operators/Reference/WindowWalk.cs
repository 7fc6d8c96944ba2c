using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Loops that the references of windows share.</summary>
internal static class WindowWalk
{
    /// <summary>An empty output for a window over the channels of <paramref name="x"/>.</summary>
    public static Field Output(Field x, Window window) =>
        new(x.N, x.C, Sliding.Down(window, x.H).Outputs, Sliding.Across(window, x.W).Outputs);

    public static void Each(Field y, Action<int, int, int, int> visit)
    {
        for (int n = 0; n < y.N; n++)
            for (int c = 0; c < y.C; c++)
                for (int i = 0; i < y.H; i++)
                    for (int j = 0; j < y.W; j++) visit(n, c, i, j);
    }

    /// <summary>The picture's pixels under the window of output pixel i, j, in reading order.</summary>
    public static void Taps(Field x, Window window, int i, int j, Action<int, int> visit)
    {
        (Sliding down, Sliding across) = (Sliding.Down(window, x.H), Sliding.Across(window, x.W));
        for (int k = 0; k < window.KernelH; k++)
            for (int l = 0; l < window.KernelW; l++)
                if (down.IsInside(down.Place(i, k)) && across.IsInside(across.Place(j, l))) visit(down.Place(i, k), across.Place(j, l));
    }

    /// <summary>Taps of output pixel i, j within the picture or its padding.</summary>
    public static int PaddedTaps(Field x, Window window, int i, int j)
    {
        (Sliding down, Sliding across) = (Sliding.Down(window, x.H), Sliding.Across(window, x.W));
        return Enumerable.Range(0, window.KernelH).Count(k => down.IsPadded(down.Place(i, k)))
            * Enumerable.Range(0, window.KernelW).Count(l => across.IsPadded(across.Place(j, l)));
    }
}
