using Microsoft.Extensions.Logging;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Xunit;

namespace Pointwise.Tests.Training.Logs;

public class TrainingLoggerTests
{
    private static readonly DrawnShapes Shapes = new(24, 1);

    [Fact]
    public void Run_WithALogger_TellsItOfEveryEpoch()
    {
        var logger = new Kept();
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Shapes, 1);
        var run = new TrainingRun(model, Shapes, new TrainingOptions { Epochs = 2, BatchSize = 12, Threads = 1 }) { Validation = Shapes, Sinks = [new TrainingLogger(logger)] };
        TrainingResult result = TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken);
        Assert.Equal(["Training begins", "Epoch 1: ", "Epoch 2: "], logger.Lines.Select(l => l.Text[..Math.Min(l.Text.Length, l.Text.StartsWith("Epoch", StringComparison.Ordinal) ? 9 : 99)]));
        Assert.Equal(result.History.Epochs[1].Loss, logger.Lines[2].Values["Loss"]);
        Assert.Equal(result.History.Epochs[1].Validation!.Accuracy, logger.Lines[2].Values["ValidationAccuracy"]);
    }

    [Fact]
    public void Begin_BehindAStep_SaysThatItGoesOn()
    {
        var logger = new Kept();
        new TrainingLogger(logger).Begin(7);
        Assert.Equal("Training goes on behind step 7", logger.Lines.Single().Text);
    }

    [Fact]
    public async Task ClassifyMany_WithALogger_WarnsOfPicturesThatCannotBeRead()
    {
        var logger = new Kept();
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Shapes, 1);
        using var classifier = new Classifier(model, new ClassifierOptions { Logger = logger });
        await foreach (Classification c in classifier.ClassifyMany(["none.png"], stop: TestContext.Current.CancellationToken)) Assert.NotNull(c.Error);
        Assert.Equal((LogLevel.Warning, "none.png cannot be classified: cannot be read"), (logger.Lines.Single().Level, logger.Lines.Single().Text));
    }

    private sealed class Kept : ILogger
    {
        public List<(LogLevel Level, string Text, Dictionary<string, object?> Values)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception), new Dictionary<string, object?>((IEnumerable<KeyValuePair<string, object?>>)state!)));
    }
}
