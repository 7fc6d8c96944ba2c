using System.Globalization;
using Pointwise.Drawing;
using Pointwise.Training.Experiments;

namespace Pointwise.Cli;

/// <summary>How the verb experiment prints and draws what was found.</summary>
internal static class ExperimentOutput
{
    private static readonly string[] Headers = ["", ">multiply-adds", ">parameters", ">ms a step", ">accuracy", ">deviation", "each seed"];

    /// <summary>A table, a row a network.</summary>
    public static TextTable Table(ExperimentResult result)
    {
        var table = new TextTable(Headers);
        foreach (VariantResult v in result.Variants) table.Add(Cells(v));
        return table;
    }

    /// <summary>Plain numbers, a row a training run.</summary>
    public static TextTable Rows(ExperimentResult result)
    {
        var table = new TextTable("experiment", "variant", "multiply_adds", "parameters", "seed", "pictures", "right", "loss", "seconds_per_step");
        foreach (VariantResult v in result.Variants)
        {
            foreach (Trial t in v.Trials)
            {
                table.Add(result.Name, v.Name, Text(v.MultiplyAdds), Text(v.Parameters), Text(t.Seed), Text(t.Score.Pictures), Text(t.Score.Top1), Text(t.Score.Loss),
                    Text(t.SecondsPerStep.IsEmpty ? 0 : t.SecondsPerStep.Average()));
            }
        }

        return table;
    }

    /// <summary>A dot a training run.</summary>
    public static SvgWriter Plot(ExperimentResult result) => new DotPlot(result.Question, $"accuracy, a dot a seed; {result.Data}", [.. result.Variants.Select(v =>
        new DotRow(v.Name, $"{Percent(v.Accuracy)}, {Figures.Short(v.MultiplyAdds)} multiply-adds", [.. v.Trials.Select(t => t.Score.Accuracy)]))]).Draw();

    /// <summary>A page with plot and table.</summary>
    public static HtmlPage Page(ExperimentResult result) => new HtmlPage(result.Question).Note(result.Data).Drawing(Plot(result))
        .Table(Headers, [.. result.Variants.Select(Cells)]).List(result.Variants.Select(v => $"{v.Name}: {v.About}"));

    /// <summary>JSON.</summary>
    public static void Print(TextWriter output, ExperimentResult result) => JsonOutput.Print(output, writer =>
    {
        writer.WriteString("experiment", result.Name);
        writer.WriteString("question", result.Question);
        writer.WriteString("data", result.Data);
        writer.WriteList("variants", result.Variants, v =>
        {
            writer.WriteString("name", v.Name);
            writer.WriteString("about", v.About);
            writer.WriteNumber("multiply_adds", v.MultiplyAdds);
            writer.WriteNumber("parameters", v.Parameters);
            writer.WriteNumber("seconds_per_step", v.SecondsPerStep);
            writer.WriteNumber("accuracy", v.Accuracy);
            writer.WriteNumber("deviation", v.Deviation);
            writer.WriteList("trials", v.Trials, t =>
            {
                writer.WriteNumber("seed", t.Seed);
                writer.WriteNumber("accuracy", t.Score.Accuracy);
                writer.WriteNumber("loss", t.Score.Loss);
            });
        });
    });

    private static string[] Cells(VariantResult v) =>
    [
        v.Name, Figures.Exact(v.MultiplyAdds), Figures.Exact(v.Parameters), (1000 * v.SecondsPerStep).ToString("F1", CultureInfo.InvariantCulture), Percent(v.Accuracy), Percent(v.Deviation),
        string.Join("  ", v.Trials.Select(t => Percent(t.Score.Accuracy))),
    ];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
