using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Inference;

/// <summary>
/// Answers what pictures show. Several threads may ask at once; single pictures, and batches of streams, are then run one after the other. A picture's
/// answer does not depend on what is asked beside it. A plan is made for every number of pictures that goes through together, once.
/// </summary>
public sealed class Classifier : IDisposable
{
    private const int UsualCount = 5;
    private readonly Lock gate = new();
    private readonly Model model;
    private readonly ClassifierOptions options;
    private readonly ImmutableArray<PictureView> views;
    private readonly Sessions sessions;
    private readonly PictureReader reader;
    private readonly ViewAnswers scores;
    private Model? own;

    /// <summary>Compiles a model for one picture.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <exception cref="PointwiseException">The model's preprocessing and input do not fit each other.</exception>
    public Classifier(Model model, int threads = 0)
        : this(model, new ClassifierOptions { Threads = threads })
    {
    }

    /// <summary>Compiles a model for one picture.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PointwiseException">There is no such head or number of views, or the model's preprocessing and input do not fit each other.</exception>
    public Classifier(Model model, ClassifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.model = ForInput(AnsweringHead.Of(model, options.Head), options.Input);
        views = PictureView.Several(options.Views, this.model.Graph.Input.Shape);
        reader = new PictureReader(model.Graph.Name, this.model.Graph.Input.Shape, this.model.Preprocessing);
        sessions = new Sessions(this.model, new SessionOptions { Threads = options.Threads, Algorithms = options.Algorithms, Tuning = options.Tuning });
        try
        {
            Session session = sessions.For(1);
            session.RequirePicturesAlone();
            scores = new ViewAnswers(1, views.Length, [Scores.AreProbabilities(session.Graph, session.Graph.Heads[0])]);
        }
        catch
        {
            sessions.Dispose();
            throw;
        }
    }

    /// <summary>The classes' names in the order of the scores; empty where the model has none.</summary>
    public ImmutableArray<string> Labels => model.Labels;

    /// <summary>Opens a model and compiles it.</summary>
    /// <param name="path">Its file, or a name of <see cref="Models.Names"/>: what <see cref="Models.Open"/> takes.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">It cannot be fetched or read, is no model, or there is no such head or number of views.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The classifier owns the model that it read.")]
    public static Classifier Load(string path, ClassifierOptions? options = null)
    {
        options ??= new ClassifierOptions();
        Model read = Models.Open(path, new ModelOptions { Tell = line => options.Logger?.ModelWarning(line) });
        try
        {
            var loaded = new Classifier(read, options) { own = read };
            options.Logger?.ModelLoaded(read.Graph.Name, path, read.Labels.Length);
            return loaded;
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    /// <summary>The most probable classes of a picture in a file, the most probable first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is no picture that the model can use.</exception>
    public IReadOnlyList<Answer> Classify(string path, int count = UsualCount) => Classify(path, PictureFile.Load(path, options.Limits), count);

    /// <summary>The same of a picture's file as a stream.</summary>
    /// <param name="stream">It is read to its end and stays open.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">It is no picture that the model can use.</exception>
    public IReadOnlyList<Answer> Classify(Stream stream, int count = UsualCount) => Classify("stream", PictureFile.Read("stream", stream, options.Limits), count);

    /// <summary>The same of a picture in memory; <see cref="Picture.From"/> makes one of a bitmap's or a frame's pixels.</summary>
    /// <param name="picture">The picture, of any size that the model's preprocessing can use.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">The picture is too small for the network's crop, or has another size where the model does not resize.</exception>
    public IReadOnlyList<Answer> Classify(Picture picture, int count = UsualCount) => Classify("picture", picture, count);

    /// <summary>The same of a picture that has a name.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture, of any size that the model's preprocessing can use.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">The picture is too small for the network's crop, or has another size where the model does not resize.</exception>
    public IReadOnlyList<Answer> Classify(string where, Picture picture, int count = UsualCount)
    {
        ArgumentNullException.ThrowIfNull(picture);
        lock (gate)
        {
            Session session = sessions.For(1);
            for (int view = 0; view < views.Length; view++)
            {
                reader.Fill(where, picture, session.Input, views[view]);
                session.Run();
                scores.Add(0, view, 1, session.Output(), 1);
            }

            return Answer.Top(model, scores.Probabilities(0, 0), count);
        }
    }

    /// <summary>
    /// Classifies many files, in their order. Pictures are read ahead on other threads while the network runs, a bounded number of them. One that
    /// cannot be read gives an error of its own, and the rest go on.
    /// </summary>
    /// <param name="paths">The files; asked for as the work proceeds.</param>
    /// <param name="count">How many classes a picture.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IAsyncEnumerable<Classification> ClassifyMany(IEnumerable<string> paths, int count = UsualCount, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return ClassifyMany(paths.Select(path => PictureSource.File(path, options.Limits)), count, stop);
    }

    /// <summary>Classifies many pictures, in their order; as <see cref="ClassifyMany(IEnumerable{string}, int, CancellationToken)"/>.</summary>
    /// <param name="pictures">The pictures; asked for as the work proceeds.</param>
    /// <param name="count">How many classes a picture.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IAsyncEnumerable<Classification> ClassifyMany(IEnumerable<PictureSource> pictures, int count = UsualCount, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return new ClassificationStream(model, sessions, gate, options, views, pictures, count).Run(stop);
    }

    /// <summary>Gives its memory and threads back, and the model's where it was read from a file.</summary>
    public void Dispose()
    {
        lock (gate) sessions.Dispose();
        own?.Dispose();
    }

    /// <summary>The model for another input; its short side before the crop is resized in the same proportion.</summary>
    private static Model ForInput(Model model, Shape? input)
    {
        Shape designed = model.Graph.Input.Shape;
        if (input is not { } wanted || wanted.WithBatch(1) == designed.WithBatch(1)) return model;
        Graph graph = model.Graph.ForInput(wanted.WithBatch(1));
        return model with { Graph = graph, Preprocessing = model.Preprocessing.For(designed, wanted) };
    }
}
