using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pointwise.Formats;

/// <summary>Writes numpy's array files, version 1.0: a line of text that says what it is, then the values row-major.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64, Prefix = 10, ChunkFloats = 1 << 18;

    /// <summary>Writes floats as one array; a file that was there is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extents">The array's extents.</param>
    /// <param name="values">As many as the extents say, row-major.</param>
    /// <exception cref="PointwiseException">It cannot be written, or the values do not fill the extents.</exception>
    public static void Save(string path, IReadOnlyList<int> extents, ReadOnlyMemory<float> values)
    {
        long elements = extents.Aggregate(1L, (product, extent) => product * extent);
        if (elements != values.Length)
            throw new PointwiseException(path, "values do not fill the array", $"{elements} for {string.Join('x', extents)}", $"{values.Length}", "give every value");
        AtomicFile.Write(path, stream => Write(stream, extents, values.Span));
    }

    private static void Write(Stream stream, IReadOnlyList<int> extents, ReadOnlySpan<float> values)
    {
        // python writes a tuple of one element with a comma behind it
        string shape = string.Concat(extents.Select(e => e.ToString(CultureInfo.InvariantCulture) + ", "));
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({(extents.Count > 1 ? shape[..^2] : shape.TrimEnd())}), }}";
        int length = (Prefix + header.Length + Alignment) / Alignment * Alignment - Prefix;
        Span<byte> prefix = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[8..], (ushort)length);
        stream.Write(prefix);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        for (int done = 0; done < values.Length; done += ChunkFloats)
            stream.Write(ElementConversion.Write(ElementType.F32, values.Slice(done, Math.Min(ChunkFloats, values.Length - done))));
    }
}
