using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Optimisers;

namespace Pointwise.Cli;

/// <summary>A linear classifier on the pixels: what can be told without a network. Where it does well, pictures are told by what single pixels show.</summary>
internal static class PixelBaseline
{
    private const double Rate = 0.003;
    private const int Epochs = 10;

    /// <summary>Trains one on the same pictures and scores it on the same others.</summary>
    public static Score Of(IDataSet train, IDataSet test, Shape input, int threads, CancellationToken stop)
    {
        var linear = new Architecture("linear", input, train.Classes.Length, (x, classes, _) => x.Flatten("flatten").Linear("linear", classes));
        var options = new TrainingOptions { Epochs = Epochs, Threads = threads, Schedule = new Cosine(Rate, Epochs), Augmentation = null };
        using Model start = NewModel.For(linear, train, options.Seed, input: input);
        Model trained = TrainingLoop.Run(start, train, options, stop: stop);
        return Evaluation.Of(trained, test, threads, stop);
    }
}
