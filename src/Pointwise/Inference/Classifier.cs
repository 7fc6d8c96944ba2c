using System.Globalization;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>A class and how probable it is.</summary>
/// <param name="Class">Its index among the scores.</param>
/// <param name="Label">Its name, the index where the model has no names.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record Answer(int Class, string Label, double Probability);

/// <summary>Answers for one picture at a time what it shows.</summary>
public sealed class Classifier : IDisposable
{
    private readonly Model model;
    private readonly Session session;
    private readonly PictureReader reader;

    /// <summary>Compiles a model for one picture.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="threads">Threads, the caller's included; 0 for one a processor.</param>
    /// <exception cref="PointwiseException">The model's preprocessing and input do not fit each other.</exception>
    public Classifier(Model model, int threads = 0)
    {
        this.model = model;
        reader = new PictureReader(model.Graph.Name, model.Graph.Input.Shape, model.Preprocessing);
        session = new Session(model, 1, new SessionOptions { Threads = threads });
    }

    /// <summary>The most probable classes, the most probable first.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture, of any size that the model's preprocessing can use.</param>
    /// <param name="count">How many classes.</param>
    /// <exception cref="PointwiseException">The picture is too small for the network's crop, or has another size where the model does not resize.</exception>
    public IReadOnlyList<Answer> Classify(string where, Picture picture, int count)
    {
        reader.Fill(where, picture, session.Input);
        session.Run();
        ReadOnlySpan<float> scores = session.Output();
        double[] probabilities = Scores.Probabilities(scores, Scores.AreProbabilities(session.Graph, session.Graph.Heads[0]));
        return [.. probabilities.Select((p, c) => new Answer(c, LabelOf(c), p)).OrderByDescending(a => a.Probability).Take(count)];
    }

    /// <summary>Gives its memory and threads back.</summary>
    public void Dispose() => session.Dispose();

    private string LabelOf(int index) => index < model.Labels.Length ? model.Labels[index] : index.ToString(CultureInfo.InvariantCulture);
}
