using System.Collections.Immutable;
using Pointwise.Training;
using Pointwise.Training.Logs;

namespace Pointwise.Cli.Runs;

/// <summary>The files that a run is written to while it goes on.</summary>
internal sealed class RunSinks : IDisposable
{
    private readonly List<IDisposable> files = [];

    /// <param name="folder">The run's folder; null for none.</param>
    /// <param name="log">A file of JSON lines; null for none.</param>
    /// <param name="events">A folder for TensorBoard; null for none.</param>
    public RunSinks(string? folder, string? log, string? events)
    {
        var all = ImmutableArray.CreateBuilder<ITrainingSink>();
        if (folder is not null) Add(new TrainingLog(Path.Combine(folder, TrainingLog.Name)));
        if (log is not null) Add(new TrainingLog(log));
        if (folder is not null) Add(new TensorBoardEvents(folder));
        if (events is not null) Add(new TensorBoardEvents(events));
        All = all.ToImmutable();

        void Add<T>(T sink)
            where T : ITrainingSink, IDisposable
        {
            all.Add(sink);
            files.Add(sink);
        }
    }

    public ImmutableArray<ITrainingSink> All { get; }

    public void Dispose()
    {
        foreach (IDisposable file in files) file.Dispose();
    }
}
