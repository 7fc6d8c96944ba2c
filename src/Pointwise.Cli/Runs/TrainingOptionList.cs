using System.CommandLine;
using Pointwise.Architectures;
using Pointwise.Training.Config;

namespace Pointwise.Cli.Runs;

/// <summary>The options of the command that say how to train: those of run.yaml, and shorter ways to some of their parts.</summary>
internal sealed class TrainingOptionList
{
    private const string Optimiser = "optimiser", Augmentation = "augmentation";

    /// <summary>As --help lists them.</summary>
    public IReadOnlyList<TrainingOption> All { get; } =
    [
        new("epochs", "N", "Times that every picture is seen; from the number of pictures if not given"),
        new("batch", "N", "Pictures a step; from the number of pictures if not given"),
        new("rate", "R", "Learning rate to start from; the network's and optimiser's usual one if not given"),
        new("schedule", "NAME", $"How the rate goes on: {string.Join(", ", Pointwise.Training.Schedule.Names)}, or a mapping as in run.yaml; cosine if not given"),
        new("warm-up", "EPOCHS", "Epochs over which the rate first rises"),
        new(Optimiser, "NAME", "sgd, rmsprop, adamw, or a mapping as in run.yaml; sgd if not given"),
        new("momentum", "M", "Momentum of sgd or rmsprop") { Within = Optimiser },
        new("weight decay", "D", "Share of each weight taken away, times the rate") { Within = Optimiser },
        new("clip", "NORM", "Largest norm of all gradients together; 0 for no limit") { Within = Optimiser },
        new("label smoothing", "S", "Share of each target spread over all classes; 0.1 for photographs if not given"),
        new("class weights", "WEIGHTS", "none, balanced, softened for the square root of it, or one number a class: 1,1,2", TypedValue.WordOrList),
        new("sampling", "NAME", "shuffled, or balanced: as many pictures of each class as of any other"),
        new("average", "D", "What a step keeps of the weights' moving average; 0 for no average"),
        new("early stop", "EPOCHS", "Epochs without a better score after which training ends; needs --validation"),
        new("freeze", "LAYERS", "Layers, scopes or patterns that stay as they are: conv1,inception_3*", TypedValue.List),
        new("layer rates", "LAYERS=F", "Factors of the rate by layer: linear=10,conv1=0.1", TypedValue.Factors),
        new("layer decay", "F", "Factor of the rate for each module further from the classifier"),
        new("head weights", "HEAD=W", "Weights of heads in the loss: aux1=0.3,aux2=0.3", TypedValue.Mapping),
        new("answering head", "HEAD", "The head that answers: main, aux1, …, mean of all, or best on the pictures of --validation") { Alias = "--head" },
        new(Augmentation, "NAME", "How training pictures are changed: none, digits, \"small pictures\", photographs, masks, or a mapping as in run.yaml"),
        new("shift", "PIXELS", "Pixels that they are moved at most") { Within = Augmentation },
        new("rotation", "DEGREES", "Degrees that they are turned at most") { Within = Augmentation },
        new("zoom", "SHARE", "Share that they are enlarged or made smaller at most") { Within = Augmentation },
        new("flip", "P", "Probability that they are mirrored") { Within = Augmentation },
        new("padded crop", "PIXELS", "Black pixels put around, before a part of the network's size is cut out anywhere") { Within = Augmentation },
        new("area crop", "KEY=V", "Parts of any size and of other proportions: \"least area=0.08,most area=1\"", TypedValue.Mapping) { Within = Augmentation },
        new("scaled crop", "KEY=V", "Parts of the network's size out of the picture at another scale: least=0.5,most=2", TypedValue.Mapping) { Within = Augmentation },
        new("colour jitter", "KEY=V", "Other light and colours: brightness=0.2,contrast=0.2,saturation=0.2,hue=0.05", TypedValue.Mapping) { Within = Augmentation },
        new("erasing", "KEY=V", "A rectangle taken out: \"probability=0.25,most area=0.33\"", TypedValue.Mapping) { Within = Augmentation },
        new("mixup", "ALPHA", "Mixes pictures of a batch") { Within = Augmentation },
        new("cutmix", "ALPHA", "Puts parts of pictures of a batch into others") { Within = Augmentation },
        new("bad pictures", "fail|skip", "What is done about pictures that cannot be read: fail, or skip and list them at the end") { Alias = "--on-bad-image" },
        new("seed", "N", "What all random numbers are drawn from"),
        new("threads", "N", "Threads; 0 for one a processor. Results do not depend on it"),
    ];

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (TrainingOption option in All) verb.Add(option.Option);
    }

    /// <summary>What was typed, each option by itself.</summary>
    /// <exception cref="PointwiseException">A value cannot be read; the option is named.</exception>
    public IReadOnlyList<(TrainingOption Option, YamlNode Value)> Typed(Call call)
    {
        var typed = new List<(TrainingOption, YamlNode)>();
        foreach (TrainingOption option in All)
        {
            if (option.Typed(call) is not { } value) continue;
            if (option.Within is null) TrainingOptionsText.Read(new Fields(new YamlMapBuilder().Add(option.Key, value).Build(), option.Option.Name, "the command line"), closed: true);
            typed.Add((option, value));
        }

        return typed;
    }
}
