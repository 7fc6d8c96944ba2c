using System.Diagnostics;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Inference.Dense;

/// <summary>
/// Answers at every place of a picture at once: the classifier's fully connected layers run as convolutions (arXiv:1312.6229, section 3.5), so that
/// neighbouring windows share what they have in common. One caller at a time. The model stays the caller's.
/// </summary>
public sealed class DenseClassifier : IDisposable
{
    private const int SessionsKept = 6, CropsMeasured = 5, MapsMeasured = 3, LargestPlans = 64;
    private const double LongMap = 2;
    private readonly SlidingNetwork network;
    private readonly DenseOptions options;
    private readonly Sessions sessions;
    private readonly Dictionary<(int, int), DensePlan> plans = [];

    /// <summary>Makes a classifier slide.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">There is no such head, a node cannot slide, or the memory is below 1 byte.</exception>
    public DenseClassifier(Model model, DenseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.options = options ?? new DenseOptions();
        if (this.options.MemoryBytes < 1) throw new PointwiseException("dense: memory", "out of range", "at least 1 byte", $"{this.options.MemoryBytes}", "give a positive number");
        network = new SlidingNetwork(model, this.options.Head);
        sessions = new Sessions(network.Model, new SessionOptions { Threads = this.options.Threads }, SessionsKept, this.options.MemoryBytes);
    }

    /// <summary>How many classes it tells apart.</summary>
    public int Classes => network.Classes;

    /// <summary>The classifier as convolutions, in tensors of its own: at its own size it gives the same scores, on a larger picture a map of them.</summary>
    /// <param name="model">The classifier; it stays as it is.</param>
    /// <param name="head">The head that answers; null for the model's own.</param>
    /// <exception cref="PointwiseException">There is no such head, it is the mean of heads, or a node cannot slide; the node is named.</exception>
    public static Model Convert(Model model, string? head = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return SlidingNetwork.Slide(model, head);
    }

    /// <summary>The scores all over a picture.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture, of any size.</param>
    /// <param name="scale">Its size as a multiple of that which the model's preprocessing asks for; of its own where the model does not resize.</param>
    /// <exception cref="PointwiseException">The picture is too small or too large at that scale, or the memory allowed is too small for a tile.</exception>
    public DenseMap Map(string where, Picture picture, double scale = 1) => Map(where, picture, scale, isFlipped: false);

    /// <summary>The most probable classes of a picture, by the mean of the probabilities over all places and scales; the most probable first.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="scales">At least one scale.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">There is no scale, or the picture does not suit one of them.</exception>
    public IReadOnlyList<Answer> Classify(string where, Picture picture, IReadOnlyList<double> scales, int count) =>
        Answer.Top(network.Model, Probabilities(where, picture, scales, withFlips: false), count);

    /// <summary>Measures the network over a picture's map, and over windows one by one.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="scale">The scale.</param>
    /// <exception cref="PointwiseException">As <see cref="Map(string, Picture, double)"/>.</exception>
    public DenseTimes Measure(string where, Picture picture, double scale = 1)
    {
        (int height, int width) = SizeOf(where, picture, scale);
        DensePlan plan = PlanOf(where, height, width);
        double map = double.PositiveInfinity;
        for (int i = 0; i < MapsMeasured && (i == 0 || map < LongMap); i++) map = Math.Min(map, Run(picture, plan, isFlipped: false, []));
        Session session = sessions.For(network.Window);
        double crop = double.PositiveInfinity;
        for (int i = 0; i < CropsMeasured; i++)
        {
            session.Input.Clear();
            long start = Stopwatch.GetTimestamp();
            session.Run();
            crop = Math.Min(crop, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return new DenseTimes(map, crop * plan.Rows.Cells * plan.Columns.Cells, CropsMeasured);
    }

    /// <summary>Gives its memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        sessions.Dispose();
        network.Dispose();
    }

    /// <summary>The mean of the probabilities over all places, scales and, if asked for, mirror pictures.</summary>
    internal double[] Probabilities(string where, Picture picture, IReadOnlyList<double> scales, bool withFlips)
    {
        ArgumentNullException.ThrowIfNull(scales);
        if (scales.Count == 0) throw new PointwiseException("scales", "none", "at least one number above 0", "none", "name one: 1");
        var means = new double[network.Classes];
        int maps = 0;
        foreach (double scale in scales)
        {
            for (int flip = 0; flip < (withFlips ? 2 : 1); flip++, maps++)
            {
                double[] one = Map(where, picture, scale, flip == 1).MeanProbabilities();
                for (int c = 0; c < means.Length; c++) means[c] += one[c];
            }
        }

        for (int c = 0; c < means.Length; c++) means[c] /= maps;
        return means;
    }

    /// <summary>What a picture's map costs.</summary>
    internal DenseCost CostOf(string where, Picture picture, double scale)
    {
        (int height, int width) = SizeOf(where, picture, scale);
        return PlanOf(where, height, width).Cost;
    }

    private DenseMap Map(string where, Picture picture, double scale, bool isFlipped)
    {
        (int height, int width) = SizeOf(where, picture, scale);
        DensePlan plan = PlanOf(where, height, width);
        int rows = plan.Rows.Cells, columns = plan.Columns.Cells;
        var scores = new float[rows * columns * network.Classes];
        Run(picture, plan, isFlipped, scores);
        var grid = new DenseGrid(picture.Height, picture.Width, height, width, network.Window.H, network.Window.W, plan.Field);
        return new DenseMap(scale, rows, columns, network.Classes, scores, grid, plan.Cost) { Labels = network.Model.Labels };
    }

    private (int Height, int Width) SizeOf(string where, Picture picture, double scale)
    {
        ArgumentNullException.ThrowIfNull(picture);
        picture.Check(where);
        return Cropping.Scaled(where, picture, network.Window, network.Model.Preprocessing, scale, options.Limits);
    }

    private DensePlan PlanOf(string where, int height, int width)
    {
        if (plans.TryGetValue((height, width), out DensePlan? plan)) return plan;
        if (plans.Count >= LargestPlans) plans.Clear();
        plan = DensePlan.Of(network, where, height, width, options.MemoryBytes);
        plans.Add((height, width), plan);
        return plan;
    }

    /// <summary>Runs every tile.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="plan">Its tiles.</param>
    /// <param name="isFlipped">Whether it is mirrored first, left for right.</param>
    /// <param name="scores">Room for the whole map; none where nobody wants it.</param>
    /// <returns>Seconds of the network alone.</returns>
    private double Run(Picture picture, DensePlan plan, bool isFlipped, Span<float> scores)
    {
        Shape tile = new(1, network.Window.C, plan.Rows.Tile, plan.Columns.Tile);
        Session session = sessions.For(tile);
        var reader = new PictureReader(network.Model.Graph.Name, tile, network.Model.Preprocessing);
        Region whole = Cropping.Whole(picture.Height, picture.Width);
        double seconds = 0;
        foreach (TilePart down in plan.Rows.Parts())
        {
            foreach (TilePart across in plan.Columns.Parts())
            {
                int left = isFlipped ? plan.Columns.Extent - across.Start - tile.W : across.Start;
                ReadOnlySpan<byte> pixels = reader.Read(PixelRows.Of(picture), new PixelWindow(whole, plan.Rows.Extent, plan.Columns.Extent, down.Start, left));
                reader.Normalize(isFlipped ? reader.Flip(pixels) : pixels, session.Input);
                long start = Stopwatch.GetTimestamp();
                session.Run();
                seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (!scores.IsEmpty) Take(session.Output(), plan, down, across, scores);
            }
        }

        return seconds;
    }

    private void Take(ReadOnlySpan<float> output, DensePlan plan, TilePart down, TilePart across, Span<float> scores)
    {
        int classes = network.Classes, columns = plan.Columns.TileCells;
        for (int row = down.First; row < down.End; row++)
        {
            int local = (row - down.First + down.Local) * columns + across.Local;
            output.Slice(local * classes, (across.End - across.First) * classes).CopyTo(scores[((row * plan.Columns.Cells + across.First) * classes)..]);
        }
    }
}
