using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>Reads pictures ahead of a network of one input size, and makes them into its input.</summary>
internal sealed class PicturesAhead : IAsyncDisposable
{
    private readonly Model model;
    private readonly ImmutableArray<PictureView> views;
    private readonly ConcurrentBag<PictureReader> readers = [];
    private readonly ConcurrentBag<float[]> memory = [];
    private readonly ReadAhead<PictureSource, ReadyPicture> ahead;

    /// <param name="model">What they are prepared for.</param>
    /// <param name="views">Views of each.</param>
    /// <param name="pictures">Asked for one after the other.</param>
    /// <param name="most">Pictures that wait at most.</param>
    /// <param name="stop">Ends reading.</param>
    public PicturesAhead(Model model, ImmutableArray<PictureView> views, IEnumerable<PictureSource> pictures, int most, CancellationToken stop)
    {
        (this.model, this.views) = (model, views);
        ahead = new ReadAhead<PictureSource, ReadyPicture>(pictures, Read, most, stop);
    }

    /// <summary>The next pictures: as many as asked for, fewer at the end, none behind it. Each must be given back.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Task<List<ReadyPicture>> Next(int count) => ahead.Next(count);

    /// <summary>Takes a picture's memory back.</summary>
    public void GiveBack(ReadyPicture picture)
    {
        if (picture.Values.Length > 0) memory.Add(picture.Values);
    }

    /// <summary>Ends reading and waits for what is being read.</summary>
    public ValueTask DisposeAsync() => ahead.DisposeAsync();

    private ReadyPicture Read(PictureSource source)
    {
        if (!readers.TryTake(out PictureReader? reader)) reader = new PictureReader(model.Graph.Name, model.Graph.Input.Shape, model.Preprocessing);
        if (!memory.TryTake(out float[]? values)) values = new float[checked(views.Length * reader.Floats)];
        try
        {
            Picture picture = source.Read();
            for (int view = 0; view < views.Length; view++) reader.Fill(source.Name, picture, values.AsSpan(view * reader.Floats, reader.Floats), views[view]);
            return new ReadyPicture(source.Name, values, null);
        }
        catch (PointwiseException e)
        {
            memory.Add(values);
            return new ReadyPicture(source.Name, [], e);
        }
        finally
        {
            readers.Add(reader);
        }
    }
}

/// <summary>A picture as a network takes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">All views, channels-last; empty where it cannot be read.</param>
/// <param name="Error">Why it cannot be read; else null.</param>
internal readonly record struct ReadyPicture(string Name, float[] Values, PointwiseException? Error);
