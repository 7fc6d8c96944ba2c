using System.Text.Json;
using Pointwise.Drawing;
using Pointwise.Formats;

namespace Pointwise.Cli;

/// <summary>What is in a file that is no model as it stands: damaged, or weights whose network nobody knows.</summary>
internal static class FileOutput
{
    private const int MostTensors = 40, MostText = 120;

    /// <summary>Prints what can be read of it.</summary>
    public static void Print(TextWriter output, FileDescription file)
    {
        output.WriteLine($"{"file",-15}{file.Path}");
        output.WriteLine($"{"format",-15}{ModelFormats.Describe(file.Format)}{(file.Damage is null ? "" : ", damaged")}");
        output.WriteLine($"{"size",-15}{Figures.Bytes(file.Bytes)}");
        foreach ((string key, string value) in file.Metadata) output.WriteLine($"{key,-14} {(value.Length > MostText ? value[..MostText] + "…" : value).ReplaceLineEndings(" ")}");
        if (file.Tensors.IsEmpty) return;
        long elements = file.Tensors.Sum(t => t.Shape.Elements);
        output.WriteLine($"{"tensors",-15}{Figures.Exact(file.Tensors.Length)} with {Figures.Exact(elements)} elements{(file.Lost.IsEmpty ? "" : $"; the data of {Figures.Exact(file.Lost.Length)} is not there")}");
        output.WriteLine();
        HashSet<TensorEntry> lost = [.. file.Lost];
        var table = new TextTable("tensor", "type", ">shape", "");
        foreach (TensorEntry tensor in file.Tensors.OrderByDescending(lost.Contains).Take(MostTensors)) table.Add(tensor.Name, $"{tensor.Type}", $"{tensor.Shape}", lost.Contains(tensor) ? "lost" : "");
        table.Write(output);
        if (file.Tensors.Length > MostTensors) output.WriteLine($"… and {Figures.Exact(file.Tensors.Length - MostTensors)} more; --json has all");
    }

    /// <summary>The same as members of a JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter json, FileDescription file, PointwiseException problem)
    {
        HashSet<TensorEntry> lost = [.. file.Lost];
        json.WriteString("file", file.Path);
        json.WriteString("format", ModelFormats.Describe(file.Format));
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("problem", problem.Problem);
        json.WriteBoolean("damaged", file.Damage is not null);
        json.WriteStartObject("metadata");
        foreach ((string key, string value) in file.Metadata) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteList("tensors", file.Tensors, tensor =>
        {
            json.WriteString("name", tensor.Name);
            json.WriteString("type", $"{tensor.Type}");
            json.WriteShape(tensor.Shape);
            if (lost.Contains(tensor)) json.WriteBoolean("lost", true);
        });
    }
}
