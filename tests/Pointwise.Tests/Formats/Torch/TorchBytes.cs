using System.Runtime.InteropServices;
using Pointwise.Formats.Torch;

namespace Pointwise.Tests.Formats.Torch;

/// <summary>PyTorch checkpoints of both forms, put together by hand.</summary>
internal static class TorchBytes
{
    private static readonly byte[] Magic = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];

    public static TorchFile Open(byte[] bytes, Limits? limits = null) => TorchFile.Open(new MemoryStream(bytes), "test", limits);

    /// <summary>The zip form.</summary>
    public static byte[] Archive(byte[] pickle, params IEnumerable<(string Key, byte[] Data)> storages) => ZipBytes.Of(Parts(pickle, storages));

    public static ZipPart[] Parts(byte[] pickle, params IEnumerable<(string Key, byte[] Data)> storages) =>
        [new("archive/data.pkl", pickle), new("archive/byteorder", "little"u8.ToArray()), .. storages.Select(s => new ZipPart($"archive/data/{s.Key}", s.Data)), new("archive/version", "3\n"u8.ToArray())];

    /// <summary>The form before 1.6.</summary>
    public static byte[] Pickles(byte[] content, params IEnumerable<(string Key, long Elements, byte[] Data)> storages) => Pickles(content, littleEndian: true, storages);

    public static byte[] Pickles(byte[] content, bool littleEndian, params IEnumerable<(string Key, long Elements, byte[] Data)> storages)
    {
        PickleBuilder keys = PickleBuilder.Begin().Step(']').Step('(');
        foreach ((string key, _, _) in storages) keys.Text(key);
        return
        [
            .. Magic, .. PickleBuilder.Begin().Number(1001).Done, .. PickleBuilder.Begin().Step('}').Text("little_endian").Raw((byte)(littleEndian ? 0x88 : 0x89)).Step('s').Done,
            .. content, .. keys.Step('e').Done, .. storages.SelectMany(s => (byte[])[.. BitConverter.GetBytes(s.Elements), .. s.Data]),
        ];
    }

    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static float[] Counted(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    /// <summary>A small checkpoint as training leaves it: two tensors that share a storage, one transposed, counters, numbers.</summary>
    public static byte[] SmallArchive() => Archive(SmallPickle(), ("0", Floats(Counted(12))), ("1", BitConverter.GetBytes(7L)));

    public static byte[] SmallPickles() => Pickles(SmallPickle(), ("0", 12, Floats(Counted(12))), ("1", 1, BitConverter.GetBytes(7L)));

    private static byte[] SmallPickle() => PickleBuilder.Begin().Step('}').Step('(')
        .Text("epoch").Number(90).Text("best").Real(91.5)
        .Text("state_dict").StateDict(
            ("module.a.weight", new SampleTensor("0", "Float", 12, 0, [2, 3], [3, 1])),
            ("module.b.weight", new SampleTensor("0", "Float", 12, 6, [3, 2], [1, 3])),
            ("module.a.num_batches_tracked", SampleTensor.Whole("1", "Long")))
        .Step('u').Done;
}
