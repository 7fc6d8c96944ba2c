using Pointwise.Formats;
using Pointwise.Formats.Torch;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats.Torch;

public class TorchFileTests
{
    [Theory]
    [InlineData("test.pt", "test", new[] { 2, 4 }, new long[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData("test_with_key.pt", "model_state_dict.test", new[] { 2, 4 }, new long[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void Open_SampleOfTorchSave_GivesItsTensor(string file, string name, int[] shape, long[] values)
    {
        using TorchFile torch = TorchFile.Open(TestData.Require("pytorch-numpy-samples", file));
        TensorEntry entry = Assert.Single(torch.Entries);
        Assert.Equal((name, ElementType.I64), (entry.Name, entry.Type));
        Assert.Equal(shape, entry.Shape.ToArray());
        Assert.Equal(values, torch.ReadLongs(entry));
    }

    [Fact]
    public void Open_SampleInColumnOrder_ComesOutRowMajor()
    {
        using TorchFile torch = TorchFile.Open(TestData.Require("pytorch-numpy-samples", "fortran_tensor_3d.pth"));
        Assert.Equal(new Shape(2, 3, 4), torch["tensor_fortran"].Shape);
        Assert.Equal(Enumerable.Range(1, 24).Select(i => (long)i), torch.ReadLongs(torch["tensor_fortran"]));
    }

    [Fact]
    public void Open_OldCheckpoint_HasTheTensorsOfItsSafetensorsTwin()
    {
        using TorchFile torch = TorchFile.Open(TestData.Require("pretrained", "resnet20-12fca82f.th"));
        using SafetensorsFile twin = SafetensorsFile.Open(TestData.Require("pretrained", "resnet20-12fca82f.safetensors"));
        Assert.Equal(twin.Entries.Length, torch.Entries.Length);
        foreach (TensorEntry entry in twin.Entries)
        {
            TensorEntry other = torch[$"state_dict.module.{entry.Name}"];
            Assert.Equal(entry.Shape, other.Shape);
            Assert.Equal(twin.ReadBytes(entry), torch.ReadBytes(other));
        }

        Assert.Equal("91.78000183105469", torch.Metadata["best_prec1"]);
    }

    [Fact]
    public void Open_EitherForm_GivesTensorsAndNumbers()
    {
        foreach (byte[] bytes in new[] { TorchBytes.SmallArchive(), TorchBytes.SmallPickles() })
        {
            using TorchFile torch = TorchBytes.Open(bytes);
            Assert.Equal(["state_dict.module.a.weight", "state_dict.module.b.weight", "state_dict.module.a.num_batches_tracked"], torch.Entries.Select(e => e.Name));
            Assert.Equal([0f, 1, 2, 3, 4, 5], torch.ReadFloats(torch.Entries[0]));
            Assert.Equal([6f, 9, 7, 10, 8, 11], torch.ReadFloats(torch.Entries[1]));
            Assert.Equal([7L], torch.ReadLongs(torch.Entries[2]));
            Assert.Equal(new Shape(), torch.Entries[2].Shape);
            Assert.Equal("90", torch.Metadata["epoch"]);
            Assert.Equal("91.5", torch.Metadata["best"]);
        }
    }

    [Theory]
    [InlineData("Double", "F64")]
    [InlineData("Float", "F32")]
    [InlineData("Half", "F16")]
    [InlineData("BFloat16", "BF16")]
    [InlineData("Long", "I64")]
    [InlineData("Int", "I32")]
    [InlineData("Short", "I16")]
    [InlineData("Char", "I8")]
    [InlineData("Byte", "U8")]
    [InlineData("Bool", "BOOL")]
    public void Read_OfEveryKind_GivesItsNumbers(string kind, string type)
    {
        byte[] data = type switch
        {
            "F64" => [.. BitConverter.GetBytes(0d), .. BitConverter.GetBytes(1d)],
            "F32" => TorchBytes.Floats(0, 1),
            "F16" => [.. BitConverter.GetBytes((Half)0), .. BitConverter.GetBytes((Half)1)],
            "BF16" => [0, 0, 0x80, 0x3F],
            "I64" => [.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(1L)],
            "I32" => [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(1)],
            "I16" => [0, 0, 1, 0],
            _ => [0, 1],
        };
        using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(PickleBuilder.Begin().StateDict(("w", SampleTensor.Whole("0", kind, 2))).Done, ("0", data)));
        Assert.Equal(type, torch["w"].Type.ToString());
        Assert.Equal([0f, 1], torch.ReadFloats(torch["w"]));
        Assert.Equal(data, torch.ReadBytes(torch["w"]));
    }

    [Fact]
    public void Read_AnyStrides_GivesWhatTheFormulaSays()
    {
        var random = new Random(5);
        float[] stored = TorchBytes.Counted(4096);
        for (int i = 0; i < 300; i++)
        {
            int rank = random.Next(1, 6);
            int[] size = [.. Enumerable.Range(0, rank).Select(_ => random.Next(1, 5))];
            long[] strides = [.. size.Select(_ => (long)random.Next(0, 150))];
            long first = random.Next(0, 100);
            var tensor = new SampleTensor("0", "Float", stored.Length, first, [.. size.Select(e => (long)e)], strides);
            using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(PickleBuilder.Begin().StateDict(("w", tensor)).Done, ("0", TorchBytes.Floats(stored))));
            float[] expected = [.. Places(size).Select(place => stored[first + place.Zip(strides, (p, s) => p * s).Sum()])];
            Assert.Equal(expected, torch.ReadFloats(torch["w"]));
        }
    }

    [Fact]
    public void Read_TransposedAndLargerThanAChunk_IsWhole()
    {
        const int Rows = 700, Columns = 801;
        float[] stored = TorchBytes.Counted(Rows * Columns);
        var tensor = new SampleTensor("0", "Float", stored.Length, 0, [Columns, Rows], [1, Columns]);
        using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(PickleBuilder.Begin().StateDict(("w", tensor)).Done, ("0", TorchBytes.Floats(stored))));
        float[] read = torch.ReadFloats(torch["w"]);
        for (int c = 0; c < Columns; c++)
            for (int r = 0; r < Rows; r++) Assert.Equal(stored[r * Columns + c], read[c * Rows + r]);
    }

    [Fact]
    public void Read_FromAPartOfAStorageOfBytes_BeginsAtItsByte()
    {
        using TorchFile torch = TorchBytes.Open(PartOfBytes(8));
        Assert.Equal([5f], torch.ReadFloats(torch["w"]));
        PointwiseException e = Assert.Throws<PointwiseException>(() => TorchBytes.Open(PartOfBytes(6)).Dispose());
        Assert.Equal(("a tensor that begins within an element", "byte 6"), (e.Problem, e.Found));
    }

    private static byte[] PartOfBytes(int first) => TorchBytes.Archive(
        PickleBuilder.Begin().Step('}').Text("w").Global("torch._utils", "_rebuild_tensor_v3").Step('(')
            .Step('(').Text("storage").Global("torch.storage", "UntypedStorage").Text("0").Text("cpu").Number(12).Step('(').Text("part").Number(first).Number(12 - first).Step('t').Step('t').Step('Q')
            .Number(0).Numbers(1).Numbers(1).Raw(0x89).Step('}').Global("torch", "float32").Step('t').Step('R').Step('s').Done,
        ("0", TorchBytes.Floats(3, 4, 5)));

    [Fact]
    public void Open_WhatElseTorchSaves_IsReadOrLeftOut()
    {
        SampleTensor whole = SampleTensor.Whole("0", "Float", 2);
        byte[] pickle = PickleBuilder.Begin().Step('}').Step('(')
            .Text("parameter").Global("torch._utils", "_rebuild_parameter").Step('(').Tensor(whole).Raw(0x88).Step('}').Step('t').Step('R')
            .Text("typed").Global("torch._utils", "_rebuild_tensor_v3").Step('(').Step('(').Text("storage").Global("torch.storage", "UntypedStorage").Text("1").Text("cpu").Number(4).Step('t').Step('Q')
                .Number(1).Numbers(1).Numbers(1).Raw(0x89).Step('}').Global("torch", "uint16").Step('t').Step('R')
            .Text("first").Global("torch._utils", "_rebuild_tensor").Step('(').Storage("Float", "0", 2).Number(1).Numbers(1).Numbers(1).Step('t').Step('R')
            .Text("size").Global("torch", "Size").Numbers(3, 4).Raw(0x85).Step('R')
            .Text("dtype").Global("torch", "float16")
            .Text("device").Global("torch", "device").Text("cuda").Number(0).Raw(0x86).Step('R')
            .Text("none").Step('N')
            .Text("large").Number(1L << 62)
            .Text("huge").Raw([0x8A, 10, .. new byte[9], 1])
            .Text("bytes").Global("_codecs", "encode").Text("abc").Text("latin1").Raw(0x86).Step('R')
            .Text("counter").Global("collections", "Counter").Step('}').Number(30).Number(1).Step('s').Raw(0x85).Step('R')
            .Text("python2").Raw((byte)'U', 2, (byte)'o', (byte)'k')
            .Text("list").Step(']').Step('(').Tensor(whole).Number(5).Step('e')
            .Number(3).Text("number as key")
            .Step('u').Done;
        using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(pickle, ("0", TorchBytes.Floats(3, 4)), ("1", [1, 0, 2, 0])));
        Assert.Equal(["parameter", "typed", "first", "list.0"], torch.Entries.Select(e => e.Name));
        Assert.Equal([3f, 4], torch.ReadFloats(torch["parameter"]));
        Assert.Equal([2L], torch.ReadLongs(torch["typed"]));
        Assert.Equal([4f], torch.ReadFloats(torch["first"]));
        Assert.Equal("3,4,torch.float16,cuda,1,ok,5,number as key,4611686018427387904,4722366482869645213696",
            string.Join(',', ((string[])["size.0", "size.1", "dtype", "device", "counter.30", "python2", "list.1", "3", "large", "huge"]).Select(k => torch.Metadata[k])));
    }

    [Fact]
    public void Open_NewerProtocol_IsRead()
    {
        byte[] pickle = PickleBuilder.Begin(4).Raw([0x95, .. BitConverter.GetBytes(100L)]).Step('}').Raw(0x94)
            .Raw(0x8C, 1, (byte)'w').Raw([0x8C, 12, .. "torch._utils"u8]).Raw([0x8C, 18, .. "_rebuild_tensor_v2"u8]).Raw(0x93).Raw(0x94)
            .Step('(').Storage("Float", "0", 2).Number(0).Numbers(2).Numbers(1).Raw(0x89).Step('N').Step('t').Step('R').Step('s')
            .Raw(0x8C, 1, (byte)'v').Raw((byte)'h', 1).Step('(').Storage("Float", "0", 2).Number(0).Numbers(2).Numbers(1).Raw(0x89).Step('N').Step('t').Step('R').Step('s').Done;
        using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(pickle, ("0", TorchBytes.Floats(3, 4))));
        Assert.Equal(["w", "v"], torch.Entries.Select(e => e.Name));
    }

    [Fact]
    public void Open_PartOfAStorageAsOldFilesNameIt_StartsThere()
    {
        byte[] pickle = PickleBuilder.Begin().Step('}').Text("w").Global("torch._utils", "_rebuild_tensor").Step('(')
            .Step('(').Text("storage").Global("torch", "FloatStorage").Text("9").Text("cpu").Number(6).Step('(').Text("view").Number(2).Number(3).Step('t').Step('t').Step('Q')
            .Number(1).Numbers(2).Numbers(1).Step('t').Step('R').Step('s').Done;
        using TorchFile torch = TorchBytes.Open(TorchBytes.Pickles(pickle, ("9", 6, TorchBytes.Floats(TorchBytes.Counted(6)))));
        Assert.Equal([3f, 4], torch.ReadFloats(torch["w"]));
    }

    [Fact]
    public void Open_TensorAlone_IsCalledTensor()
    {
        using TorchFile torch = TorchBytes.Open(TorchBytes.Archive(PickleBuilder.Begin().Tensor(SampleTensor.Whole("0", "Float", 0, 3)).Done, ("0", [])));
        Assert.Equal(new Shape(0, 3), torch["tensor"].Shape);
        Assert.Empty(torch.ReadFloats(torch["tensor"]));
    }

    [Fact]
    public void Open_DataAligned_IsFoundBehindItsHeader()
    {
        ZipPart[] parts = TorchBytes.Parts(PickleBuilder.Begin().StateDict(("w", SampleTensor.Whole("0", "Float", 2))).Done, ("0", TorchBytes.Floats(3, 4)));
        using TorchFile torch = TorchBytes.Open(ZipBytes.Of([.. parts.Select(p => p with { Extra = [0x46, 0x42, 7, 0, .. new byte[7]] })], null, "a comment"));
        Assert.Equal([3f, 4], torch.ReadFloats(torch["w"]));
    }

    private static IEnumerable<int[]> Places(int[] size)
    {
        var place = new int[size.Length];
        while (true)
        {
            yield return [.. place];
            int i = size.Length - 1;
            while (i >= 0 && ++place[i] == size[i]) place[i--] = 0;
            if (i < 0) yield break;
        }
    }
}
