namespace Pointwise.Kernels;

/// <summary>The channels that a response normalisation sums over, from c - <see cref="Before"/> on, and what it does with the sum.</summary>
/// <param name="Size">Channels in a window.</param>
/// <param name="Before">Of them those before the channel itself.</param>
/// <param name="Factor">alpha over the size before it was cut to the channels.</param>
/// <param name="Addend">k.</param>
internal readonly unsafe record struct ChannelWindow(int Size, int Before, float Factor, float Addend)
{
    /// <summary>
    /// The window of an operator, no wider than the channels to either side. It is centred; of an even size one more channel
    /// lies before than after, or one more after where it leans ahead.
    /// </summary>
    public static ChannelWindow Of(int size, float alpha, float k, int channels, bool leansAhead)
    {
        int before = leansAhead ? (size - 1) / 2 : size / 2, after = size - 1 - before;
        return new ChannelWindow(Math.Min(before, channels) + Math.Min(after, channels) + 1, Math.Min(before, channels), alpha / size, k);
    }

    /// <summary>The window that holds the channels whose windows hold c.</summary>
    public ChannelWindow Mirrored => this with { Before = Size - 1 - Before };

    /// <summary>Floats of one row with its margins.</summary>
    public long Padded(int channels) => (long)channels + Size - 1;

    /// <summary>A row of zeros with margins before and after, and room for so many more floats behind it.</summary>
    public float* Margins(ScratchMemory memory, int channels, int more)
    {
        var row = (float*)memory.Bytes((Padded(channels) + more) * sizeof(float));
        for (long i = 0; i < Before; i++) row[i] = 0;
        for (long i = Before + channels; i < Padded(channels); i++) row[i] = 0;
        return row;
    }
}
