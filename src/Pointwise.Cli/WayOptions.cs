using System.CommandLine;
using Pointwise.Inference.Tuning;
using Pointwise.Zoo;

namespace Pointwise.Cli;

/// <summary>--fastest, --direct and --tuning: how the ways of convolutions are chosen.</summary>
internal sealed class WayOptions
{
    private const string TableName = "tuning.json";

    /// <summary>--fastest.</summary>
    public Option<bool> Fastest { get; } = new("--fastest")
    {
        Description = "Choose each convolution's way by what --tune has measured here, else by batch, threads and vectors too: the last digits may then depend on these, and on whether a picture is alone or in a batch",
    };

    /// <summary>--direct.</summary>
    public Option<bool> Direct { get; } = new("--direct") { Description = "Transform no convolution: direct sums everywhere" };

    /// <summary>--tuning.</summary>
    public Option<string?> Tuning { get; } = new("--tuning") { Description = "The table of measured ways, instead of tuning.json in the cache", HelpName = "FILE" };

    /// <summary>How ways are chosen.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isFastest">Whether something else that was typed asks for the fastest.</param>
    /// <exception cref="PointwiseException">Both were asked for.</exception>
    public AlgorithmChoice Choice(Call call, bool isFastest = false)
    {
        isFastest |= call.Get(Fastest);
        if (isFastest && call.Get(Direct))
            throw new PointwiseException("--direct", "two ways at once", "--direct or --fastest", "both", "leave one out");
        return call.Get(Direct) ? AlgorithmChoice.Direct : isFastest ? AlgorithmChoice.Fastest : AlgorithmChoice.Estimated;
    }

    /// <summary>Where the table lies.</summary>
    public string Path(Call call) => call.Get(Tuning) ?? System.IO.Path.Combine(CacheFolder.Of(null), TableName);

    /// <summary>What was measured, where the fastest ways are asked for; else null.</summary>
    /// <param name="call">The call.</param>
    /// <param name="choice">How ways are chosen.</param>
    /// <exception cref="PointwiseException">The table cannot be read, or a file was named that is not there.</exception>
    public TuningTable? Table(Call call, AlgorithmChoice choice)
    {
        if (choice != AlgorithmChoice.Fastest) return null;
        if (call.Get(Tuning) is { } named && !File.Exists(named))
            throw new PointwiseException(named, "no such file", "a table that --tune has written", "nothing", "check the path, or measure: pointwise bench NETWORK --tune --tuning FILE");
        return TuningTable.Read(Path(call));
    }
}
