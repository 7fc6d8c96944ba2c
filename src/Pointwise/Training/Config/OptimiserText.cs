using Pointwise.Architectures;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training.Config;

/// <summary>Optimisers as options of a file: optimiser: {name, momentum, …}, or its name alone.</summary>
internal static class OptimiserText
{
    public const string Key = "optimiser";
    private static readonly string[] Common = ["name", "weight decay", "decay weights only", "clip"];

    private static readonly OrderedDictionary<string, Optimiser> Usual = new(StringComparer.Ordinal)
    {
        ["sgd"] = new TrainingOptions().Optimiser, ["rmsprop"] = new RmsProp(), ["adamw"] = new AdamW(),
    };

    public static YamlMap Write(Optimiser optimiser)
    {
        YamlMapBuilder map = new YamlMapBuilder().Add("name", optimiser.Name);
        switch (optimiser)
        {
            case Sgd sgd: map.Add("momentum", sgd.Momentum).Add("nesterov", sgd.Nesterov); break;
            case RmsProp root: map.Add("decay", root.Decay).Add("momentum", root.Momentum).Add("epsilon", root.Epsilon); break;
            case AdamW adam: map.Add("beta1", adam.Beta1).Add("beta2", adam.Beta2).Add("epsilon", adam.Epsilon); break;
        }

        return map.Add("weight decay", optimiser.WeightDecay).Add("decay weights only", optimiser.DecayWeightsOnly).Add("clip", optimiser.ClipNorm).Build();
    }

    /// <exception cref="PointwiseException">There is no such optimiser, or a number is out of range; the line is told.</exception>
    public static Optimiser Read(Fields options)
    {
        if (!options.Has(Key)) return Usual["sgd"];
        Fields f = options.Named(Key);
        Optimiser usual = f.Choice("name", Usual);
        Optimiser read = usual switch
        {
            Sgd sgd => ReadSgd(f.Only([.. Common, "momentum", "nesterov"]), sgd),
            RmsProp root => ReadRmsProp(f.Only([.. Common, "decay", "momentum", "epsilon"]), root),
            _ => ReadAdamW(f.Only([.. Common, "beta1", "beta2", "epsilon"]), (AdamW)usual),
        };
        return read with
        {
            WeightDecay = Share(f, "weight decay", usual.WeightDecay),
            DecayWeightsOnly = f.Flag("decay weights only", usual.DecayWeightsOnly),
            ClipNorm = (float)f.Number("clip", 0, 1e9, usual.ClipNorm),
        };
    }

    private static Sgd ReadSgd(Fields f, Sgd usual) =>
        usual with { Momentum = Share(f, "momentum", usual.Momentum), Nesterov = f.Flag("nesterov", usual.Nesterov && Share(f, "momentum", usual.Momentum) > 0) };

    private static RmsProp ReadRmsProp(Fields f, RmsProp usual) =>
        usual with { Decay = Share(f, "decay", usual.Decay), Momentum = Share(f, "momentum", usual.Momentum), Epsilon = Positive(f, usual.Epsilon) };

    private static AdamW ReadAdamW(Fields f, AdamW usual) =>
        usual with { Beta1 = Share(f, "beta1", usual.Beta1), Beta2 = Share(f, "beta2", usual.Beta2), Epsilon = Positive(f, usual.Epsilon) };

    private static float Share(Fields f, string key, float otherwise) => (float)f.Number(key, 0, 1, otherwise);

    private static float Positive(Fields f, float otherwise) => (float)f.Number("epsilon", 1e-30, 1e9, otherwise);
}
