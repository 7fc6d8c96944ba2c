using System.Diagnostics;

namespace Pointwise.Inference;

/// <summary>
/// Which session takes how many pictures of a stream: batches of one size, and the last, smaller one either filled up with nothing or by a plan of
/// its own, whichever is expected to take less time. A picture's answer is the same either way.
/// </summary>
/// <param name="sessions">The model's.</param>
/// <param name="usual">Pictures of a whole batch.</param>
internal sealed class BatchSessions(Sessions sessions, int usual)
{
    private double secondsOfRun;

    /// <summary>The session for the next pictures: it takes all of them where these are no more than a whole batch.</summary>
    /// <param name="left">Pictures that are left.</param>
    public Session For(int left)
    {
        bool isOwn = left < usual && (sessions.Keeps(left) || PaysOwnPlan(usual, left, secondsOfRun, sessions.SecondsOfPlanning));
        return sessions.For(isOwn ? left : usual);
    }

    /// <summary>Runs a session, and remembers how long a whole batch takes.</summary>
    /// <param name="session">Of these.</param>
    public void Run(Session session)
    {
        long start = Stopwatch.GetTimestamp();
        session.Run();
        if (session.InputShape.N == usual) secondsOfRun = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Whether a plan for fewer pictures is made in less time than running with empty places wastes.</summary>
    /// <param name="usual">Pictures of a whole batch.</param>
    /// <param name="left">Pictures that are left.</param>
    /// <param name="secondsOfRun">What a whole batch took.</param>
    /// <param name="secondsOfPlanning">What the last plan took.</param>
    internal static bool PaysOwnPlan(int usual, int left, double secondsOfRun, double secondsOfPlanning) =>
        secondsOfRun * (usual - left) / usual > secondsOfPlanning;
}
