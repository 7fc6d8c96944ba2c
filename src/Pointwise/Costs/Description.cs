using System.Globalization;
using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>Rows and branches in the words of the paper's table.</summary>
internal static class Description
{
    /// <summary>The kind of a row that ends in a head beside the main one.</summary>
    public const string AuxiliaryHead = "auxiliary head";

    /// <summary>What a row of the table is.</summary>
    /// <param name="operators">Its operators in order.</param>
    /// <param name="joins">Whether it joins branches.</param>
    /// <param name="endsElsewhere">Whether it ends in an auxiliary head.</param>
    public static string Kind(IReadOnlyList<Operator> operators, bool joins, bool endsElsewhere)
    {
        if (endsElsewhere) return AuxiliaryHead;
        if (joins) return "inception";
        if (operators.Any(op => op is Add)) return "residual";
        Operator chief = operators.LastOrDefault(op => op is Conv2D) ?? operators.LastOrDefault(op => op is Linear)
            ?? operators.FirstOrDefault(op => op is not (Relu or Flatten)) ?? operators[0];
        return chief switch
        {
            Conv2D => "convolution",
            MaxPool => "max pool",
            AveragePool or GlobalAveragePool or AdaptiveAveragePool => "avg pool",
            Linear => "linear",
            Dropout dropout => $"dropout ({(100 * dropout.Rate).ToString("0", CultureInfo.InvariantCulture)}%)",
            _ => OperatorText.Label(chief),
        };
    }

    /// <summary>The window of a row that has one main window, with its stride: 7x7/2. For a module only where it strides.</summary>
    public static string Window(IReadOnlyList<Operator> operators, bool joins)
    {
        Window? chief = null;
        foreach (Operator op in operators)
        {
            if (OperatorText.WindowOf(op) is { } window && (!joins || window.StrideH > 1 || window.StrideW > 1)) chief ??= window;
            if (!joins && op is Conv2D { Window.Taps: > 1 } conv) chief = conv.Window;
        }

        return chief is { } w ? $"{OperatorText.Kernel(w)}/{OperatorText.Stride(w)}" : "";
    }

    /// <summary>A branch after its largest window.</summary>
    public static string Branch(IReadOnlyList<Operator> operators)
    {
        if (operators.Any(op => op is MaxPool or AveragePool)) return "pool";
        Conv2D? largest = operators.OfType<Conv2D>().MaxBy(conv => conv.Window.Taps);
        return largest is null ? "pass" : OperatorText.Kernel(largest.Window);
    }

    /// <summary>What happens in order, activations and norms left out: "1x1 96, 3x3 128".</summary>
    public static string Steps(IReadOnlyList<Operator> operators) =>
        string.Join(", ", operators.Where(op => OperatorText.WindowOf(op) is not null).Select(Step)) is { Length: > 0 } text ? text : "as it is";

    private static string Step(Operator op) => op is Conv2D conv ? $"{OperatorText.Size(conv.Window)} {conv.Filters}" : OperatorText.Label(op);
}
