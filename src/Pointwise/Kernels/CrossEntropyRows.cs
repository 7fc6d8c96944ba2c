using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Softmax and cross entropy of whole rows: with p = softmax(logits) and t' = (1 - s) t + s / C the loss is
/// sum(-w t' log p) / sum(w t) over all rows, and 0 where the latter is 0. Rows whose own sum(w t) is 0 are left out of both.
/// </summary>
internal static unsafe class CrossEntropyRows
{
    /// <summary>Writes the loss; leaves the probabilities and then sum(w t) in <paramref name="saved"/> where it is given.</summary>
    public static void Forward(Workers workers, Rows logits, Rows targets, float smoothing, ReadOnlySpan<float> weights, Rows saved, Rows loss)
    {
        Debug.Assert(targets.Count == logits.Count && targets.C == logits.C);
        float* room = Weights(workers, weights, logits.C, 2L * logits.Count);
        float* parts = room + logits.C;
        var work = new ForwardWork(workers, logits, targets, smoothing, room, saved, parts);
        workers.Run(ref work, Split.OfRows(logits.Count, logits.C).Count);
        double sum = 0, share = 0;
        for (int row = 0; row < logits.Count; row++)
        {
            sum += parts[2 * row];
            share += parts[2 * row + 1];
        }

        loss.Data[0] = share == 0 ? 0 : (float)(sum / share);
        if (!saved.IsNone) saved.Data[logits.Elements] = (float)share;
    }

    /// <summary>Writes or adds the gradient of the logits: (p * sum of w t' of the row - w t') * gradient / sum(w t).</summary>
    public static void Backward(Workers workers, Rows targets, float smoothing, ReadOnlySpan<float> weights, Rows saved, Rows gradient, Rows destination, bool accumulate)
    {
        Debug.Assert(destination.Count == targets.Count && destination.C == targets.C);
        float share = saved.Data[targets.Elements];
        float factor = share == 0 ? 0 : gradient.Data[0] / share;
        float* room = Weights(workers, weights, targets.C, 0);
        var work = new BackwardWork(workers, targets, smoothing, room, saved, factor, destination, accumulate);
        workers.Run(ref work, Split.OfRows(targets.Count, targets.C).Count);
    }

    /// <summary>The weights, 1 each where none are given, with room for more floats behind them.</summary>
    private static float* Weights(Workers workers, ReadOnlySpan<float> weights, int classes, long more)
    {
        var room = (float*)workers.CallScratch.Bytes((classes + more) * sizeof(float));
        if (weights.IsEmpty) new Span<float>(room, classes).Fill(1);
        else weights.CopyTo(new Span<float>(room, classes));
        return room;
    }

    private readonly struct ForwardWork(Workers workers, Rows logits, Rows targets, float smoothing, float* weights, Rows saved, float* parts) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(logits.Count, logits.C);
            int classes = logits.C;
            var scratch = (float*)workers.Scratch(worker).Bytes(2L * classes * sizeof(float));
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                float* p = saved.IsNone ? scratch + classes : saved.Data + (long)row * classes;
                (float most, float logSum) = SoftmaxRows.Row<TLanes, TVector>(logits.Row(row), p, classes);
                parts[2 * row] = 0;
                parts[2 * row + 1] = RowSums.Dot<TLanes, TVector>(targets.Row(row), weights, classes);
                if (parts[2 * row + 1] == 0) continue;
                Smoothed<TLanes, TVector>(targets.Row(row), weights, smoothing, scratch, classes);
                Losses<TLanes, TVector>(logits.Row(row), most, logSum, scratch, classes);
                parts[2 * row] = RowSums.Sum<TLanes, TVector>(scratch, classes);
            }
        }
    }

    private readonly struct BackwardWork(Workers workers, Rows targets, float smoothing, float* weights, Rows saved, float factor, Rows destination, bool accumulate) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Split.OfRows(targets.Count, targets.C);
            int classes = targets.C;
            var scratch = (float*)workers.Scratch(worker).Bytes((long)classes * sizeof(float));
            for (int row = split.Start(piece); row < split.End(piece); row++)
            {
                if (RowSums.Dot<TLanes, TVector>(targets.Row(row), weights, classes) == 0)
                {
                    if (!accumulate) destination.RowSpan(row).Clear();
                    continue;
                }

                Smoothed<TLanes, TVector>(targets.Row(row), weights, smoothing, scratch, classes);
                float sum = RowSums.Sum<TLanes, TVector>(scratch, classes);
                Gradient<TLanes, TVector>(saved.Data + (long)row * classes, scratch, sum, factor, destination.Row(row), accumulate, classes);
            }
        }
    }

    /// <summary>w ((1 - s) t + s / C).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Smoothed<TLanes, TVector>(float* targets, float* weights, float smoothing, float* smoothed, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float kept = 1 - smoothing, spread = smoothing / count;
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector target = TLanes.MultiplyAdd(TLanes.Load(targets + i), TLanes.All(kept), TLanes.All(spread));
            TLanes.Store(TLanes.Multiply(TLanes.Load(weights + i), target), smoothed + i);
        }

        for (; i < count; i++) smoothed[i] = weights[i] * Lanes1.MultiplyAdd(targets[i], kept, spread);
    }

    /// <summary>Shares times -log p in their place; a share of 0 gives 0 even where p is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Losses<TLanes, TVector>(float* logits, float most, float logSum, float* shares, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            TLanes.Store(Loss<TLanes, TVector>(TLanes.Load(logits + i), most, logSum, TLanes.Load(shares + i)), shares + i);
        for (; i < count; i++) shares[i] = Loss<Lanes1, float>(logits[i], most, logSum, shares[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Loss<TLanes, TVector>(TVector logit, float most, float logSum, TVector share)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector minusLog = TLanes.Subtract(TLanes.All(logSum), TLanes.Subtract(logit, TLanes.All(most)));
        return TLanes.IfEqual(share, TLanes.Zero, TLanes.Zero, TLanes.Multiply(share, minusLog));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TLanes, TVector>(float* p, float* shares, float sum, float factor, float* destination, bool accumulate, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector apart = TLanes.Subtract(TLanes.Multiply(TLanes.Load(p + i), TLanes.All(sum)), TLanes.Load(shares + i));
            TVector value = TLanes.Multiply(apart, TLanes.All(factor));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), value) : value, destination + i);
        }

        for (; i < count; i++)
        {
            float value = (p[i] * sum - shares[i]) * factor;
            destination[i] = accumulate ? destination[i] + value : value;
        }
    }
}
