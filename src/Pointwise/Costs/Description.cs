using System.Globalization;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>Operators in the words of papers: kinds, windows and steps.</summary>
internal static class Description
{
    /// <summary>What a row of the table is.</summary>
    /// <param name="operators">Its operators in order.</param>
    /// <param name="joins">Whether it joins branches.</param>
    /// <param name="endsElsewhere">Whether it ends in an auxiliary head.</param>
    public static string Kind(IReadOnlyList<Operator> operators, bool joins, bool endsElsewhere)
    {
        if (endsElsewhere) return "auxiliary head";
        if (joins) return "inception";
        if (operators.Any(op => op is Add)) return "residual";
        Operator? chief = operators.LastOrDefault(op => op is Conv2D) ?? operators.LastOrDefault(op => op is Linear)
            ?? operators.FirstOrDefault(op => op is not (Relu or Flatten)) ?? operators[0];
        return Kind(chief);
    }

    /// <summary>The window of a row that has one main window: 7x7/2. For a module only where it strides.</summary>
    public static string Window(IReadOnlyList<Operator> operators, bool joins)
    {
        Window? chief = null;
        foreach (Operator op in operators)
        {
            if (WindowOf(op) is { } window && (!joins || window.StrideH > 1 || window.StrideW > 1)) chief ??= window;
            if (!joins && op is Conv2D { Window.Taps: > 1 } conv) chief = conv.Window;
        }

        return chief is { } w ? $"{Kernel(w)}/{(w.StrideH == w.StrideW ? $"{w.StrideH}" : $"{w.StrideH}x{w.StrideW}")}" : "";
    }

    /// <summary>A branch after its largest window.</summary>
    public static string Branch(IReadOnlyList<Operator> operators)
    {
        if (operators.Any(op => op is MaxPool or AveragePool)) return "pool";
        Conv2D? largest = operators.OfType<Conv2D>().MaxBy(conv => conv.Window.Taps);
        return largest is null ? "pass" : Kernel(largest.Window);
    }

    /// <summary>What happens in order: "1x1 96, 3x3 128".</summary>
    public static string Steps(IReadOnlyList<Operator> operators) =>
        string.Join(", ", operators.Select(Step).Where(step => step.Length > 0)) is { Length: > 0 } text ? text : "as it is";

    /// <summary>One operator: "3x3/2 128", "max 3x3"; empty for activations and norms.</summary>
    public static string Step(Operator op) => op switch
    {
        Conv2D conv => $"{Kernel(conv.Window)}{Stride(conv.Window)} {conv.Filters}",
        MaxPool pool => $"max {Kernel(pool.Window)}{Stride(pool.Window)}",
        AveragePool pool => $"avg {Kernel(pool.Window)}{Stride(pool.Window)}",
        Linear linear => $"linear {linear.Outputs}",
        _ => "",
    };

    private static string Kind(Operator op) => op switch
    {
        Conv2D => "convolution",
        MaxPool => "max pool",
        AveragePool or GlobalAveragePool or AdaptiveAveragePool => "avg pool",
        LocalResponseNorm => "local norm",
        BatchNorm => "batch norm",
        Dropout dropout => $"dropout ({(100 * dropout.Rate).ToString("0", CultureInfo.InvariantCulture)}%)",
        _ => op.Name.ToLowerInvariant(),
    };

    private static Window? WindowOf(Operator op) => op switch
    {
        Conv2D conv => conv.Window,
        MaxPool pool => pool.Window,
        AveragePool pool => pool.Window,
        _ => null,
    };

    private static string Kernel(Window w) => $"{w.KernelH}x{w.KernelW}";

    private static string Stride(Window w) => (w.StrideH, w.StrideW) switch
    {
        (1, 1) => "",
        var (h, v) when h == v => $"/{h}",
        var (h, v) => $"/{h}x{v}",
    };
}
