using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Where a window's taps fall along one side of a picture, found by walking, not by a formula.</summary>
internal sealed record Sliding(int Extent, int Kernel, int Stride, int Before, int After, int Dilation, bool Ceil)
{
    public static Sliding Down(Window w, int height) =>
        new Sliding(height, w.KernelH, w.StrideH, w.PadTop, w.PadBottom, w.DilationH, w.CeilMode).Padded(w.Padding);

    public static Sliding Across(Window w, int width) =>
        new Sliding(width, w.KernelW, w.StrideW, w.PadLeft, w.PadRight, w.DilationW, w.CeilMode).Padded(w.Padding);

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

    /// <summary>Padding by a rule grows pixel by pixel, at one end and the other, until a window fits at every stride that begins in the picture.</summary>
    private Sliding Padded(PaddingRule rule)
    {
        if (rule == PaddingRule.Given) return this;
        int wanted = Enumerable.Range(0, Extent).Count(i => i % Stride == 0);
        Sliding padded = this with { Ceil = false };
        for (bool behind = rule == PaddingRule.SameUpper; padded.Outputs < wanted; behind = !behind)
            padded = behind ? padded with { After = padded.After + 1 } : padded with { Before = padded.Before + 1 };
        return padded;
    }

    private int LastTap(int output) => Place(output, Kernel - 1);
}
