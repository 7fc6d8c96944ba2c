using System.Collections.Immutable;

namespace Pointwise.Costs;

/// <summary>One row of a printed table beside the exact figures.</summary>
/// <param name="Module">The row of the report.</param>
/// <param name="PrintedParameters">Parameters as printed, in units of 1024.</param>
/// <param name="PrintedOperations">Multiply-adds as printed, in millions.</param>
/// <param name="ParametersAgree">Whether the printed parameters are the exact ones rounded, with biases or without.</param>
/// <param name="OperationsAgree">Whether the printed operations are the exact ones rounded.</param>
public sealed record PaperRow(ModuleCost Module, double PrintedParameters, double PrintedOperations, bool ParametersAgree, bool OperationsAgree);

/// <summary>
/// Table 1 of "Going deeper with convolutions" (arXiv:1409.4842) as printed. Its K is 1024, its M a million. Several rows disagree with their own widths.
/// </summary>
public static class PaperTable
{
    /// <summary>The sum of the parameters as printed, in units of 1024.</summary>
    public const double PrintedParameters = 6797.7;

    /// <summary>The sum of the operations as printed, in millions.</summary>
    public const double PrintedOperations = 1502;

    /// <summary>What is known of the first row's figures.</summary>
    public const string FirstRowNote =
        "The first row's 2.7K and 34M fit a separable 7x7/2 with depth multiplier 8 (2,712 parameters, 34.02M); that it is one is inferred from the arithmetic.";

    private static readonly (string Kind, double Parameters, double Operations)[] Printed =
    [
        ("convolution", 2.7, 34), ("convolution", 112, 360),
        ("inception", 159, 128), ("inception", 380, 304),
        ("inception", 364, 73), ("inception", 437, 88), ("inception", 463, 100), ("inception", 580, 119), ("inception", 840, 170),
        ("inception", 1072, 54), ("inception", 1388, 71),
        ("linear", 1000, 1),
    ];

    /// <summary>The printed rows beside a report's; empty where the report is not of that network.</summary>
    /// <param name="report">The cost of a network.</param>
    public static ImmutableArray<PaperRow> Beside(CostReport report)
    {
        ModuleCost[] rows = [.. report.Modules.Where(m => m.Cost.Weights > 0 && m.Kind != Description.AuxiliaryHead)];
        bool same = report.Network == "googlenet" && report.Input is { H: 224, W: 224, C: 3, N: 1 } && rows.Select(r => r.Kind).SequenceEqual(Printed.Select(p => p.Kind));
        return same ? [.. rows.Zip(Printed, (row, printed) => Compare(row, printed.Parameters, printed.Operations))] : [];
    }

    private static PaperRow Compare(ModuleCost row, double parameters, double operations) => new(row, parameters, operations,
        IsRounded(parameters, row.Cost.Weights / 1024.0, row.Cost.Parameters / 1024.0), IsRounded(operations, row.Cost.MultiplyAdds / 1e6, row.Cost.MultiplyAdds / 1e6));

    private static bool IsRounded(double printed, double least, double most) => Math.Floor(least) <= printed && printed <= Math.Ceiling(most);
}
