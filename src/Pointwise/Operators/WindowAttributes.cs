namespace Pointwise.Operators;

/// <summary>A window as ONNX spells it: kernel_shape, strides, pads (top, left, bottom, right), dilations, ceil_mode, and auto_pad where a rule gives the padding.</summary>
internal static class WindowAttributes
{
    private const string Upper = "SAME_UPPER", Lower = "SAME_LOWER", Given = "NOTSET";

    public static Attributes Write(Attributes attributes, Window w)
    {
        attributes
            .With("kernel_shape", w.KernelH, w.KernelW)
            .With("strides", w.StrideH, w.StrideW)
            .With("pads", w.PadTop, w.PadLeft, w.PadBottom, w.PadRight)
            .With("dilations", w.DilationH, w.DilationW)
            .With("ceil_mode", w.CeilMode);
        return w.Padding == PaddingRule.Given ? attributes : attributes.With("auto_pad", w.Padding == PaddingRule.SameUpper ? Upper : Lower);
    }

    public static Window Read(Attributes attributes)
    {
        int[] kernel = attributes.Integers("kernel_shape", 2);
        int[] strides = attributes.Integers("strides", 2, 1, 1);
        int[] pads = attributes.Integers("pads", 4, 0, 0, 0, 0);
        int[] dilations = attributes.Integers("dilations", 2, 1, 1);
        return new Window(kernel[0], kernel[1], strides[0], strides[1], pads[0], pads[1], pads[2], pads[3], dilations[0], dilations[1], attributes.Flag("ceil_mode"), Rule(attributes));
    }

    private static PaddingRule Rule(Attributes attributes) => attributes.Text("auto_pad", Given) switch
    {
        Given => PaddingRule.Given,
        Upper => PaddingRule.SameUpper,
        Lower => PaddingRule.SameLower,
        var found => throw new PointwiseException("window", "attribute auto_pad is wrong", $"{Upper}, {Lower} or {Given}", found, "correct auto_pad"),
    };
}
