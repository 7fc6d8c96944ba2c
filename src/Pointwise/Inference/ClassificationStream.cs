using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>Classifies many pictures: reads ahead, fills batches, answers in order.</summary>
internal sealed class ClassificationStream(Model model, ClassifierOptions options, ImmutableArray<PictureView> views, IEnumerable<PictureSource> pictures, int count)
{
    private const int LargestBatch = 32, BatchFloats = 1 << 21, AheadFloats = 1 << 24, LeastAhead = 2, MostAhead = 64;
    private readonly int floats = checked((int)model.Graph.Input.Shape.WithBatch(1).Elements);

    public async IAsyncEnumerable<Classification> Run([EnumeratorCancellation] CancellationToken stop)
    {
        int rows = options.BatchSize > 0 ? options.BatchSize : Math.Clamp(BatchFloats / floats, 1, LargestBatch);
        int together = Math.Max(1, rows / views.Length), most = (int)Math.Clamp(AheadFloats / ((long)views.Length * floats), LeastAhead, MostAhead);
        await using var ahead = new PicturesAhead(model, views, pictures, most, stop);
        Session? session = null;
        long index = 0;
        try
        {
            while (await ahead.Next(together).ConfigureAwait(false) is { Count: > 0 } next)
            {
                stop.ThrowIfCancellationRequested();
                Session running = session ??= await Task.Run(() => new Session(model, Math.Min(rows, next.Count * views.Length), new SessionOptions { Threads = options.Threads }), stop).ConfigureAwait(false);
                IReadOnlyList<Answer>[] answers = await Task.Run(() => Answer(running, next, stop), stop).ConfigureAwait(false);
                for (int i = 0, readable = 0; i < next.Count; i++, index++)
                {
                    if (next[i].Error is { } bad) options.Logger?.PictureFailed(next[i].Name, bad.Problem, bad);
                    yield return next[i].Error is { } error ? new Classification(index, next[i].Name, [], error) : new Classification(index, next[i].Name, answers[readable++]);
                    ahead.GiveBack(next[i]);
                }
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>One answer for each picture that can be read.</summary>
    private IReadOnlyList<Answer>[] Answer(Session session, List<ReadyPicture> next, CancellationToken stop)
    {
        float[][] readable = [.. next.Where(p => p.Error is null).Select(p => p.Values)];
        var scores = new ViewAnswers(next.Count, views.Length, [Scores.AreProbabilities(session.Graph, session.Graph.Heads[0])]);
        int rows = session.InputShape.N, all = readable.Length * views.Length;
        for (int row = 0; row < all; row += rows)
        {
            stop.ThrowIfCancellationRequested();
            Span<float> input = session.Input;
            for (int i = 0; i < rows; i++)
            {
                Span<float> place = input.Slice(i * floats, floats);
                if (row + i < all) readable[(row + i) / views.Length].AsSpan((row + i) % views.Length * floats, floats).CopyTo(place);
                else place.Clear();
            }

            session.Run();
            scores.Add(0, row, all - row, session.Output(), rows);
        }

        return [.. readable.Select((_, i) => Inference.Answer.Top(model, scores.Probabilities(0, i), count))];
    }
}
