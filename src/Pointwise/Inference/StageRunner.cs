using System.Collections.Immutable;
using Pointwise.Kernels;

namespace Pointwise.Inference;

/// <summary>
/// Runs a session's stages in order: those with much to do on all threads, those with little on the calling one, and branches that run at once on one thread each.
/// Results do not depend on it.
/// </summary>
/// <param name="workers">The threads; they stay the caller's.</param>
/// <param name="stages">What runs, one a node.</param>
/// <param name="together">Branches that run at once.</param>
internal sealed class StageRunner(Workers workers, ImmutableArray<Stage> stages, ImmutableArray<SideBySide> together) : IDisposable
{
    /// <summary>For each thread one that works alone.</summary>
    private readonly Workers[] single = [.. Enumerable.Range(0, workers.Count).Select(_ => new Workers(1, workers.Width))];

    /// <summary>Computes all results.</summary>
    public void Run()
    {
        int next = 0;
        foreach (SideBySide module in together)
        {
            for (; next < module.First; next++) Forward(stages[next]);
            var branches = new BranchWork(stages, module.Branches, single);
            workers.Run(ref branches, module.Branches.Length);
            next = module.Last + 1;
        }

        for (; next < stages.Length; next++) Forward(stages[next]);
    }

    /// <summary>Computes one stage's result from what those before it have computed.</summary>
    public void Forward(Stage stage) => stage.Forward(stage.IsSmall ? single[0] : workers, training: false, default);

    public void Dispose()
    {
        foreach (Workers one in single) one.Dispose();
    }

    /// <summary>The branches of a module, a piece each.</summary>
    private readonly struct BranchWork(ImmutableArray<Stage> stages, ImmutableArray<ImmutableArray<int>> branches, Workers[] single) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            foreach (int node in branches[piece]) stages[node].Forward(single[worker], training: false, default);
        }
    }
}
