using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Data;

namespace Pointwise.Training.Config;

/// <summary>Training options as the keys of a file: every option has its name here, and only here.</summary>
internal static class TrainingOptionsText
{
    private const int Most = 1_000_000;

    private static readonly OrderedDictionary<string, Sampling> Samplings = new(StringComparer.Ordinal)
    {
        ["shuffled"] = Sampling.Shuffled, ["balanced"] = Sampling.Balanced,
    };

    private static readonly OrderedDictionary<string, ClassWeights?> ClassWeightings = new(StringComparer.Ordinal)
    {
        ["none"] = null, ["balanced"] = ClassWeights.Balanced, ["softened"] = ClassWeights.Softened,
    };

    private static readonly OrderedDictionary<string, OnBadPicture> BadPictures = new(StringComparer.Ordinal)
    {
        ["fail"] = OnBadPicture.Fail, ["skip"] = OnBadPicture.Skip,
    };

    /// <summary>The keys that are read.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "epochs", "batch", "seed", "threads", OptimiserText.Key, ScheduleText.RateKey, ScheduleText.Key, ScheduleText.WarmUpKey, "label smoothing", "class weights", "sampling",
        "average", "early stop", "freeze", "layer rates", "layer decay", "head weights", "answering head", "bad pictures", "augmentation",
    ];

    public static YamlMap Write(TrainingOptions options)
    {
        YamlMapBuilder map = new YamlMapBuilder().Add("epochs", options.Epochs).Add("batch", options.BatchSize).Add("seed", options.Seed).Add("threads", options.Threads);
        map.Add(OptimiserText.Key, OptimiserText.Write(options.Optimiser));
        ScheduleText.Write(map, options.Schedule);
        map.Add("label smoothing", options.LabelSmoothing);
        switch (options.ClassWeights)
        {
            case null: map.Add("class weights", "none"); break;
            case GivenClassWeights given: map.Add("class weights", given.Weights.Select(YamlMapBuilder.Number)); break;
            default: map.Add("class weights", ClassWeightings.First(w => Equals(w.Value, options.ClassWeights)).Key); break;
        }

        map.Add("sampling", Samplings.First(s => s.Value == options.Sampling).Key);
        map.Add("average", options.AverageDecay).Add("early stop", options.Patience).Add("freeze", options.Frozen);
        map.Add("layer rates", new YamlList(0, [.. options.LayerRates.Select(r => new YamlMapBuilder().Add("layers", r.Pattern).Add("factor", r.Factor).Build())]));
        map.Add("layer decay", options.LayerDecay);
        var heads = new YamlMapBuilder();
        foreach ((string head, float weight) in options.HeadWeights) heads.Add(head, weight);
        return map.Add("head weights", heads.Build()).Add("answering head", options.AnsweringHead)
            .Add("bad pictures", BadPictures.First(b => b.Value == options.OnBadPicture).Key).Add("augmentation", AugmentationText.Write(options.Augmentation)).Build();
    }

    /// <summary>Reads options; what is not written is as where nothing is said.</summary>
    /// <param name="f">The file's keys.</param>
    /// <param name="closed">Whether the keys of <see cref="Keys"/> are all there may be.</param>
    /// <param name="usualRate">The rate where none is given; the optimiser's usual one where null.</param>
    /// <exception cref="PointwiseException">A key or value is wrong; the line is told.</exception>
    public static TrainingOptions Read(Fields f, bool closed, Func<Optimisers.Optimiser, double>? usualRate = null)
    {
        if (closed) f.Only(Keys);
        var usual = new TrainingOptions();
        int epochs = f.Integer("epochs", 1, Most, usual.Epochs);
        Optimisers.Optimiser optimiser = OptimiserText.Read(f);
        return new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = f.Integer("batch", 1, Most, usual.BatchSize),
            Seed = f.Natural("seed", usual.Seed),
            Threads = f.Integer("threads", 0, 1024, usual.Threads),
            Optimiser = optimiser,
            Schedule = ScheduleText.Read(f, epochs, usualRate?.Invoke(optimiser) ?? optimiser.UsualRate),
            LabelSmoothing = (float)f.Number("label smoothing", 0, 1, usual.LabelSmoothing),
            ClassWeights = Weights(f, "class weights"),
            Sampling = f.Choice("sampling", Samplings, usual.Sampling),
            AverageDecay = (float)f.Number("average", 0, 1, usual.AverageDecay),
            Patience = f.Integer("early stop", 0, Most, usual.Patience),
            Frozen = [.. f.Words("freeze")],
            LayerRates = [.. f.Items("layer rates").Select(Rate)],
            LayerDecay = (float)f.Number("layer decay", 0, 1, usual.LayerDecay),
            HeadWeights = HeadWeights(f, "head weights"),
            AnsweringHead = f.Text("answering head", usual.AnsweringHead),
            OnBadPicture = f.Choice("bad pictures", BadPictures, usual.OnBadPicture),
            Augmentation = AugmentationText.Read(f, "augmentation"),
        };
    }

    private static LayerRate Rate(Fields f)
    {
        f.Only("layers", "factor");
        return new LayerRate(f.Text("layers"), (float)f.Number("factor", 0, Most, 1));
    }

    private static ImmutableSortedDictionary<string, float> HeadWeights(Fields options, string key)
    {
        if (!options.Has(key)) return ImmutableSortedDictionary<string, float>.Empty;
        Fields f = options.Inner(key);
        return f.Keys.Select(head => KeyValuePair.Create(head, (float)f.Number(head, 0, Most, 1))).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static ClassWeights? Weights(Fields f, string key)
    {
        if (!f.Has(key)) return null;
        if (f.Node(key) is YamlList list) return ClassWeights.Of(f.Numbers(key, list.Items.Count, 1));
        return f.Choice(key, ClassWeightings);
    }
}
