using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Inference.Segmenting;

/// <summary>
/// Gives every pixel of pictures a class. A picture goes through the network whole: at its own size, or at the one that the model's preprocessing
/// resizes it to, without a crop; the answer has the picture's own size. One caller at a time.
/// </summary>
public sealed class Segmenter : IDisposable
{
    private const int MostSizes = 4, MostAhead = 4, FlippedViews = 2;
    private readonly Model model;
    private readonly SegmenterOptions options;
    private readonly Sessions sessions;
    private readonly ScoreMap scores = new();
    private PictureReader? reader;
    private Model? own;

    /// <summary>Prepares a model; it is compiled for a picture's size when the first picture of this size comes.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">It gives no class for every pixel, or there is no such head or number of views.</exception>
    public Segmenter(Model model, SegmenterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.options = options ?? new SegmenterOptions();
        this.model = AnsweringHead.Of(model, this.options.Head);
        if (!IsFor(this.model))
        {
            throw new PointwiseException(model.Graph.Name, "gives no class for every pixel", $"a head of scores [N,classes,{model.Graph.Input.Shape.H},{model.Graph.Input.Shape.W}], and at most {Mask.MostClasses} classes",
                $"{this.model.AnsweringHead} of {HeadShape(this.model)}", "name a model that was trained on pictures with masks");
        }

        if (this.options.Views is not (1 or FlippedViews))
            throw new PointwiseException("views", "no such number of views of a picture with a class for every pixel", $"1, or {FlippedViews} for the picture and its mirror picture", $"{this.options.Views}", "ask for one of these");
        if (this.options.MostPixels < 1) throw new PointwiseException("pixels", "out of range", "at least 1", $"{this.options.MostPixels}", "allow the network some pixels");
        _ = new PictureReader(model.Graph.Name, model.Graph.Input.Shape, model.Preprocessing);
        sessions = new Sessions(this.model, new SessionOptions { Threads = this.options.Threads }, MostSizes);
    }

    /// <summary>The classes' names in the order of the scores; empty where the model has none.</summary>
    public ImmutableArray<string> Labels => model.Labels;

    /// <summary>Scores of a pixel.</summary>
    internal int Classes => HeadShape(model).C;

    /// <summary>Whether the head of a model that answers gives scores for every pixel of its input.</summary>
    /// <param name="model">The model.</param>
    public static bool IsFor(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Shape input = model.Graph.Input.Shape, head = HeadShape(model);
        return input.IsImage && head.IsImage && head.H == input.H && head.W == input.W && (long)head.H * head.W > 1 && head.C is >= 2 and <= Mask.MostClasses;
    }

    /// <summary>Opens a model.</summary>
    /// <param name="path">Its file: what <see cref="Models.Open"/> takes.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no model, or gives no class for every pixel.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The segmenter owns the model that it read.")]
    public static Segmenter Load(string path, SegmenterOptions? options = null)
    {
        Model read = Models.Open(path, new ModelOptions { Tell = line => options?.Logger?.ModelWarning(line) });
        try
        {
            return new Segmenter(read, options) { own = read };
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    /// <summary>The class of every pixel of a picture in a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is too small for the network.</exception>
    public Segmentation Segment(string path) => Segment(path, PictureFile.Load(path, options.Limits));

    /// <summary>The same of a picture in memory.</summary>
    /// <param name="picture">Of any size that the network takes.</param>
    /// <exception cref="PointwiseException">It is too small for the network.</exception>
    public Segmentation Segment(Picture picture) => Segment("picture", picture);

    /// <summary>The same of a picture that has a name.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">Of any size that the network takes.</param>
    /// <exception cref="PointwiseException">It is too small for the network.</exception>
    public Segmentation Segment(string where, Picture picture)
    {
        ScoreMap map = Scores(where, picture);
        var classes = new byte[map.Height * map.Width];
        for (int y = 0; y < map.Height; y++) map.Answer(map.Row(y), classes.AsSpan(y * map.Width, map.Width));
        return Segmentation.Of(model, new Mask(map.Height, map.Width, classes), map.Classes);
    }

    /// <summary>
    /// Segments many pictures, in their order. They are read ahead on other threads while the network runs, a bounded number of them. One that cannot
    /// be read gives an error of its own, and the rest go on.
    /// </summary>
    /// <param name="pictures">The pictures; asked for as the work proceeds.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async IAsyncEnumerable<SegmentedPicture> SegmentMany(IEnumerable<PictureSource> pictures, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        await using var ahead = new ReadAhead<PictureSource, SegmentedPicture>(pictures, Read, MostAhead, stop);
        for (long index = 0; await ahead.Next(1).ConfigureAwait(false) is [var next]; index++)
        {
            stop.ThrowIfCancellationRequested();
            SegmentedPicture done = next.Picture is null ? next : await Task.Run(() => Answer(next), stop).ConfigureAwait(false);
            if (done.Error is { } bad) options.Logger?.PictureFailed(done.Name, bad.Problem, bad);
            yield return done with { Index = index };
        }
    }

    /// <summary>Takes over the parameters' present values, after training has moved them.</summary>
    public void Refresh() => sessions.Refresh();

    /// <summary>Gives its memory and threads back, and the model's where it was read from a file.</summary>
    public void Dispose()
    {
        sessions.Dispose();
        own?.Dispose();
    }

    /// <summary>The scores of every pixel of a picture; they hold until the next call.</summary>
    internal ScoreMap Scores(string where, Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        picture.Check(where);
        Shape input = InputFor(picture);
        Session session = For(where, input);
        PictureReader read = reader is { } known && known.Input == input ? known : reader = new PictureReader(model.Graph.Name, input, model.Preprocessing with { ResizeShortSide = 0, Stretch = true });
        bool areProbabilities = Inference.Scores.AreProbabilities(session.Graph, session.Graph.Heads[0]);
        Span<float> map = scores.Open((input.H, input.W), Classes, (picture.Height, picture.Width), areProbabilities || options.Views > 1);
        read.Fill(where, picture, session.Input);
        session.Run();
        session.Output().CopyTo(map);
        if (options.Views == 1) return scores;
        if (!areProbabilities) ToProbabilities(map);
        read.Fill(where, picture, session.Input, new PictureView(IsFlipped: true));
        session.Run();
        AddMirrored(map, session.Output(), input.W, areProbabilities);
        return scores;
    }

    private static Shape HeadShape(Model model) => model.Graph.Nodes[(model.Graph.Heads.FirstOrDefault(h => h.Name == model.AnsweringHead) ?? model.Graph.Heads[0]).Node].Shape;

    /// <summary>What the network sees of a picture: all of it, at the size that the preprocessing asks for.</summary>
    private Shape InputFor(Picture picture)
    {
        Shape designed = model.Graph.Input.Shape;
        (long height, long width) = model.Preprocessing is { ResizeShortSide: > 0 and var side } ? Cropping.ByShortSide(picture, side)
            : model.Preprocessing.Stretch ? (designed.H, designed.W) : (picture.Height, picture.Width);
        if ((double)height * width > options.MostPixels)
        {
            double smaller = Math.Sqrt(options.MostPixels / ((double)height * width));
            (height, width) = (Math.Max(1, (long)(height * smaller)), Math.Max(1, (long)(width * smaller)));
        }

        return new Shape(1, designed.C, (int)height, (int)width);
    }

    /// <exception cref="PointwiseException">The network cannot take the size; the picture is named too.</exception>
    private Session For(string where, Shape input)
    {
        try
        {
            Session session = sessions.For(input);
            Shape map = session.OutputShape();
            if (map.H == input.H && map.W == input.W) return session;
            throw new PointwiseException(model.Graph.Name, "scores of another size than the picture", $"{input.H}x{input.W}", $"{map.H}x{map.W}", "use a network whose map of scores is cut to its input's size");
        }
        catch (PointwiseException e)
        {
            throw e.In($"{where}, seen as {input.H}x{input.W}");
        }
    }

    private void ToProbabilities(Span<float> map)
    {
        Span<double> probabilities = stackalloc double[Classes];
        for (int p = 0; p < map.Length; p += Classes)
        {
            Span<float> pixel = map.Slice(p, Classes);
            Inference.Scores.Probabilities(pixel, areProbabilities: false, probabilities);
            for (int c = 0; c < pixel.Length; c++) pixel[c] = (float)probabilities[c];
        }
    }

    private void AddMirrored(Span<float> map, ReadOnlySpan<float> mirrored, int width, bool areProbabilities)
    {
        Span<double> probabilities = stackalloc double[Classes];
        for (int p = 0; p < map.Length / Classes; p++)
        {
            int other = p / width * width + width - 1 - p % width;
            Inference.Scores.Probabilities(mirrored.Slice(other * Classes, Classes), areProbabilities, probabilities);
            Span<float> pixel = map.Slice(p * Classes, Classes);
            for (int c = 0; c < pixel.Length; c++) pixel[c] = (float)((pixel[c] + probabilities[c]) / 2);
        }
    }

    private static SegmentedPicture Read(PictureSource source)
    {
        try
        {
            return new SegmentedPicture(0, source.Name, source.Read(), null);
        }
        catch (PointwiseException e)
        {
            return new SegmentedPicture(0, source.Name, null, null, e);
        }
    }

    private SegmentedPicture Answer(SegmentedPicture next)
    {
        try
        {
            return next with { Segmentation = Segment(next.Name, next.Picture!) };
        }
        catch (PointwiseException e)
        {
            return next with { Picture = null, Error = e };
        }
    }
}
