using Pointwise.Architectures;

namespace Pointwise.Training.Config;

/// <summary>Schedules as options of a file: schedule: {name, rate, …} and warm-up: {epochs, from}; or rate: 0.1 and schedule: cosine.</summary>
internal static class ScheduleText
{
    public const string Key = "schedule", WarmUpKey = "warm-up", RateKey = "rate";
    private const double MostEpochs = 1e6, MostRate = 1e6;

    /// <summary>Adds what is not the usual cosine.</summary>
    public static void Write(YamlMapBuilder options, Schedule? schedule)
    {
        if (schedule is null) return;
        Schedule then = schedule is WarmUp { Then: not WarmUp } warm ? warm.Then : schedule;
        options.Add(Key, Map(then));
        if (then != schedule && schedule is WarmUp up) options.Add(WarmUpKey, new YamlMapBuilder().Add("epochs", up.Epochs).Add("from", up.From).Build());
    }

    /// <summary>The schedule; null where nothing is said of it.</summary>
    /// <param name="options">The file's options.</param>
    /// <param name="epochs">How long training goes.</param>
    /// <param name="usualRate">The rate where none is given.</param>
    /// <exception cref="PointwiseException">There is no such schedule, or a number is out of range; the line is told.</exception>
    public static Schedule? Read(Fields options, int epochs, double usualRate)
    {
        bool rateAlone = options.Has(RateKey);
        double rate = options.Number(RateKey, 0, MostRate, usualRate);
        Schedule? schedule = options.Has(Key) ? One(options, epochs, rate, rateAlone) : rateAlone ? new Cosine(rate, epochs) : null;
        if (!options.Has(WarmUpKey)) return schedule;
        schedule ??= new Cosine(rate, epochs);
        if (options.Node(WarmUpKey) is YamlText) return new WarmUp(schedule, options.Number(WarmUpKey, 0, MostEpochs, 0));
        Fields warm = options.Inner(WarmUpKey).Only("epochs", "from");
        return new WarmUp(schedule, warm.Number("epochs", 0, MostEpochs, 0), warm.Number("from", 0, MostRate, 0));
    }

    /// <summary>
    /// Options whose rate stands by itself, and in which a schedule that has the usual attributes for all epochs is a name alone: with another
    /// number of epochs it follows.
    /// </summary>
    /// <param name="options">Options that have been read without an error.</param>
    public static YamlMap Shortened(YamlMap options)
    {
        if (!options.Entries.TryGetValue(Key, out YamlNode? node) || node is not YamlMap map) return options;
        var f = new Fields(options, Key, "the options");
        if (!f.Named(Key).Has("name") || !Schedule.Names.Contains(f.Named(Key).Text("name"))) return options;
        int epochs = f.Integer("epochs", 1, int.MaxValue, new TrainingOptions().Epochs);
        Schedule schedule = One(f, epochs, f.Number(RateKey, 0, MostRate, 1), f.Has(RateKey));
        string name = f.Named(Key).Text("name");
        YamlMap attributes = map.Without(RateKey);
        YamlMap others = options.Without(Key);
        if (map.Entries.TryGetValue(RateKey, out YamlNode? rate)) others = others.With(RateKey, rate);
        return others.With(Key, options.Entries.ContainsKey("epochs") && schedule == Schedule.Named(name, schedule.BaseRate, epochs) ? new YamlText(node.Line, name) : attributes);
    }

    private static YamlMap Map(Schedule schedule)
    {
        YamlMapBuilder map = new();
        switch (schedule)
        {
            case ConstantRate: map.Add("name", "constant").Add("rate", schedule.BaseRate); break;
            case StepDecay step: map.Add("name", "step").Add("rate", step.BaseRate).Add("every", step.Every).Add("factor", step.Factor).Add("first", step.First); break;
            case Cosine cosine: map.Add("name", "cosine").Add("rate", cosine.BaseRate).Add("epochs", cosine.Epochs).Add("floor", cosine.Floor); break;
            case Polynomial polynomial: map.Add("name", "polynomial").Add("rate", polynomial.BaseRate).Add("epochs", polynomial.Epochs).Add("power", polynomial.Power); break;
            // a schedule of the caller's own: it can be told from others, but not read
            default: map.Add("name", FormattableString.Invariant($"{schedule}")); break;
        }

        return map.Build();
    }

    private static Schedule One(Fields options, int epochs, double rate, bool rateAlone)
    {
        Fields f = options.Named(Key);
        if (rateAlone && f.Has(RateKey)) throw f.Wrong(RateKey, "the rate in one place");
        string name = f.Choice("name", Schedule.Names.ToDictionary(n => n, StringComparer.Ordinal));
        Schedule usual = Schedule.Named(name, f.Number(RateKey, 0, MostRate, rate), epochs);
        switch (usual)
        {
            case StepDecay step:
                f.Only("name", RateKey, "every", "factor", "first");
                return step with { Every = f.Number("every", 1e-6, MostEpochs, step.Every), Factor = f.Number("factor", 0, 1, step.Factor), First = f.Number("first", 0, MostEpochs, step.First) };
            case Cosine cosine:
                f.Only("name", RateKey, "epochs", "floor");
                return cosine with { Epochs = f.Number("epochs", 1e-6, MostEpochs, cosine.Epochs), Floor = f.Number("floor", 0, MostRate, cosine.Floor) };
            case Polynomial polynomial:
                f.Only("name", RateKey, "epochs", "power");
                return polynomial with { Epochs = f.Number("epochs", 1e-6, MostEpochs, polynomial.Epochs), Power = f.Number("power", 0, 1000, polynomial.Power) };
            default:
                f.Only("name", RateKey);
                return usual;
        }
    }
}
