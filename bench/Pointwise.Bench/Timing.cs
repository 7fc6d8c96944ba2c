using System.Diagnostics;

namespace Pointwise.Bench;

/// <summary>Times of actions that are measured in turn, so that what a neighbour on the machine takes is taken from all.</summary>
internal static class Timing
{
    private const int Rounds = 15;
    private const double WarmUpSeconds = 0.3;

    /// <summary>Medians of a run of each, in milliseconds.</summary>
    public static double[] Medians(params Action[] actions)
    {
        var times = new double[actions.Length][];
        var repeats = new int[actions.Length];
        for (int a = 0; a < actions.Length; a++)
        {
            // until the compiler's last tier has taken over
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds;) actions[a]();
            repeats[a] = (int)Math.Max(1, 2 / Time(actions[a], 2));
            times[a] = new double[Rounds];
        }

        for (int i = 0; i < Rounds; i++)
            for (int a = 0; a < actions.Length; a++) times[a][i] = Time(actions[a], repeats[a]);
        return [.. times.Select(t => t.Order().ElementAt(Rounds / 2))];
    }

    private static double Time(Action action, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
    }
}
