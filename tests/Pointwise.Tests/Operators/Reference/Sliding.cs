using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Where a window's taps fall along one side of a picture, found by walking, not by a formula.</summary>
internal sealed record Sliding(int Extent, int Kernel, int Stride, int Before, int After, int Dilation, bool Ceil)
{
    public static Sliding Down(Window w, int height) => new(height, w.KernelH, w.StrideH, w.PadTop, w.PadBottom, w.DilationH, w.CeilMode);

    public static Sliding Across(Window w, int width) => new(width, w.KernelW, w.StrideW, w.PadLeft, w.PadRight, w.DilationW, w.CeilMode);

    /// <summary>
    /// Windows that fit between the paddings' ends; in ceil mode also one that hangs over the end,
    /// if the one before left pixels or padding unread and it starts before the trailing padding.
    /// </summary>
    public int Outputs
    {
        get
        {
            int count = 0;
            while (LastTap(count) < Extent + After) count++;
            bool readToTheEnd = count == 0 || LastTap(count - 1) == Extent + After - 1;
            return Ceil && !readToTheEnd && Place(count, 0) < Extent ? count + 1 : count;
        }
    }

    /// <summary>The input pixel under a tap; negative or past the end in the padding.</summary>
    public int Place(int output, int tap) => output * Stride - Before + tap * Dilation;

    public bool IsInside(int place) => place >= 0 && place < Extent;

    /// <summary>Inside the picture or its padding.</summary>
    public bool IsPadded(int place) => place >= -Before && place < Extent + After;

    private int LastTap(int output) => Place(output, Kernel - 1);
}
