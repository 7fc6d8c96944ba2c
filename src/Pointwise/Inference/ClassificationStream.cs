using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>Classifies many pictures: reads ahead, fills batches, answers in order.</summary>
/// <param name="model">The model.</param>
/// <param name="sessions">Its sessions; the gate lets one caller at a time to them.</param>
/// <param name="gate">Held while a batch runs.</param>
/// <param name="options">How.</param>
/// <param name="views">Views of each picture.</param>
/// <param name="pictures">The pictures, asked for one after the other.</param>
/// <param name="count">Classes of an answer.</param>
internal sealed class ClassificationStream(
    Model model, Sessions sessions, Lock gate, ClassifierOptions options, ImmutableArray<PictureView> views, IEnumerable<PictureSource> pictures, int count)
{
    private const int LargestBatch = 32, BatchFloats = 1 << 21, AheadFloats = 1 << 24, LeastAhead = 2, MostAhead = 64;
    private readonly int floats = checked((int)model.Graph.Input.Shape.WithBatch(1).Elements);

    public async IAsyncEnumerable<Classification> Run([EnumeratorCancellation] CancellationToken stop)
    {
        int rows = options.BatchSize > 0 ? options.BatchSize : Math.Clamp(BatchFloats / floats, 1, LargestBatch);
        int together = Math.Max(1, rows / views.Length), most = (int)Math.Clamp(AheadFloats / ((long)views.Length * floats), LeastAhead, MostAhead);
        await using var ahead = new PicturesAhead(model, views, pictures, most, stop);
        BatchSessions? batches = null;
        long index = 0;
        while (await ahead.Next(together).ConfigureAwait(false) is { Count: > 0 } next)
        {
            stop.ThrowIfCancellationRequested();
            BatchSessions running = batches ??= new BatchSessions(sessions, Math.Min(rows, next.Count * views.Length));
            IReadOnlyList<Answer>[] answers = await Task.Run(() => Answer(running, next, stop), stop).ConfigureAwait(false);
            for (int i = 0, readable = 0; i < next.Count; i++, index++)
            {
                if (next[i].Error is { } bad) options.Logger?.PictureFailed(next[i].Name, bad.Problem, bad);
                yield return next[i].Error is { } error ? new Classification(index, next[i].Name, [], error) : new Classification(index, next[i].Name, answers[readable++]);
                ahead.GiveBack(next[i]);
            }
        }
    }

    /// <summary>One answer for each picture that can be read.</summary>
    private IReadOnlyList<Answer>[] Answer(BatchSessions batches, List<ReadyPicture> next, CancellationToken stop)
    {
        float[][] readable = [.. next.Where(p => p.Error is null).Select(p => p.Values)];
        ViewAnswers? scores = null;
        int all = readable.Length * views.Length;
        for (int row = 0; row < all;)
        {
            stop.ThrowIfCancellationRequested();
            lock (gate)
            {
                Session session = batches.For(all - row);
                int rows = session.InputShape.N;
                Show(readable, row, session);
                batches.Run(session);
                scores ??= new ViewAnswers(next.Count, views.Length, [Scores.AreProbabilities(session.Graph, session.Graph.Heads[0])]);
                scores.Add(0, row, all - row, session.Output(), rows);
                row += rows;
            }
        }

        return [.. readable.Select((_, i) => Inference.Answer.Top(model, scores!.Probabilities(0, i), count))];
    }

    /// <summary>Lays views in, from one on; places behind the last are empty.</summary>
    private void Show(float[][] readable, int first, Session session)
    {
        Span<float> input = session.Input;
        for (int i = 0; i < session.InputShape.N; i++)
        {
            Span<float> place = input.Slice(i * floats, floats);
            (int picture, int view) = Math.DivRem(first + i, views.Length);
            if (picture < readable.Length) readable[picture].AsSpan(view * floats, floats).CopyTo(place);
            else place.Clear();
        }
    }
}
