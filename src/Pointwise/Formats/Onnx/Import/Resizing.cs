using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Values resampled: Upsample of opsets 7 to 9, Resize since.</summary>
internal static class Resizing
{
    /// <summary>Scales are an attribute in opset 7 and before, an input in opset 9; corners lie on each other.</summary>
    public static void Upsample(NodeContext n)
    {
        var rule = new ResizeRule(Mode(n, n.Text("mode", "nearest")), CoordinateMode.Asymmetric, NearestMode.Floor);
        Operand scales = n.Has(1) ? n[1] : NodeContext.Numbers(n.HasAttribute("scales") ? n.Floats("scales") : [1, 1, n.Float("height_scale", 1), n.Float("width_scale", 1)]);
        n.Output(0, n.Add(null, new Resize(rule), n[0], scales));
    }

    /// <summary>Opset 10 has scales alone and is asymmetric; later ones have a region, scales or sizes, and say how.</summary>
    public static void Resize(NodeContext n)
    {
        if (n.Opset < 11)
        {
            Upsample(n);
            return;
        }

        string coordinates = n.Text("coordinate_transformation_mode", "half_pixel");
        var rule = new ResizeRule(Mode(n, n.Text("mode", "nearest")), Coordinates(n, coordinates), Nearest(n, n.Text("nearest_mode", "round_prefer_floor")),
            n.Float("cubic_coeff_a", -0.75f), n.Flag("exclude_outside"), n.Flag("antialias"), n.Float("extrapolation_value", 0), Aspect(n, n.Text("keep_aspect_ratio_policy", "stretch")));
        ImmutableArray<long> axes = n.Integers("axes");
        var op = new Resize(rule, axes.IsDefaultOrEmpty ? default : [.. axes.Select(NodeContext.Int32)]);
        // opset 11 writes an empty list where it means none
        Operand by = n.Has(3) && n[3].Shape.Elements > 0 ? n[3] : n[2];
        n.Output(0, rule.Coordinates == CoordinateMode.TfCropAndResize ? n.Add(null, op, n[0], by, n[1]) : n.Add(null, op, n[0], by));
    }

    private static ResizeMode Mode(NodeContext n, string text) => text switch
    {
        "nearest" => ResizeMode.Nearest,
        "linear" or "bilinear" => ResizeMode.Linear,
        "cubic" => ResizeMode.Cubic,
        _ => throw Unknown(n, "mode", text),
    };

    private static CoordinateMode Coordinates(NodeContext n, string text) => text switch
    {
        "half_pixel" => CoordinateMode.HalfPixel,
        "half_pixel_symmetric" => CoordinateMode.HalfPixelSymmetric,
        "pytorch_half_pixel" => CoordinateMode.PytorchHalfPixel,
        "align_corners" => CoordinateMode.AlignCorners,
        "asymmetric" => CoordinateMode.Asymmetric,
        "tf_half_pixel_for_nn" => CoordinateMode.TfHalfPixelForNn,
        "tf_crop_and_resize" => CoordinateMode.TfCropAndResize,
        _ => throw Unknown(n, "coordinate_transformation_mode", text),
    };

    private static NearestMode Nearest(NodeContext n, string text) => text switch
    {
        "round_prefer_floor" or "" => NearestMode.RoundPreferFloor,
        "round_prefer_ceil" => NearestMode.RoundPreferCeil,
        "floor" => NearestMode.Floor,
        "ceil" => NearestMode.Ceil,
        _ => throw Unknown(n, "nearest_mode", text),
    };

    private static AspectPolicy Aspect(NodeContext n, string text) => text switch
    {
        "stretch" => AspectPolicy.Stretch,
        "not_larger" => AspectPolicy.NotLarger,
        "not_smaller" => AspectPolicy.NotSmaller,
        _ => throw Unknown(n, "keep_aspect_ratio_policy", text),
    };

    private static PointwiseException Unknown(NodeContext n, string attribute, string text) => n.Unsupported(attribute, "a mode that ONNX names", JsonCursor.Shorten(text));
}
