using System.CommandLine;
using System.Globalization;
using Pointwise.Data.Checks;
using Pointwise.Data.Masks;
using Pointwise.Data.Sets;
using Pointwise.Drawing;

namespace Pointwise.Cli.Verbs;

/// <summary>Looks through a data set before anything is trained on it.</summary>
internal static class DataCheckVerb
{
    private const int Shown = 10;

    public static Verb Create()
    {
        Argument<string> data = new("data") { Description = "A folder with one folder a class, MNIST's or CIFAR's files, a tar archive, a CSV file of path,label, or a folder of pictures and masks", HelpName = "DATA" };
        Option<string?> html = CommonOptions.Html();
        Option<bool> json = CommonOptions.Json();
        Option<bool> strict = new("--strict") { Description = "End with exit code 1 where there is something to look into" };
        var masks = new MaskArguments();
        Option<int> threads = CommonTrainingOptions.Threads();
        var verb = new Verb("check", "Looks through a data set: sizes, formats, unreadable pictures, duplicates, what of one part lies in another", "pointwise data check photos", "pointwise data check photos --html photos.html")
        {
            data, html, json, strict, threads,
        };
        foreach (Option option in masks.Options) verb.Add(option);
        return verb.Does(call =>
        {
            if (masks.Options.Any(call.Has) || MaskSets.Recognises(call.Get(data)))
            {
                MaskReport pixels = Run(call, lines => MaskCheck.Run(call.Get(data), MaskSets.Open(call.Get(data), masks.Of(call) with { ValidationShare = 0 }), call.Get(threads), lines, call.Stop));
                if (call.Get(json)) JsonOutput.Print(call.Out, writer => MaskReportOutput.WriteJson(writer, pixels));
                else MaskReportOutput.Print(call.Out, pixels);
                OutputFile.Write(call, call.Get(html), () => MaskReportOutput.Page(pixels));
                return call.Get(strict) && !pixels.Warnings.IsEmpty ? 1 : 0;
            }

            DataReport report = Run(call, lines => DataCheck.Run(call.Get(data), DataSets.Open(call.Get(data), new DataSetOptions { ValidationShare = 0 }), call.Get(threads), lines, call.Stop));
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => DataReportJson.Write(writer, report));
            else Print(call.Out, report);
            OutputFile.Write(call, call.Get(html), () => DataReportPage.Write(report));
            return call.Get(strict) && !report.Warnings.IsEmpty ? 1 : 0;
        });
    }

    private static TReport Run<TReport>(Call call, Func<IProgress<CheckProgress>, TReport> look)
    {
        var line = new ProgressLine(call.Terminal);
        TReport report = look(new CheckLines(line));
        line.End();
        return report;
    }

    private static void Print(TextWriter output, DataReport report)
    {
        output.WriteLine($"{report.Source}: {Figures.Exact(report.Count)} pictures of {Figures.Exact(report.Classes.Length)} classes ({report.Split.Kind})");
        output.WriteLine();
        var classes = new TextTable(["class", .. report.Parts.Select(p => $">{p.Name}")]);
        foreach (ClassCount c in report.Classes) classes.Add([c.Class, .. c.PerPart.Select(n => Figures.Exact(n))]);
        classes.Rule();
        classes.Add(["together", .. report.Parts.Select(p => Figures.Exact(p.Data.Count))]);
        classes.Write(output);
        output.WriteLine();
        var sizes = new TextTable("pixels", ">least", ">median", ">most");
        sizes.Add("height", Number(report.Heights.Least), Number(report.Heights.Median), Number(report.Heights.Most));
        sizes.Add("width", Number(report.Widths.Least), Number(report.Widths.Median), Number(report.Widths.Most));
        sizes.Write(output);
        output.WriteLine();
        output.WriteLine($"formats: {string.Join(", ", report.Formats.Select(f => $"{f.What} {Figures.Exact(f.Count)}"))}");
        output.WriteLine($"without colour: {Figures.Exact(report.Grey)}; under {DataReport.TinySide} pixels high or wide: {Figures.Exact(report.Tiny)}; not readable: {Figures.Exact(report.Unreadable.Length)}");
        output.WriteLine($"groups of the same file: {Figures.Exact(report.Exact.Length)}; of almost the same picture: {Figures.Exact(report.Near.Length)}");
        foreach (UnreadablePicture u in report.Unreadable.Take(Shown)) output.WriteLine($"  not readable: {u.Picture.Name}: {u.Reason}");
        foreach (SamePictures group in report.Exact.Take(Shown)) output.WriteLine($"  the same file: {Names(group)}");
        foreach (SamePictures group in report.Near.Take(Shown)) output.WriteLine($"  almost the same: {Names(group)}");
        foreach (string note in report.Split.Notes) output.WriteLine(note);
        output.WriteLine();
        output.WriteLine(report.Warnings.IsEmpty ? "nothing to look into" : "to look into:");
        foreach (string warning in report.Warnings) output.WriteLine($"- {warning}");
    }

    private static string Names(SamePictures group) => string.Join(" = ", group.Pictures.Take(4).Select(p => $"{p.Name} ({p.Class})")) + (group.Pictures.Length > 4 ? " = …" : "");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class CheckLines(ProgressLine line) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => line.Show(() => $"looked at {Figures.Exact(value.Done)} of {Figures.Exact(value.Total)} pictures", value.Done == value.Total);
    }
}
