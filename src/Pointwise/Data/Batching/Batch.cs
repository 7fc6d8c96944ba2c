using System.Runtime.ExceptionServices;

namespace Pointwise.Data.Batching;

/// <summary>Pictures and targets ready for a network. The memory belongs to the stream, and is filled again after the next batch is asked for.</summary>
internal sealed class Batch
{
    /// <summary>The index of a picture that could not be read and has no other in its place.</summary>
    public const int None = -1;

    private readonly float[] pictures;
    private readonly float[] targets;
    private readonly int[] indices;
    private ExceptionDispatchInfo? failure;
    private int failedAt;

    public Batch(int largest, int pictureFloats, int targetFloats, int classes)
    {
        (pictures, targets, indices) = (new float[checked(largest * pictureFloats)], new float[checked(largest * targetFloats)], new int[largest]);
        (PictureFloats, TargetFloats, Classes) = (pictureFloats, targetFloats, classes);
    }

    /// <summary>Which one, from 0; -1 before the first.</summary>
    public long Number { get; private set; } = -1;

    /// <summary>Its epoch, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Pictures in it.</summary>
    public int Count { get; private set; }

    /// <summary>Their indices in the data set, <see cref="None"/> for a place that is empty.</summary>
    public Span<int> Indices => indices.AsSpan(0, Count);

    /// <summary>[N,H,W,C] values for the network, all views of a picture side by side; zeros beyond the batch's pictures.</summary>
    public Span<float> Pictures => pictures;

    /// <summary>
    /// [N,classes]: a distribution for each picture; or [N,H,W,classes]: one for each pixel, all zeros where it is ignored. Zeros beyond the pictures.
    /// </summary>
    public Span<float> Targets => targets;

    /// <summary>Floats of one picture, all views together.</summary>
    public int PictureFloats { get; }

    /// <summary>Floats of one picture's target.</summary>
    public int TargetFloats { get; }

    /// <summary>Values of a distribution.</summary>
    public int Classes { get; }

    /// <summary>Pictures that are not in it yet.</summary>
    public int Missing { get; set; }

    /// <summary>Whether it may be used.</summary>
    public bool IsReady { get; set; }

    /// <summary>Begins a batch.</summary>
    public void Open(long number, IBatchOrder order)
    {
        (Number, Epoch, IsReady, failure) = (number, order.Epoch(number), false, null);
        Count = Missing = order.Fill(number, indices);
        pictures.AsSpan(Count * PictureFloats).Clear();
        targets.AsSpan().Clear();
    }

    /// <summary>Keeps the error of the first picture in the batch that has one.</summary>
    public void Fail(int position, Exception error)
    {
        if (failure is not null && failedAt <= position) return;
        (failure, failedAt) = (ExceptionDispatchInfo.Capture(error), position);
    }

    /// <summary>Whether a picture had an error.</summary>
    public bool HasFailed => failure is not null;

    /// <exception cref="PointwiseException">A picture could not be read.</exception>
    public void ThrowIfFailed() => failure?.Throw();
}
