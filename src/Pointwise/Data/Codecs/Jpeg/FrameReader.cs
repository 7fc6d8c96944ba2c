namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Reads a frame's header (ITU-T T.81, B.2.2).</summary>
internal static class FrameReader
{
    private const int MostFactor = 4;

    public static Frame Read(string where, byte marker, ref Segment segment, TableReader tables)
    {
        int start = segment.Start - 2, position = segment.Position;
        int bits = segment.Byte();
        if (bits != 8) throw JpegProblem.Unsupported(where, position, $"{bits} bits a sample");
        int height = segment.Word(), width = segment.Word();
        position = segment.Position;
        int count = segment.Byte();
        if (count is not (1 or 3 or 4)) throw JpegProblem.Unsupported(where, position, $"{count} components");
        if (segment.Left != 3 * count) throw DamagedPicture.At(where, position, "frame of another length", $"{3 * count} bytes for {count} components", $"{segment.Left}");
        var components = new FrameComponent[count];
        for (int i = 0; i < count; i++) components[i] = Component(where, ref segment, tables, components.AsSpan(0, i));
        return Whole(where, new Frame(start, marker == Marker.Progressive, height, width, components));
    }

    private static FrameComponent Component(string where, ref Segment segment, TableReader tables, ReadOnlySpan<FrameComponent> before)
    {
        int position = segment.Position;
        byte identifier = segment.Byte(), factors = segment.Byte();
        foreach (FrameComponent other in before)
        {
            if (other.Identifier == identifier) throw DamagedPicture.At(where, position, "component twice", "components of different names", $"{identifier} again");
        }

        int horizontal = factors >> 4, vertical = factors & 15;
        if (horizontal is < 1 or > MostFactor || vertical is < 1 or > MostFactor)
            throw DamagedPicture.At(where, position, "bad sampling factors", "1 to 4 by 1 to 4", $"{horizontal} by {vertical}");
        return new FrameComponent(identifier, horizontal, vertical, tables.Place(segment.Position, segment.Byte()));
    }

    private static Frame Whole(string where, Frame frame)
    {
        foreach (FrameComponent c in frame.Components)
        {
            if (frame.MaxHorizontal % c.Horizontal != 0 || frame.MaxVertical % c.Vertical != 0)
                throw JpegProblem.Unsupported(where, frame.Position, $"samples of {frame.MaxHorizontal}:{c.Horizontal} by {frame.MaxVertical}:{c.Vertical} pixels");
        }

        return frame;
    }
}
