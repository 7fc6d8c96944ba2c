using System.Globalization;
using System.Text.Json;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Inference.Dense;

namespace Pointwise.Cli;

/// <summary>How maps of scores are printed.</summary>
internal static class DenseOutput
{
    private const int MostColumns = 100;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>For people.</summary>
    public static void Print(TextWriter output, DenseRun run)
    {
        output.WriteLine($"{run.Name}: {run.Picture.Height}x{run.Picture.Width}");
        output.WriteLine();
        var costs = new TextTable(">scale", ">picture", ">places", ">stride", ">tiles", ">multiply-adds", ">one by one", ">times", ">seconds", ">one by one", ">times");
        foreach ((DenseMap map, DenseTimes times) in run.Maps.Zip(run.Times))
        {
            costs.Add(Number(map.Scale), $"{map.Grid.Height}x{map.Grid.Width}", $"{map.Rows}x{map.Columns}", $"{map.Grid.StrideY}", $"{map.Cost.Tiles}",
                Figures.Short(map.Cost.MultiplyAdds), Figures.Short(map.Cost.CropMultiplyAdds), Figures.Times(map.Cost.Saving),
                Seconds(times.MapSeconds), Seconds(times.CropSeconds), Figures.Times(times.CropSeconds / times.MapSeconds));
        }

        costs.Write(output);
        foreach (DenseMap map in run.Maps) PrintAnswers(output, map);
        output.WriteLine();
        output.WriteLine("where each class is most probable, in pixels of the picture");
        var places = new TextTable("class", ">probability", ">scale", ">row", ">column", ">left", ">top", ">right", ">bottom");
        foreach (DensePlace place in run.Places)
        {
            Region r = place.Region;
            places.Add(place.Label, Percent(place.Probability), Number(place.Scale), $"{place.Row}", $"{place.Column}", Pixel(r.Left), Pixel(r.Top), Pixel(r.Right), Pixel(r.Bottom));
        }

        places.Write(output);
        output.WriteLine();
        output.WriteLine(run.Maps.Length > 1 ? "mean over all places and scales" : "mean over all places");
        var means = new TextTable("class", ">probability");
        foreach (Inference.Answer answer in run.Means) means.Add(answer.Label, Percent(answer.Probability));
        means.Write(output);
    }

    /// <summary>For programs: with the answers of every cell and the shown class' probability there.</summary>
    public static void WriteJson(Utf8JsonWriter json, DenseRun run)
    {
        json.WriteString("picture", run.Name);
        json.WriteNumber("height", run.Picture.Height);
        json.WriteNumber("width", run.Picture.Width);
        json.WriteString("class", run.Maps[0].LabelOf(run.Shown));
        json.WriteNumber("class_index", run.Shown);
        json.WriteList("maps", run.Maps.Zip(run.Times), pair => WriteMap(json, pair.First, pair.Second, run.Shown));
        json.WriteList("places", run.Places, place =>
        {
            json.WriteString("class", place.Label);
            json.WriteNumber("class_index", place.Class);
            json.WriteFinite("probability", place.Probability);
            json.WriteNumber("scale", place.Scale);
            json.WriteNumber("row", place.Row);
            json.WriteNumber("column", place.Column);
            json.WriteNumber("left", place.Region.Left);
            json.WriteNumber("top", place.Region.Top);
            json.WriteNumber("right", place.Region.Right);
            json.WriteNumber("bottom", place.Region.Bottom);
        });
        json.WriteList("mean", run.Means, answer =>
        {
            json.WriteString("class", answer.Label);
            json.WriteNumber("class_index", answer.Class);
            json.WriteFinite("probability", answer.Probability);
        });
    }

    private static void WriteMap(Utf8JsonWriter json, DenseMap map, DenseTimes times, int shown)
    {
        json.WriteNumber("scale", map.Scale);
        json.WriteNumber("height", map.Grid.Height);
        json.WriteNumber("width", map.Grid.Width);
        json.WriteNumber("rows", map.Rows);
        json.WriteNumber("columns", map.Columns);
        json.WriteNumber("stride_y", map.Grid.StrideY);
        json.WriteNumber("stride_x", map.Grid.StrideX);
        json.WriteNumber("window_height", map.Grid.WindowHeight);
        json.WriteNumber("window_width", map.Grid.WindowWidth);
        json.WriteNumber("field_height", map.Grid.Field.Height);
        json.WriteNumber("field_width", map.Grid.Field.Width);
        json.WriteNumber("tiles", map.Cost.Tiles);
        json.WriteNumber("multiply_adds", map.Cost.MultiplyAdds);
        json.WriteNumber("multiply_adds_one_by_one", map.Cost.CropMultiplyAdds);
        json.WriteNumber("seconds", times.MapSeconds);
        json.WriteNumber("seconds_one_by_one", times.CropSeconds);
        json.WriteRows("answers", map.Answers().Chunk(map.Columns), json.WriteNumberValue);
        json.WriteRows("probabilities", map.ProbabilityOf(shown).Chunk(map.Columns), value =>
        {
            if (float.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        });
    }

    /// <summary>A letter a cell, the most frequent answer first.</summary>
    private static void PrintAnswers(TextWriter output, DenseMap map)
    {
        if (map.Columns > MostColumns) return;
        int[] answers = map.Answers();
        (int Class, int Count)[] common = [.. answers.CountBy(a => a).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(Letters.Length).Select(c => (c.Key, c.Value))];
        output.WriteLine();
        output.WriteLine($"the answer at each place, scale {Number(map.Scale)}");
        string[] grid = [.. answers.Chunk(map.Columns).Select(row => "  " + string.Concat(row.Select(Letter)))];
        string[] key = [.. common.Select((c, i) => $"{Letters[i]}  {map.LabelOf(c.Class)} ({c.Count})")];
        int lines = Math.Max(grid.Length, Math.Min(key.Length, Math.Max(grid.Length, 8)));
        for (int i = 0; i < lines; i++) output.WriteLine($"{(i < grid.Length ? grid[i] : "").PadRight(map.Columns + 2)}   {(i < key.Length ? key[i] : "")}".TrimEnd());

        char Letter(int answer)
        {
            int place = Array.FindIndex(common, c => c.Class == answer);
            return place < 0 ? '.' : Letters[place];
        }
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double value) => (100 * value).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string Pixel(float value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString(value < 1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);
}
