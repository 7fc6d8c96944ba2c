using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data;

public sealed class MnistDataSetTests : IDisposable
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 3 * 2 * 2).Select(i => (byte)(20 * i))];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_PlainOrGzipped_IsRead(bool gzip)
    {
        Write(IdxBytes.Of(Pixels, 3, 2, 2), IdxBytes.Of([0, 2, 1], 3), gzip);
        MnistDataSet data = MnistDataSet.Train(folder.Path);
        Picture second = data.Read(1);
        Assert.Equal((3, 2, 2, 1), (data.Count, second.Height, second.Width, second.Channels));
        Assert.Equal(["0", "1", "2"], data.Classes);
        Assert.Equal([80, 100, 120, 140], second.Pixels.ToArray());
        Assert.Equal("[1]", ((IDataSet)data).NameOf(1)[^3..]);
        Assert.Equal(2, data.Label(1));
    }

    [Fact]
    public void Train_OfTheRealSet_HasItsMeanAndDeviation()
    {
        MnistDataSet data = MnistDataSet.Train(TestData.Require("mnist"));
        Preprocessing preprocessing = PixelStatistics.Normalize(data, new Shape(1, 1, 28, 28));
        Assert.Equal(60000, data.Count);
        Assert.Equal(0.1307f, preprocessing.Mean[0], 4e-5f);
        Assert.Equal(0.3081f, preprocessing.Deviation[0], 4e-5f);
        Assert.Equal(5, data.Label(0));
        Assert.Equal(10000, MnistDataSet.Test(TestData.Require("mnist")).Count);
    }

    [Fact]
    public void Train_MissingFile_SaysWhichNames()
    {
        folder.Write("train-images-idx3-ubyte", IdxBytes.Of(Pixels, 3, 2, 2));
        var e = Assert.Throws<PointwiseException>(() => MnistDataSet.Train(folder.Path));
        Assert.Equal(
            $"{folder.Path}: a file of the data set is missing\n  expected: train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz\n  found:    neither\n  fix:      put MNIST's four files into the folder",
            e.Message);
        Assert.Contains("no such folder", Assert.Throws<PointwiseException>(() => MnistDataSet.Test(folder.File("none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LabelsOfAnotherNumber_IsRefused()
    {
        Write(IdxBytes.Of(Pixels, 3, 2, 2), IdxBytes.Of([0, 1], 2));
        Assert.Contains("expected: 3 labels\n  found:    2", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_CutAnywhere_SaysWhereItEnds()
    {
        byte[] whole = IdxBytes.Of(Pixels, 3, 2, 2);
        for (int length = 0; length < whole.Length; length++)
        {
            foreach (bool gzip in new[] { false, true })
            {
                Write(whole[..length], IdxBytes.Of([0, 1, 2], 3), gzip);
                string message = Fails();
                Assert.Contains($"byte {length}: ends too early", message, StringComparison.Ordinal);
                File.Delete(folder.File("train-images-idx3-ubyte.gz"));
                File.Delete(folder.File("train-images-idx3-ubyte"));
            }
        }
    }

    [Fact]
    public void Idx_GzipCutAnywhere_IsATypedError()
    {
        byte[] whole = IdxBytes.Gzip(IdxBytes.Of(Pixels, 3, 2, 2));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Of([0, 1, 2], 3));
        for (int length = 0; length < whole.Length - 12; length++)
        {
            folder.Write("train-images-idx3-ubyte.gz", whole[..length]);
            Assert.Contains(folder.Path, Fails(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Idx_BytesAfterTheEnd_AreRefused()
    {
        Write([.. IdxBytes.Of(Pixels, 3, 2, 2), 0], IdxBytes.Of([0, 1, 2], 3));
        Assert.Contains("byte 28: bytes after the end\n  expected: 28 bytes", Fails(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000080100000001", "byte 3: wrong number of extents\n  expected: 3\n  found:    1")]
    [InlineData("00000D0300000001", "byte 0: not an IDX file of unsigned bytes\n  expected: 00 00 08\n  found:    00000D")]
    [InlineData("00000803000000000000000200000002", "impossible extent")]
    [InlineData("00000803FFFFFFFF0000000200000002", "impossible extent")]
    [InlineData("000008037FFFFFFF7FFFFFFF7FFFFFFF", "too large")]
    [InlineData("00000803000040000000010000000100", "ends too early\n  expected: 1073741840 bytes\n  found:    16 bytes")]
    public void Idx_BadHeader_IsRefusedByName(string hex, string problem)
    {
        Write(Convert.FromHexString(hex), IdxBytes.Of([0, 1, 2], 3));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(problem, Fails(), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20, "memory follows the bytes that are there, not the header's claim");
    }

    private void Write(byte[] pictures, byte[] labels, bool gzip = false)
    {
        string end = gzip ? ".gz" : "";
        folder.Write("train-images-idx3-ubyte" + end, gzip ? IdxBytes.Gzip(pictures) : pictures);
        folder.Write("train-labels-idx1-ubyte" + end, gzip ? IdxBytes.Gzip(labels) : labels);
    }

    private string Fails() => Assert.Throws<PointwiseException>(() => MnistDataSet.Train(folder.Path)).Message;
}
