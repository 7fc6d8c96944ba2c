using Pointwise.Data;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class CifarDataSetTests : IDisposable
{
    private readonly PictureTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Open_CifarTen_TurnsPlanesIntoPixels()
    {
        WriteTen("");
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal((10, 2, "CIFAR"), (split.Train.Count, split.Test!.Count, split.Kind));
        Assert.Equal(Enumerable.Range(0, 10), Enumerable.Range(0, 10).Select(split.Train.Label));
        Picture picture = split.Train.Read(3);
        Assert.Equal((32, 32, 3), (picture.Height, picture.Width, picture.Channels));
        for (int p = 0; p < 1024; p++) Assert.Equal([Value(3, p), Value(3, 1024 + p), Value(3, 2048 + p)], picture.Pixels.Slice(3 * p, 3).ToArray());
        Assert.Equal("class 9", split.Train.Classes[9]);
    }

    [Fact]
    public void Open_TheFolderThatTheArchiveMakes_IsFound()
    {
        WriteTen("cifar-10-batches-bin/");
        Assert.Equal(10, DataSets.Open(tree.Path).Train.Count);
    }

    [Fact]
    public void Open_CifarHundred_TakesTheFineLabel()
    {
        tree.AddText("fine_label_names.txt", string.Join('\n', Enumerable.Range(0, 100).Select(i => $"fine {i}")));
        tree.AddBytes("train.bin", [.. Enumerable.Range(90, 10).SelectMany(i => (byte[])[5, .. Record(i)])]).AddBytes("test.bin", [5, .. Record(7)]);
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal((10, 99, "fine 99"), (split.Train.Count, split.Train.Label(9), split.Train.Classes[99]));
        Assert.Equal(Value(90, 0), split.Train.Read(0).Pixels.Span[0]);
    }

    [Fact]
    public void Open_MissingOrDamagedFiles_AreNamed()
    {
        WriteTen("");
        tree.AddBytes("data_batch_3.bin", [.. Record(1), 0]);
        Assert.Contains("data_batch_3.bin: no whole number of pictures\n  expected: a multiple of 3073 bytes", Fails(), StringComparison.Ordinal);
        tree.AddBytes("data_batch_3.bin", [.. Record(1), .. Record(10)]);
        Assert.Contains("data_batch_3.bin: byte 3073: no such class\n  expected: 0 to 9\n  found:    10", Fails(), StringComparison.Ordinal);
        tree.AddBytes("data_batch_3.bin", []);
        Assert.Contains("no whole number of pictures", Fails(), StringComparison.Ordinal);
        File.Delete(tree.In("data_batch_3.bin"));
        Assert.Contains("a file of CIFAR-10 cannot be read", Fails(), StringComparison.Ordinal);
        WriteTen("");
        tree.AddText("batches.meta.txt", "one\ntwo\n");
        Assert.Contains("batches.meta.txt: wrong number of classes\n  expected: 10 names, a line each\n  found:    2", Fails(), StringComparison.Ordinal);
        tree.AddText("batches.meta.txt", new string('x', 100_000));
        Assert.Contains("batches.meta.txt: too large", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_OfAnotherFolder_IsRefused() => Assert.Contains("no files of CIFAR", Assert.Throws<PointwiseException>(() => CifarDataSet.Train(tree.Path)).Message, StringComparison.Ordinal);

    private void WriteTen(string place)
    {
        for (int batch = 1; batch <= 5; batch++) tree.AddBytes($"{place}data_batch_{batch}.bin", [.. Record(2 * batch - 2), .. Record(2 * batch - 1)]);
        tree.AddBytes($"{place}test_batch.bin", [.. Record(4), .. Record(2)]).AddText($"{place}batches.meta.txt", string.Concat(Enumerable.Range(0, 10).Select(i => $"class {i}\n")) + "\n");
    }

    private static byte[] Record(int label) => [(byte)label, .. Enumerable.Range(0, 3072).Select(i => Value(label, i))];

    private static byte Value(int label, int place) => (byte)(31 * label + place + place / 1024);

    private string Fails() => Assert.Throws<PointwiseException>(() => DataSets.Open(tree.Path)).Message;
}
