namespace Pointwise.Operators;

/// <summary>A window as ONNX spells it: kernel_shape, strides, pads (top, left, bottom, right), dilations, ceil_mode.</summary>
internal static class WindowAttributes
{
    public static Attributes Write(Attributes attributes, Window w) => attributes
        .With("kernel_shape", w.KernelH, w.KernelW)
        .With("strides", w.StrideH, w.StrideW)
        .With("pads", w.PadTop, w.PadLeft, w.PadBottom, w.PadRight)
        .With("dilations", w.DilationH, w.DilationW)
        .With("ceil_mode", w.CeilMode);

    public static Window Read(Attributes attributes)
    {
        int[] kernel = attributes.Integers("kernel_shape", 2);
        int[] strides = attributes.Integers("strides", 2, 1, 1);
        int[] pads = attributes.Integers("pads", 4, 0, 0, 0, 0);
        int[] dilations = attributes.Integers("dilations", 2, 1, 1);
        return new Window(kernel[0], kernel[1], strides[0], strides[1], pads[0], pads[1], pads[2], pads[3], dilations[0], dilations[1], attributes.Flag("ceil_mode"));
    }
}
