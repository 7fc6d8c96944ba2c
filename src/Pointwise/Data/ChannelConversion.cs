namespace Pointwise.Data;

/// <summary>Pixels as a picture of other channels has them: alpha left out, grey is every colour, colours make grey by ITU-R BT.601's weights.</summary>
internal static class ChannelConversion
{
    /// <summary>The grey of a colour.</summary>
    public static byte Grey(byte red, byte green, byte blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>Copies pixels.</summary>
    /// <param name="source">Pixels of 1 to 4 channels.</param>
    /// <param name="from">How many channels.</param>
    /// <param name="destination">Pixels of 1 or 3 channels, or of as many as the source.</param>
    /// <param name="to">How many channels.</param>
    public static void Copy(ReadOnlySpan<byte> source, int from, Span<byte> destination, int to)
    {
        if (from == to) source.CopyTo(destination);
        else if (to == 1 && from == 2) for (int i = 0, o = 0; i < source.Length; i += 2) destination[o++] = source[i];
        else if (to == 1) for (int i = 0, o = 0; i < source.Length; i += from) destination[o++] = Grey(source[i], source[i + 1], source[i + 2]);
        else if (from >= 3) for (int i = 0, o = 0; i < source.Length; i += from, o += 3) source.Slice(i, 3).CopyTo(destination[o..]);
        else for (int i = 0, o = 0; i < source.Length; i += from, o += 3) destination.Slice(o, 3).Fill(source[i]);
    }
}
