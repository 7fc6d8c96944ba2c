using System.Globalization;
using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Inference.Precision;

namespace Pointwise.Cli;

/// <summary>How far results lie from double precision: the table of bench --errors.</summary>
internal static class ErrorsOutput
{
    private const string Format = "0.0e0";

    /// <summary>For people.</summary>
    public static void Print(TextWriter output, PrecisionReport report)
    {
        var table = new TextTable("node", "operator", "algorithm", ">output", ">largest", ">off by", ">of the largest");
        foreach (LayerError layer in report.Layers)
            table.Add([layer.Node, layer.Operator, layer.Algorithm, layer.Output.ToPicture(), .. Numbers(layer.Of)]);
        table.Rule();
        if (report.Worst is { } worst) table.Add(["the worst", "", worst.Algorithm, worst.Output.ToPicture(), .. Numbers(worst.Of)]);
        if (report.Whole is { } whole) table.Add(["the network", "", report.Head, "", .. Numbers(whole)]);
        output.WriteLine();
        output.WriteLine("Against double precision: every node from the values that it reads, the network from its input, before it was rewritten.");
        output.WriteLine();
        table.Write(output);
        if (report.Unknown.Length > 0) output.WriteLine($"without a reference: {string.Join(", ", report.Unknown)}");
    }

    /// <summary>As JSON.</summary>
    public static void Write(Utf8JsonWriter json, PrecisionReport report)
    {
        json.WriteStartObject("errors");
        if (report.Whole is { } whole)
        {
            json.WriteStartObject("network");
            json.WriteString("head", report.Head);
            Write(json, whole);
            json.WriteEndObject();
        }

        json.WriteList("layers", report.Layers, layer =>
        {
            json.WriteString("node", layer.Node);
            json.WriteString("operator", layer.Operator);
            json.WriteString("algorithm", layer.Algorithm);
            Write(json, layer.Of);
        });
        json.WriteTexts("unknown", report.Unknown);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ValueError error)
    {
        json.WriteNumber("largest", error.Largest);
        json.WriteNumber("error", error.Error);
        json.WriteNumber("share", error.Share);
    }

    private static string[] Numbers(ValueError error) =>
        [error.Largest.ToString("G4", CultureInfo.InvariantCulture), error.Error.ToString(Format, CultureInfo.InvariantCulture), error.Share.ToString(Format, CultureInfo.InvariantCulture)];
}
