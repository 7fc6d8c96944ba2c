using System.Runtime.InteropServices;
using Pointwise.Formats.Onnx;
using Pointwise.Formats.Protobuf;
using Pointwise.Tensors;
using Xunit;
using static Pointwise.Tests.Formats.Onnx.OnnxBytes;

namespace Pointwise.Tests.Formats.Onnx;

public class OnnxTensorTests
{
    public static TheoryData<int, byte[]> RawNumbers => new()
    {
        { (int)OnnxType.UInt8, [1, 200] }, { (int)OnnxType.Int8, [1, unchecked((byte)-56)] },
        { (int)OnnxType.UInt16, Of<ushort>(1, 200) }, { (int)OnnxType.Int16, Of<short>(1, -56) }, { (int)OnnxType.Int32, Of(1, -56) },
        { (int)OnnxType.UInt32, Of<uint>(1, 200) }, { (int)OnnxType.Int64, Of<long>(1, -56) }, { (int)OnnxType.UInt64, Of<ulong>(1, 200) }, { (int)OnnxType.Bool, [1, 0] },
    };

    [Theory]
    [MemberData(nameof(RawNumbers))]
    public void ReadIntegers_RawBytes_GivesTheNumbers(int type, byte[] raw)
    {
        OnnxTensor tensor = Read(Tensor("t", (OnnxType)type, 2).Bytes(9, raw));
        long second = (OnnxType)type == OnnxType.Bool ? 0 : ((OnnxType)type).IsSigned() ? -56 : 200;
        Assert.Equal([1, second], tensor.ReadIntegers());
    }

    [Theory]
    [InlineData((int)OnnxType.UInt8, 5)]
    [InlineData((int)OnnxType.Int8, 5)]
    [InlineData((int)OnnxType.UInt16, 5)]
    [InlineData((int)OnnxType.Int16, 5)]
    [InlineData((int)OnnxType.Int32, 5)]
    [InlineData((int)OnnxType.Int64, 7)]
    [InlineData((int)OnnxType.UInt32, 11)]
    [InlineData((int)OnnxType.UInt64, 11)]
    [InlineData((int)OnnxType.Bool, 5)]
    public void ReadIntegers_TypedValues_GivesTheNumbersPackedOrNot(int type, int field)
    {
        long second = (OnnxType)type == OnnxType.Bool ? 1 : ((OnnxType)type).IsSigned() ? -56 : 200;
        byte[] packed = [.. Varint(1), .. Varint(second)];
        Assert.Equal([1, second], Read(Tensor("t", (OnnxType)type, 2).Bytes(field, packed)).ReadIntegers());
        Assert.Equal([1, second], Read(Tensor("t", (OnnxType)type, 2).Integer(field, 1).Integer(field, second)).ReadIntegers());
        Assert.Equal([1, second, 1], Read(Tensor("t", (OnnxType)type, 3).Bytes(field, packed).Integer(field, 1)).ReadIntegers());
    }

    [Fact]
    public void ReadFloats_EveryKindOfFloat_GivesTheNumbers()
    {
        float[] expected = [1.5f, -0.25f];
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Float, 2).Bytes(9, Of(1.5f, -0.25f))).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Float, 2).Bytes(4, Of(1.5f, -0.25f))).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Float, 2).Single(4, 1.5f).Single(4, -0.25f)).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Double, 2).Bytes(9, Of(1.5, -0.25))).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Double, 2).Bytes(10, Of(1.5, -0.25))).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Double, 2).Double(10, 1.5).Double(10, -0.25)).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Float16, 2).Bytes(9, Of((Half)1.5f, (Half)(-0.25f)))).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.Float16, 2).Integer(5, 0x3E00).Integer(5, 0xB400)).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.BFloat16, 2).Bytes(9, [0xC0, 0x3F, 0x80, 0xBE])).ReadFloats());
        Assert.Equal(expected, Read(Tensor("t", OnnxType.BFloat16, 2).Integer(5, 0x3FC0).Integer(5, 0xBE80)).ReadFloats());
    }

    [Fact]
    public void Read_NoElementsOrNoExtents_IsATensor()
    {
        Assert.Empty(Read(Tensor("t", OnnxType.Float, 0, 3)).ReadFloats());
        OnnxTensor scalar = Read(Tensor("t", OnnxType.Float).Bytes(9, Of(2f)));
        Assert.Equal((new Shape(), 2f), (scalar.Shape, scalar.ReadFloats()[0]));
    }

    [Fact]
    public void ReadIntegers_BeyondSixtyThreeBits_IsAnError()
    {
        Assert.Throws<PointwiseException>(() => Read(Tensor("t", OnnxType.UInt64, 1).Bytes(9, Of(ulong.MaxValue))).ReadIntegers());
        Assert.Throws<PointwiseException>(() => Read(Tensor("t", OnnxType.UInt64, 1).Integer(11, -1)).ReadIntegers());
    }

    [Fact]
    public void ReadFloats_FileThatShrinks_IsAnErrorAndNotTheEnd()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("m.onnx", Model(Graph(Input("x", 1, 3000), Initializer(Floats("w", [3000], new float[3000])), Node("Add", "x,w -> y"), Output("y", 1, 3000))));
        using OnnxFile file = OnnxFile.Open(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)) stream.SetLength(100);
        var e = Assert.Throws<PointwiseException>(() => file.Model.Graph.Initializers[0].ReadFloats());
        Assert.Equal("ended while it was read", e.Problem);
    }

    private static OnnxTensor Read(ProtobufWriter tensor) => OnnxFile.ReadTensor(tensor.Written.ToArray(), "test");

    private static byte[] Of<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Varint(long value) => new ProtobufWriter().Integer(1, value).Written[1..].ToArray();
}
