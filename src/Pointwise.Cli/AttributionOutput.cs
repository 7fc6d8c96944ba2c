using System.Globalization;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Training.Attributions;

namespace Pointwise.Cli;

/// <summary>How an explained prediction is printed.</summary>
internal static class AttributionOutput
{
    private const int BranchesARow = 5;

    /// <summary>The answer, the map's sum and its warmest place, and a row a module.</summary>
    public static void Print(TextWriter output, string name, Picture picture, Attribution attribution)
    {
        AttributionMap map = attribution.Map;
        string rest = attribution.Against is { } other ? Line($" against {other.Label} ({100 * other.Probability:F2} %), logits apart by {attribution.Logit:F3}") : Line($", logit {attribution.Logit:F3}");
        output.WriteLine(Line($"{name}: {attribution.Answer.Label} ({100 * attribution.Answer.Probability:F2} %){rest}"));
        string of = attribution.Against is null ? "the bias" : "the biases'", what = attribution.Against is null ? "the logit" : "that";
        string sum = attribution.Method == AttributionMethod.Cam ? Line($"; its sum {map.Sum:F3} and {of} {attribution.Bias:F3} are {what}") : "";
        output.WriteLine($"{NameOf(attribution.Method)} at {attribution.Layer}, {map.Height}x{map.Width}{sum}");
        if (map[map.Peak.Row, map.Peak.Column] > 0)
            output.WriteLine(Line($"warmest at x {attribution.Peak.X:F0}, y {attribution.Peak.Y:F0} of the {picture.Width} x {picture.Height} picture"));
        else output.WriteLine("no place speaks for the class");
        if (attribution.Modules.IsEmpty) return;
        output.WriteLine();
        var table = new TextTable(["module", "branches", .. Enumerable.Repeat("", BranchesARow - 1), ">together"]);
        foreach (ModuleContribution module in attribution.Modules)
        {
            string[][] rows = [.. module.Branches.Select(b => Line($"{b.Name} {100 * b.Share:+0.0;-0.0;0.0}%")).Chunk(BranchesARow)];
            for (int i = 0; i < rows.Length; i++)
                table.Add([i == 0 ? module.Name : "", .. rows[i], .. Enumerable.Repeat("", BranchesARow - rows[i].Length), i == 0 ? Line($"{module.Sum:+0.000;-0.000;0.000}") : ""]);
        }

        table.Write(output);
    }

    /// <summary>The same for programs, and every value of the map.</summary>
    public static void Write(Utf8JsonWriter json, string network, string name, Attribution attribution)
    {
        json.WriteString("network", network);
        json.WriteString("picture", name);
        json.WriteNumber("class", attribution.Answer.Class);
        json.WriteString("label", attribution.Answer.Label);
        json.WriteNumber("probability", attribution.Answer.Probability);
        json.WriteNumber("logit", attribution.Logit);
        if (attribution.Against is { } other)
        {
            json.WriteStartObject("against");
            json.WriteNumber("class", other.Class);
            json.WriteString("label", other.Label);
            json.WriteNumber("probability", other.Probability);
            json.WriteEndObject();
        }

        json.WriteString("method", NameOf(attribution.Method));
        json.WriteString("layer", attribution.Layer);
        json.WriteStartObject("seen");
        json.WriteNumber("left", attribution.Seen.Left);
        json.WriteNumber("top", attribution.Seen.Top);
        json.WriteNumber("right", attribution.Seen.Right);
        json.WriteNumber("bottom", attribution.Seen.Bottom);
        json.WriteEndObject();
        WriteMap(json, attribution);
        json.WriteList("modules", attribution.Modules, module =>
        {
            json.WriteString("name", module.Name);
            json.WriteNumber("sum", module.Sum);
            json.WriteList("branches", module.Branches, branch =>
            {
                json.WriteString("name", branch.Name);
                json.WriteString("steps", branch.Steps);
                json.WriteNumber("channels", branch.Channels);
                json.WriteNumber("contribution", branch.Value);
                json.WriteNumber("share", branch.Share);
            });
        });
    }

    private static void WriteMap(Utf8JsonWriter json, Attribution attribution)
    {
        AttributionMap map = attribution.Map;
        json.WriteStartObject("map");
        json.WriteNumber("height", map.Height);
        json.WriteNumber("width", map.Width);
        json.WriteNumber("sum", map.Sum);
        json.WriteNumber("top", attribution.Placement.Top);
        json.WriteNumber("left", attribution.Placement.Left);
        json.WriteNumber("step_y", attribution.Placement.StepY);
        json.WriteNumber("step_x", attribution.Placement.StepX);
        if (attribution.Method == AttributionMethod.Cam) json.WriteNumber("bias", attribution.Bias);
        json.WriteNumber("warmest_x", attribution.Peak.X);
        json.WriteNumber("warmest_y", attribution.Peak.Y);
        json.WriteRows("values", map.Values.Chunk(map.Width), json.WriteNumberValue);
        json.WriteEndObject();
    }

    private static string NameOf(AttributionMethod method) => method == AttributionMethod.Cam ? "cam" : "gradcam";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
