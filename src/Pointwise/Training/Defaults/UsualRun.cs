using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training.Defaults;

/// <summary>A whole run as it is usually done with pictures of a kind: the network and everything about its training chosen by the pictures.</summary>
public static class UsualRun
{
    /// <summary>Prepares a run; nothing is trained yet. With an expression <c>with</c> any choice becomes another.</summary>
    /// <param name="train">The pictures to learn from.</param>
    /// <param name="validation">Pictures kept apart that are scored after every epoch; null for none.</param>
    /// <param name="network">The network; null for the one that suits the pictures.</param>
    /// <param name="epochs">Times that every picture is seen; null for as many as suit their number.</param>
    /// <param name="seed">What all random numbers are drawn from.</param>
    /// <returns>The run; its model is the caller's to dispose of.</returns>
    /// <exception cref="PointwiseException">A picture cannot be read.</exception>
    public static TrainingRun Of(IDataSet train, IDataSet? validation = null, Architecture? network = null, int? epochs = null, ulong seed = 1)
    {
        DataTraits traits = DataTraits.Of(train);
        UsualTraining usual = UsualTraining.For(traits);
        Architecture architecture = network ?? ArchitectureCatalog.Get(usual.Network.Value);
        int batch = Math.Min(usual.Batch.Value, train.Count), seen = epochs ?? usual.Epochs.Value;
        var options = new TrainingOptions
        {
            Epochs = seen, BatchSize = batch, Seed = seed, LabelSmoothing = usual.LabelSmoothing.Value, Augmentation = usual.Augmentation.Value,
            AverageDecay = UsualTraining.Average(traits.Kind, (long)seen * (train.Count / batch)).Value,
        };
        options = options with { Schedule = new Cosine(UsualTraining.Rate(architecture.LearningRate, options.Optimiser, batch).Value, seen) };
        Model model = NewModel.For(architecture, train, seed, input: usual.Input.Value);
        return new TrainingRun(model, train, options) { Validation = validation };
    }
}
