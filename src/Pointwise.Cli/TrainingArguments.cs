using System.CommandLine;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Training;
using Pointwise.Training.Optimisers;

namespace Pointwise.Cli;

/// <summary>The options that say how to train; what is not typed is <see cref="TrainingOptions"/>'s own default.</summary>
internal sealed class TrainingArguments
{
    private static readonly TrainingOptions Defaults = new();
    private static readonly Augmentation Moves = Defaults.Augmentation ?? new Augmentation(0);

    private readonly Option<int> epochs = new("--epochs") { Description = "Times that every picture is seen", HelpName = "N", DefaultValueFactory = _ => Defaults.Epochs };
    private readonly Option<int> batch = new("--batch") { Description = "Pictures a step", HelpName = "N", DefaultValueFactory = _ => Defaults.BatchSize };
    private readonly Option<double?> rate = new("--rate") { Description = "Learning rate to start from; the network's and optimiser's usual one if not given", HelpName = "R" };
    private readonly Option<string> optimiser = new("--optimiser") { Description = "sgd, rmsprop or adamw", HelpName = "NAME", DefaultValueFactory = _ => Defaults.Optimiser.Name };
    private readonly Option<float> weightDecay = new("--weight-decay") { Description = "Share of each weight taken away, times the rate", HelpName = "D", DefaultValueFactory = _ => Defaults.Optimiser.WeightDecay };
    private readonly Option<float> clip = new("--clip") { Description = "Largest norm of all gradients together; 0 for no limit", HelpName = "NORM" };
    private readonly Option<string> schedule = new("--schedule") { Description = string.Join(", ", Schedule.Names), HelpName = "NAME", DefaultValueFactory = _ => "cosine" };
    private readonly Option<double> warmUp = new("--warm-up") { Description = "Epochs over which the rate first rises", HelpName = "EPOCHS" };
    private readonly Option<float> smoothing = new("--label-smoothing") { Description = "Share of each target spread over all classes", HelpName = "S", DefaultValueFactory = _ => Defaults.LabelSmoothing };
    private readonly Option<float> shift = new("--shift") { Description = "Pixels that training pictures are moved at most", HelpName = "PIXELS", DefaultValueFactory = _ => Moves.Shift };
    private readonly Option<float> rotation = new("--rotation") { Description = "Degrees that they are turned at most", HelpName = "DEGREES", DefaultValueFactory = _ => Moves.Rotation };
    private readonly Option<float> zoom = new("--zoom") { Description = "Share that they are enlarged or made smaller at most", HelpName = "SHARE", DefaultValueFactory = _ => Moves.Zoom };
    private readonly Option<ulong> seed = new("--seed") { Description = "What all random numbers are drawn from", HelpName = "N", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<int> threads = CommonTrainingOptions.Threads();

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (Option option in new Option[] { epochs, batch, rate, optimiser, weightDecay, clip, schedule, warmUp, smoothing, shift, rotation, zoom, seed, threads })
            verb.Add(option);
    }

    /// <summary>What was typed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="architecture">The network that is to be trained: it knows its rate.</param>
    /// <exception cref="PointwiseException">There is no such optimiser or schedule.</exception>
    public TrainingOptions Read(Call call, Architecture architecture)
    {
        Optimiser chosen = OptimiserOf(call.Get(optimiser)) with { WeightDecay = call.Get(weightDecay), ClipNorm = call.Get(clip) };
        double usual = chosen is Sgd ? architecture.LearningRate : chosen.UsualRate;
        Schedule rates = Schedule.Named(call.Get(schedule), call.Get(rate) ?? usual, call.Get(epochs));
        var moves = new Augmentation(call.Get(shift), call.Get(rotation), call.Get(zoom));
        return new TrainingOptions
        {
            Epochs = call.Get(epochs),
            BatchSize = call.Get(batch),
            Seed = call.Get(seed),
            Threads = call.Get(threads),
            Optimiser = chosen,
            Schedule = call.Get(warmUp) > 0 ? new WarmUp(rates, call.Get(warmUp)) : rates,
            LabelSmoothing = call.Get(smoothing),
            Augmentation = moves == new Augmentation(0) ? null : moves,
        };
    }

    private static Optimiser OptimiserOf(string name) => name switch
    {
        "sgd" => Defaults.Optimiser,
        "rmsprop" => new RmsProp(),
        "adamw" => new AdamW(),
        _ => throw new PointwiseException("--optimiser", "no such optimiser", "sgd, rmsprop, adamw", name, $"{NearestName.Suggestion(name, ["sgd", "rmsprop", "adamw"])}name one of these"),
    };
}
