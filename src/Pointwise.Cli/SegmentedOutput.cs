using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference.Segmenting;
using Pointwise.Training.Reports;

namespace Pointwise.Cli;

/// <summary>Where segmented pictures go: areas printed as a table, lines of JSON or of comma-separated values; masks and overlays into a folder.</summary>
internal sealed class SegmentedOutput : IDisposable
{
    private static readonly string[] Columns = ["picture", "class", ">pixels", ">share"];
    private readonly TextWriter output;
    private readonly bool json, csv;
    private readonly string? folder;
    private readonly ImmutableArray<Rgb> colours;
    private readonly TextTable table = new(Columns);
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private bool isEmpty = true;

    public SegmentedOutput(TextWriter output, bool json, bool csv, string? folder, ImmutableArray<Rgb> colours, ImmutableArray<string> labels)
    {
        (this.output, this.json, this.csv, this.folder, this.colours) = (output, json, csv, folder, colours);
        if (folder is not null) Make(folder);
        if (csv && !json) new TextTable(Columns).WriteCsv(output);
    }

    /// <summary>The colour of each class: the one that a file says of its name, else one that tells it apart.</summary>
    /// <param name="model">The model; its labels are the names.</param>
    /// <param name="file">The table of classes; null for none.</param>
    /// <exception cref="PointwiseException">The file is no such table.</exception>
    public static ImmutableArray<Rgb> ColoursOf(Model model, string? file)
    {
        ClassTable? said = file is null ? null : ClassTableFile.Read(file);
        return [.. Enumerable.Range(0, Math.Max(model.Labels.Length, Mask.MostClasses)).Select(c =>
            c < model.Labels.Length && said is { HasColours: true } && said.Names.IndexOf(model.Labels[c]) is >= 0 and var at ? said.Colours[at] : ClassColours.Of(c))];
    }

    /// <summary>Takes a picture: prints it, and writes its files.</summary>
    public void Add(SegmentedPicture picture)
    {
        if (picture.Segmentation is { } segmentation && picture.Picture is { } pixels && folder is not null) Write(picture.Name, pixels, segmentation);
        if (json)
        {
            JsonOutput.PrintLine(output, writer => WriteMembers(writer, picture));
            output.Flush();
        }
        else if (picture.Segmentation is not null && csv)
        {
            var lines = new TextTable(Columns);
            foreach (ClassArea area in picture.Segmentation.Areas) lines.Add(picture.Name, area.Label, area.Pixels.ToString(CultureInfo.InvariantCulture), area.Share.ToString("R", CultureInfo.InvariantCulture));
            lines.WriteCsv(output, withHeaders: false);
            output.Flush();
        }
        else if (picture.Segmentation is not null) AddRows(picture.Name, picture.Segmentation);
    }

    /// <summary>There are no more, or the work was stopped.</summary>
    public void End()
    {
        if (!isEmpty) table.Write(output);
    }

    public void Dispose() => output.Flush();

    /// <summary>The classes that there are, the largest first; the picture's name at its first only.</summary>
    private void AddRows(string name, Segmentation segmentation)
    {
        bool isFirst = true;
        foreach (ClassArea area in segmentation.Areas.Where(a => a.Pixels > 0).OrderByDescending(a => a.Pixels))
        {
            table.Add(isFirst ? name : "", area.Label, Figures.Exact(area.Pixels), Figures.Share(area.Share, 1));
            (isFirst, isEmpty) = (false, false);
        }
    }

    private void Write(string name, Picture picture, Segmentation segmentation)
    {
        string place = Path.Combine(folder!, FreeName(name));
        PictureFile.SavePng($"{place}.mask.png", segmentation.Mask, colours);
        IEnumerable<(int, string)> legend = segmentation.Areas.Where(a => a.Pixels > 0).OrderByDescending(a => a.Pixels).Select(a => (a.Class, $"{a.Label} {Figures.Share(a.Share, 1)}"));
        PixelCanvas canvas = MaskPictures.Over(picture, segmentation.Mask, colours).OverWithLegend(MaskPictures.Rgb(picture), picture.Height, picture.Width, Path.GetFileName(name), legend);
        PictureFile.SavePng($"{place}.overlay.png", new Picture(canvas.Height, canvas.Width, 3, canvas.Pixels));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        JsonOutput.Print(text, writer => WriteMembers(writer, new SegmentedPicture(0, name, null, segmentation)));
        AtomicFile.Write($"{place}.json", stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A picture's name without folder and ending, and with a number where it was there before.</summary>
    private string FreeName(string picture)
    {
        string name = Path.GetFileNameWithoutExtension(picture), free = name.Length > 0 && name != "-" ? name : "picture";
        for (int i = 2; !names.Add(free); i++) free = $"{name}-{i}";
        return free;
    }

    private static void WriteMembers(Utf8JsonWriter writer, SegmentedPicture picture)
    {
        writer.WriteString("picture", picture.Name);
        if (picture.Error is not null) writer.WriteString("error", $"{picture.Error.Problem}: {picture.Error.Found}");
        if (picture.Segmentation is not { } segmentation) return;
        writer.WriteNumber("height", segmentation.Mask.Height);
        writer.WriteNumber("width", segmentation.Mask.Width);
        writer.WriteList("areas", segmentation.Areas, area =>
        {
            writer.WriteNumber("class", area.Class);
            writer.WriteString("label", area.Label);
            writer.WriteNumber("pixels", area.Pixels);
            writer.WriteNumber("share", area.Share);
        });
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(folder, e);
        }
    }
}
