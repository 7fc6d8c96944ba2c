using System.Buffers.Binary;
using System.Text;
using Pointwise.Formats;
using Xunit;

namespace Pointwise.Tests.Formats;

public class NpyWriterTests
{
    [Theory]
    [InlineData(new[] { 2, 3 }, "(2, 3)")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 0, 4 }, "(0, 4)")]
    public void Array_OfFloats_IsWrittenAsNumpyReadsIt(int[] extents, string shape)
    {
        using var folder = new TemporaryFolder();
        float[] values = [.. Enumerable.Range(0, extents.Aggregate(1, (a, b) => a * b)).Select(i => i * 1.5f - 2)];
        NpyWriter.Save(folder.File("a.npy"), extents, values);
        byte[] bytes = File.ReadAllBytes(folder.File("a.npy"));
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        string header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", header.TrimEnd());
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Equal(10 + length + 4 * values.Length, bytes.Length);
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(10 + length + 4 * i)));
    }

    [Fact]
    public void Array_WithoutAllItsValues_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => NpyWriter.Save("a.npy", [2, 2], new float[3]));
        Assert.Equal("a.npy: values do not fill the array\n  expected: 4 for 2x2\n  found:    3\n  fix:      give every value", e.Message);
    }
}
