namespace Pointwise.Data.Batching;

/// <summary>Which pictures are in which batch. One caller at a time.</summary>
internal interface IBatchOrder
{
    /// <summary>Pictures of the largest batch.</summary>
    int Largest { get; }

    /// <summary>How many batches there are.</summary>
    long Batches { get; }

    /// <summary>Whether another picture takes the place of one that cannot be read; else its place stays empty.</summary>
    bool Replaces { get; }

    /// <summary>The epoch of a batch, from 0: what random changes are drawn for.</summary>
    int Epoch(long batch);

    /// <summary>The pictures of a batch.</summary>
    /// <param name="batch">Which batch, from 0.</param>
    /// <param name="pictures">Their indices, written from the start.</param>
    /// <returns>How many there are.</returns>
    int Fill(long batch, Span<int> pictures);
}
