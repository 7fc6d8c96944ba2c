using System.Text.Json;
using Pointwise.Inference.Measuring;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Cli;

/// <summary>How fast a network runs, as JSON: seconds, bytes and FLOP/s as plain numbers.</summary>
internal static class BenchJson
{
    public static void Write(Utf8JsonWriter json, BenchmarkReport report, BenchParts parts)
    {
        json.WriteString("network", report.Network);
        WriteShape(json, "input", report.Input);
        json.WriteNumber("threads", report.Threads);
        json.WriteNumber("lanes", report.Lanes);
        json.WriteString("choice", BenchOutput.Word(report.Algorithms));
        json.WriteStartObject("seconds");
        json.WriteNumber("median", report.Times.Median);
        json.WriteNumber("least", report.Times.Least);
        foreach (int percent in (int[])[10, 90, 99]) json.WriteNumber($"p{percent}", report.Times.Percentile(percent));
        json.WriteNumber("runs", report.Times.Count);
        json.WriteEndObject();
        json.WriteNumber("pictures_per_second", report.PicturesPerSecond);
        json.WriteNumber("multiply_adds", report.MultiplyAdds);
        json.WriteNumber("flops_per_second", report.FlopsPerSecond);
        json.WriteNumber("peak_flops_per_second", report.Peak);
        json.WriteNumber("share_of_peak", report.ShareOfPeak);
        json.WriteStartObject("memory");
        json.WriteNumber("value_bytes", report.Memory.ValueBytes);
        json.WriteNumber("least_value_bytes", report.Memory.LeastValueBytes);
        json.WriteNumber("prepared_weight_bytes", report.Memory.PreparedBytes);
        json.WriteNumber("parameter_bytes", report.Memory.ParameterBytes);
        json.WriteNumber("resident_peak_bytes", report.Memory.ResidentBytes);
        json.WriteEndObject();
        if (!parts.Layers && !parts.Choices) return;
        json.WriteList("layers", report.Layers, layer =>
        {
            json.WriteString("node", layer.Node);
            json.WriteString("operator", layer.Operator);
            json.WriteString("algorithm", layer.Algorithm);
            WriteShape(json, "output", layer.Output);
            WriteRates(json, layer.Seconds, layer.MultiplyAdds, layer.FlopsPerSecond);
            if (parts.Choices) json.WriteList("candidates", layer.Candidates, way => WriteCandidate(json, report, layer, way));
        });
        json.WriteList("algorithms", LayerTime.ByAlgorithm(report.Layers), sum =>
        {
            json.WriteString("algorithm", sum.Algorithm);
            json.WriteNumber("nodes", sum.Nodes);
            WriteRates(json, sum.Seconds, sum.MultiplyAdds, sum.FlopsPerSecond);
        });
    }

    private static void WriteCandidate(Utf8JsonWriter json, BenchmarkReport report, LayerTime layer, AlgorithmCandidate way)
    {
        json.WriteString("algorithm", way.Name);
        json.WriteNumber("cycles", way.Cycles);
        json.WriteNumber("seconds", report.SecondsOf(way));
        if (layer.MeasuredSeconds(way) is { } measured) json.WriteNumber("measured_seconds", measured);
        json.WriteBoolean("taken", way.Name == layer.Algorithm);
        json.WriteString("why", layer.Reason(way));
    }

    private static void WriteRates(Utf8JsonWriter json, double seconds, long multiplyAdds, double flops)
    {
        json.WriteNumber("seconds", seconds);
        json.WriteNumber("multiply_adds", multiplyAdds);
        json.WriteNumber("flops_per_second", flops);
    }

    private static void WriteShape(Utf8JsonWriter json, string name, Shape shape)
    {
        json.WriteStartArray(name);
        foreach (int extent in shape.ToArray()) json.WriteNumberValue(extent);
        json.WriteEndArray();
    }
}
