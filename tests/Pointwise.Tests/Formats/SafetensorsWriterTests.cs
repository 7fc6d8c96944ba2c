using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats;

public class SafetensorsWriterTests
{
    [Fact]
    public void Write_InAnyOrder_GivesTheSameBytes()
    {
        using var tensor = Tensor.FromChannelsFirst(new Shape(2), [1, 2]);
        byte[] one = SafetensorsBytes.Written(new SafetensorsWriter().Metadata("b", "2").Metadata("a", "1").Add("y", tensor).Add("x", tensor).Add("n", ElementType.U8, new Shape(1), [7]));
        byte[] other = SafetensorsBytes.Written(new SafetensorsWriter().Add("n", ElementType.U8, new Shape(1), [7]).Add("x", tensor).Add("y", tensor).Metadata("a", "1").Metadata("b", "2"));
        Assert.Equal(one, other);
        Assert.Equal(0, (int)BitConverter.ToUInt64(one) % 8);
    }

    [Fact]
    public void Write_PicturesAndOthers_OpensWithAnIndependentParser()
    {
        float[] values = [.. Enumerable.Range(0, 24).Select(i => i * 0.1f)];
        using var weights = Tensor.FromChannelsFirst(new Shape(2, 3, 2, 2), values);
        using var empty = new Tensor(new Shape(3, 0));
        using var scalar = Tensor.FromChannelsFirst(new Shape(), [5]);
        byte[] file = SafetensorsBytes.Written(new SafetensorsWriter()
            .Metadata("schlüssel \"1\"", "zeile\n2 \U0001F600 <&>").Add("conv.weight", weights).Add("empty", empty).Add("scalar", scalar).Add("ids", ElementType.I64, new Shape(1), [1, 0, 0, 0, 0, 0, 0, 0]));
        var parts = SafetensorsBytes.TakeApart(file);
        Assert.Equal("zeile\n2 \U0001F600 <&>", parts.Metadata["schlüssel \"1\""]);
        Assert.Equal(("F32", 24 * 4), (parts.Tensors["conv.weight"].Type, parts.Tensors["conv.weight"].Bytes.Length));
        Assert.Equal([2, 3, 2, 2], parts.Tensors["conv.weight"].Shape);
        Assert.Equal(values, Enumerable.Range(0, 24).Select(i => BitConverter.ToSingle(parts.Tensors["conv.weight"].Bytes, i * 4)));
        Assert.Equal([3, 0], parts.Tensors["empty"].Shape);
        Assert.Empty(parts.Tensors["scalar"].Shape);

        using SafetensorsFile back = SafetensorsBytes.Open(file);
        Assert.Equal(["ids", "conv.weight", "empty", "scalar"], back.Entries.Select(e => e.Name));
        Assert.Equal([1L], back.ReadLongs(back["ids"]));
        using Parameters parameters = back.ReadParameters(["scalar", "absent"]);
        Assert.Equal(["scalar", "conv.weight", "empty"], parameters.Names);
        Assert.Equal(weights.Values, parameters["conv.weight"].Values);
        Assert.Equal(new Shape(3, 0), parameters["empty"].Shape);
        Assert.Equal(5, parameters["scalar"].Values[0]);
    }

    [Fact]
    public void Read_ValuesThatAreNotFinite_AreKeptAndWarnedOf()
    {
        float[] values = [1, float.NaN, float.PositiveInfinity, BitConverter.UInt32BitsToSingle(0x7F800001)];
        using var tensor = Tensor.FromChannelsFirst(new Shape(4), values);
        using SafetensorsFile file = SafetensorsBytes.Open(SafetensorsBytes.Written(new SafetensorsWriter().Add("w", tensor)));
        var warnings = new List<string>();
        using Parameters parameters = file.ReadParameters(warn: warnings.Add);
        Assert.Equal(["test: tensor w: 3 of 4 values are not finite"], warnings);
        Assert.Equal(values.Select(BitConverter.SingleToUInt32Bits), parameters["w"].Values.ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Save_OverTheFileThatIsOpen_KeepsWhatWasOpened()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("w.safetensors");
        using var tensor = Tensor.FromChannelsFirst(new Shape(2), [1, 2]);
        new SafetensorsWriter().Add("w", tensor).Save(path);
        using SafetensorsFile open = SafetensorsFile.Open(path);
        tensor.Values[0] = 9;
        new SafetensorsWriter().Add("w", tensor).Save(path);
        Assert.Equal([1, 2], open.ReadFloats(open["w"]));
        using SafetensorsFile anew = SafetensorsFile.Open(path);
        Assert.Equal([9, 2], anew.ReadFloats(anew["w"]));
        Assert.Equal(["w.safetensors"], folder.Names);
    }

    [Theory]
    [InlineData(9e9f, "F16")]
    [InlineData(3.4e38f, "BF16")]
    public void Write_ValueTooLargeForTheType_IsRefused(float value, string type)
    {
        using var tensor = Tensor.FromChannelsFirst(new Shape(1), [value]);
        var e = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Written(new SafetensorsWriter().Add("w", tensor, Enum.Parse<ElementType>(type))));
        Assert.Equal(("tensor w", $"a value is too large for {type}"), (e.Where, e.Problem));
    }

    [Fact]
    public void Add_NameThatIsTakenOrNoText_IsRefused()
    {
        using var tensor = new Tensor(new Shape(1));
        var writer = new SafetensorsWriter().Add("w", tensor).Metadata("k", "v");
        Assert.Equal("name taken", Assert.Throws<PointwiseException>(() => writer.Add("w", tensor)).Problem);
        Assert.Equal("name taken", Assert.Throws<PointwiseException>(() => writer.Add("__metadata__", tensor)).Problem);
        Assert.Equal("name taken", Assert.Throws<PointwiseException>(() => writer.Metadata("k", "v")).Problem);
        Assert.Equal("half a character", Assert.Throws<PointwiseException>(() => writer.Add("\uD800", tensor)).Problem);
        Assert.Equal("half a character", Assert.Throws<PointwiseException>(() => writer.Metadata("x", "a\uDC00")).Problem);
        Assert.Equal("bytes do not fill the shape", Assert.Throws<PointwiseException>(() => writer.Add("b", ElementType.I64, new Shape(2), new byte[8])).Problem);
    }
}
