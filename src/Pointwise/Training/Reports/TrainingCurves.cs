using System.Collections.Immutable;
using Pointwise.Drawing;
using Pointwise.Training.Logs;

namespace Pointwise.Training.Reports;

/// <summary>Draws how a training run went, from its log.</summary>
public static class TrainingCurves
{
    private const int MostDots = 30;
    private const double Width = 410, Height = 290, HeadRoom = 1.5;

    /// <summary>Loss, accuracy, mean IoU where every pixel has a class, and learning rate over the epochs; nothing where no epoch was logged.</summary>
    /// <param name="run">The log.</param>
    public static ImmutableArray<SvgWriter> Draw(LoggedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Epochs.IsEmpty) return [];
        LineChart[] union = run.Epochs.Any(e => double.IsFinite(e.ValidationMeanIoU)) ? [Epochs("Mean IoU", "IoU", run, ("kept apart", e => e.ValidationMeanIoU)) with { IsShare = true }] : [];
        LineChart[] charts =
        [
            Epochs("Loss", "loss", run, ("training", e => e.Loss), ("kept apart", e => e.ValidationLoss)) with { EndsAt = MostLoss(run) },
            Epochs("Accuracy", "right", run, ("training", e => e.Accuracy), ("kept apart", e => e.ValidationAccuracy)) with { IsShare = true },
            .. union,
            Rates(run),
        ];
        return [.. charts.Select(chart => (chart with { Width = Width, Height = Height }).Draw())];
    }

    private static LineChart Epochs(string title, string aside, LoggedRun run, params ReadOnlySpan<(string Name, Func<LoggedEpoch, double> Value)> lines)
    {
        var drawn = ImmutableArray.CreateBuilder<ChartLine>();
        foreach ((string name, Func<LoggedEpoch, double> value) in lines)
        {
            ImmutableArray<ChartPoint> points = [.. run.Epochs.Select(e => new ChartPoint(e.Epoch, value(e)))];
            if (points.Any(p => double.IsFinite(p.Y))) drawn.Add(new ChartLine(name, points) { HasDots = points.Length <= MostDots });
        }

        return new LineChart(title, "epoch", aside, drawn.ToImmutable()) { CountsBelow = true };
    }

    /// <summary>Half as much again as the largest training loss: early epochs may score thousands on the pictures kept apart.</summary>
    private static double? MostLoss(LoggedRun run) => run.Epochs.Select(e => e.Loss).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max() is var most && double.IsFinite(most) ? HeadRoom * most : null;

    private static LineChart Rates(LoggedRun run)
    {
        ImmutableArray<ChartPoint> steps = [.. run.Steps.Select(s => new ChartPoint(s.Step, s.Rate))];
        ImmutableArray<ChartPoint> points = steps.Length > 1 ? steps : [.. run.Epochs.Select(e => new ChartPoint(e.Step, e.Rate))];
        return new LineChart("Learning rate", "step", "rate", [new ChartLine("rate", points)]) { CountsBelow = true, BeginsAt = 0 };
    }
}
