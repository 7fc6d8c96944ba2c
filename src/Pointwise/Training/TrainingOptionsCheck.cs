using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;

namespace Pointwise.Training;

/// <summary>Refuses what cannot be trained, before anything is.</summary>
internal static class TrainingOptionsCheck
{
    /// <exception cref="PointwiseException">An option is impossible, or model and data do not fit each other; it is named.</exception>
    public static void Check(this TrainingOptions options, Model model, IPictureSet data, IPictureSet? validation)
    {
        Require(options.Epochs >= 1, "epochs", "at least 1", $"{options.Epochs}");
        Require(options.BatchSize >= 1, "batch", "at least 1 picture", $"{options.BatchSize}");
        Require(options.Threads >= 0, "threads", "at least 1, or 0 for one a processor", $"{options.Threads}");
        Require(options.LabelSmoothing is >= 0 and < 1, "label smoothing", "from 0 up to 1, 1 excluded", $"{options.LabelSmoothing}");
        Require(double.IsFinite(options.Rates.BaseRate) && options.Rates.BaseRate > 0, "rate", "a positive number", $"{options.Rates.BaseRate}");
        Require(options.AverageDecay is >= 0 and < 1, "average", "from 0 up to 1, 1 excluded", $"{options.AverageDecay}");
        Require(options.Patience >= 0, "early stop", "0 for never, or a number of epochs", $"{options.Patience}");
        Require(options.LayerDecay is > 0 and <= 1, "layer decay", "above 0 up to 1", $"{options.LayerDecay}");
        if (options.BatchSize > data.Count)
            throw new PointwiseException("batch", "larger than the data set", $"at most {data.Count}, the pictures of {data.Name}", $"{options.BatchSize}", "give a smaller batch or more pictures");
        if (data.Classes.Length < 2)
            throw new PointwiseException(data.Name, "too few classes", "at least 2", $"{data.Classes.Length}", "add pictures of another class");
        Require(Enum.IsDefined(options.OnBadPicture), "bad pictures", "fail or skip", $"{options.OnBadPicture}");
        options.Optimiser.Check();
        options.Augmentation?.Check();
        if (data is IMaskSet) CheckForMasks(options);
        Fit.Check(model, data);
        if (validation is not null) Fit.Check(model, validation);
        CheckNames(options, model.Graph);
        if (validation is null && options.Patience > 0) throw NeedsValidation("early stop");
        if (validation is null && options.AnsweringHead == TrainingOptions.BestHead) throw NeedsValidation("answering head best");
    }

    private static void CheckForMasks(TrainingOptions options)
    {
        options.Augmentation?.CheckForMasks();
        if (options.Sampling == Sampling.Balanced)
            throw new PointwiseException("sampling", "pictures with masks have no class of their own", "shuffled", "balanced", "weigh the classes instead: class weights balanced or softened");
    }

    private static void CheckNames(TrainingOptions options, Graph graph)
    {
        foreach (string pattern in options.Frozen) NamePattern.Require("freeze", pattern, graph);
        foreach (LayerRate rate in options.LayerRates)
        {
            NamePattern.Require("layer rates", rate.Pattern, graph);
            Require(rate.Factor >= 0 && float.IsFinite(rate.Factor), $"layer rates: {rate.Pattern}", "a number of 0 or more", $"{rate.Factor}");
        }

        string[] heads = [.. graph.Heads.Select(h => h.Name)];
        foreach ((string head, float weight) in options.HeadWeights)
        {
            RequireName("head weights", head, heads);
            Require(weight >= 0 && float.IsFinite(weight), $"head weights: {head}", "a number of 0 or more", $"{weight}");
        }

        if (graph.Heads.All(h => options.HeadWeights.GetValueOrDefault(h.Name, h.LossWeight) == 0))
            throw new PointwiseException("head weights", "nothing to train", "a head with a weight above 0", "0 for every head", "give a head some weight");
        RequireName("answering head", options.AnsweringHead, [.. heads, Model.MeanHead, TrainingOptions.BestHead]);
    }

    private static PointwiseException NeedsValidation(string option) =>
        new(option, "needs pictures kept apart", "pictures to score after every epoch", "none", "keep some pictures apart for validation");

    private static void RequireName(string option, string name, string[] names)
    {
        if (!names.Contains(name))
            throw new PointwiseException(option, "no such head", string.Join(", ", names), name.Length <= 80 ? name : name[..80] + "…", $"{NearestName.Suggestion(name, names)}name one of these");
    }

    private static void Require(bool holds, string option, string expected, string found)
    {
        if (!holds) throw new PointwiseException(option, "out of range", expected, found, $"correct {option}");
    }
}
