using System.Globalization;
using Pointwise.Drawing;

namespace Pointwise.Costs;

/// <summary>The arithmetic of a 1x1 reduction written out for people.</summary>
public static class Explanation
{
    /// <summary>Shapes, products and what they come to, line by line.</summary>
    /// <param name="bottleneck">The arithmetic.</param>
    public static IReadOnlyList<string> Of(Bottleneck bottleneck)
    {
        ConvolutionStep direct = bottleneck.Direct;
        List<string> lines = [$"{direct.Kernel}x{direct.Kernel} convolution of {direct.Input.ToPicture()} with {direct.Filters} filters, stride 1, padding around", .. Step(direct)];
        if (bottleneck.Reduction is { } reduction && bottleneck.Reduced is { } reduced)
        {
            lines.AddRange(["", $"the same behind a 1x1 reduction to {reduction.Filters} channels", .. Step(reduction), .. Step(reduced)]);
            lines.Add($"  together       {Figures.Exact(reduction.MultiplyAdds)} + {Figures.Exact(reduced.MultiplyAdds)} = {Figures.Exact(bottleneck.MultiplyAdds)} multiply-adds, {Figures.Exact(2 * bottleneck.MultiplyAdds)} FLOPs");
            lines.AddRange(["", .. Verdict(bottleneck)]);
        }

        lines.AddRange(["", .. SharedLayer(bottleneck.Reduction ?? direct)]);
        return lines;
    }

    private static string[] Step(ConvolutionStep step)
    {
        int channels = step.Input.C;
        string weights = $"{step.Kernel} x {step.Kernel} x {channels} x {step.Filters}";
        return
        [
            $"  {step.Input.ToPicture()} -> {step.Output.ToPicture()}",
            $"  weights        {weights} = {Figures.Exact(step.Weights)} ({Figures.Exact(step.Parameters)} parameters with a bias per filter)",
            $"  multiply-adds  {step.Output.H} x {step.Output.W} x {weights} = {Figures.Exact(step.MultiplyAdds)} ({Figures.Exact(2 * step.MultiplyAdds)} FLOPs)",
        ];
    }

    private static string[] Verdict(Bottleneck b)
    {
        string compared = b.Saving >= 1 ? $"{Figures.Times(b.Saving)} fewer multiply-adds" : $"{Figures.Times(1 / b.Saving)} more multiply-adds: the detour does not pay";
        string limit = b.MostUsefulReduction >= 1 ? $"a reduction pays here as long as it keeps at most {Figures.Exact(b.MostUsefulReduction)} channels" : "no reduction pays here";
        return
        [
            $"saving: {compared}, {Figures.Exact(b.Weights)} weights instead of {Figures.Exact(b.Direct.Weights)}",
            limit,
        ];
    }

    private static string[] SharedLayer(ConvolutionStep step)
    {
        if (step.Kernel != 1)
            return ["Every pixel of the result sees a window of pixels; only a 1x1 window makes it a fully connected layer shared by every pixel."];
        string pixels = Figures.Exact((long)step.Input.H * step.Input.W);
        Int128 unshared = (Int128)step.Input.H * step.Input.W * step.Input.H * step.Input.W * step.Weights;
        return
        [
            "A 1x1 convolution is a fully connected layer shared by every pixel:",
            $"  at each of the {pixels} pixels the same {step.Input.C} x {step.Filters} matrix turns {step.Input.C} channels into {step.Filters};",
            "  no pixel sees another, so height and width stay, and the depth becomes the number of filters.",
            $"  A fully connected layer over the whole map, sharing nothing, would have {unshared.ToString("N0", CultureInfo.InvariantCulture)} weights instead of {Figures.Exact(step.Weights)}.",
        ];
    }
}
