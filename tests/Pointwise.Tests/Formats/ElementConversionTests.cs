using Pointwise.Formats;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats;

public class ElementConversionTests
{
    public static TheoryData<string, byte[], double[]> Cases => new()
    {
        { "BOOL", [0, 1, 2], [0, 1, 1] },
        { "U8", [0, 200], [0, 200] },
        { "I8", [127, 128], [127, -128] },
        { "I16", Bytes(BitConverter.GetBytes, (short)-2, short.MaxValue), [-2, 32767] },
        { "U16", Bytes(BitConverter.GetBytes, (ushort)65535), [65535] },
        { "F16", Bytes(BitConverter.GetBytes, (Half)0.5, Half.MaxValue, Half.Epsilon), [0.5, 65504, 5.9604644775390625E-08] },
        { "BF16", [0x80, 0x3F, 0x49, 0xC0], [1, -3.140625] },
        { "I32", Bytes(BitConverter.GetBytes, int.MinValue, 16_777_217), [int.MinValue, 16_777_217] },
        { "U32", Bytes(BitConverter.GetBytes, uint.MaxValue), [uint.MaxValue] },
        { "F32", Bytes(BitConverter.GetBytes, 0.1f, -0f), [0.1f, -0.0] },
        { "F64", Bytes(BitConverter.GetBytes, 0.1, 1e300), [0.1, 1e300] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_OfAnyKind_IsExactAsDoubleAndNearestAsFloat(string type, byte[] bytes, double[] expected)
    {
        using SafetensorsFile file = Open(type, bytes);
        Assert.Equal(expected, file.ReadDoubles(file["a"]));
        Assert.Equal(expected.Select(v => (float)v), file.ReadFloats(file["a"]));
    }

    [Fact]
    public void ReadLongs_OfIntegers_IsExact()
    {
        using SafetensorsFile signed = Open("I64", Bytes(BitConverter.GetBytes, long.MinValue, (1L << 53) + 1));
        Assert.Equal([long.MinValue, (1L << 53) + 1], signed.ReadLongs(signed["a"]));
        using SafetensorsFile unsigned = Open("U64", Bytes(BitConverter.GetBytes, (ulong)long.MaxValue));
        Assert.Equal([long.MaxValue], unsigned.ReadLongs(unsigned["a"]));
        using SafetensorsFile truths = Open("BOOL", [1, 0]);
        Assert.Equal([1L, 0L], truths.ReadLongs(truths["a"]));
    }

    [Fact]
    public void Read_AsWhatLoses_IsRefused()
    {
        using SafetensorsFile large = Open("U64", Bytes(BitConverter.GetBytes, ulong.MaxValue)), floats = Open("F32", new byte[4]), integers = Open("I64", new byte[8]);
        Assert.Equal("values below 2^63", Assert.Throws<PointwiseException>(() => large.ReadLongs(large["a"])).Expected);
        Assert.Equal("a kind of integer", Assert.Throws<PointwiseException>(() => floats.ReadLongs(floats["a"])).Expected);
        Assert.Equal("dtype does not fit", Assert.Throws<PointwiseException>(() => integers.ReadDoubles(integers["a"])).Problem);
    }

    [Fact]
    public void Read_MoreThanOneChunk_IsWhole()
    {
        var values = new float[700_001];
        for (int i = 0; i < values.Length; i++) values[i] = i;
        using var tensor = Tensor.FromChannelsFirst(new Shape(values.Length), values);
        using SafetensorsFile file = SafetensorsBytes.Open(SafetensorsBytes.Written(new SafetensorsWriter().Add("a", tensor)));
        Assert.Equal(values, file.ReadFloats(file["a"]));
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(1.00390625f, 0x3F80)] // half way, even below
    [InlineData(1.01171875f, 0x3F82)] // half way, even above
    [InlineData(1.00390637f, 0x3F81)]
    [InlineData(-0f, 0x8000)]
    [InlineData(float.NegativeInfinity, 0xFF80)]
    [InlineData(1e-45f, 0x0000)]
    public void Write_AsBrainFloat_RoundsToNearestEven(float value, int bits) =>
        Assert.Equal(bits, BitConverter.ToUInt16(ElementConversion.Write(ElementType.BF16, [value])));

    [Fact]
    public void Write_NotANumber_StaysSo()
    {
        float smallest = BitConverter.UInt32BitsToSingle(0x7F800001);
        foreach (ElementType type in new[] { ElementType.F32, ElementType.F16, ElementType.BF16 })
        {
            var back = new float[1];
            ElementConversion.Read(type, ElementConversion.Write(type, [smallest]), back);
            Assert.True(float.IsNaN(back[0]));
        }
    }

    [Fact]
    public void Write_EveryHalf_ReadsBackAsItself()
    {
        foreach (ElementType type in new[] { ElementType.F16, ElementType.BF16 })
        {
            byte[] all = [.. Enumerable.Range(0, 65536).SelectMany(i => BitConverter.GetBytes((ushort)i))];
            var values = new float[65536];
            ElementConversion.Read(type, all, values);
            byte[] back = ElementConversion.Write(type, values);
            for (int i = 0; i < values.Length; i++)
                if (!float.IsNaN(values[i])) Assert.Equal(i, BitConverter.ToUInt16(back, 2 * i));
        }
    }

    private static SafetensorsFile Open(string type, byte[] bytes)
    {
        ElementType kind = Enum.Parse<ElementType>(type);
        return SafetensorsBytes.Open(SafetensorsBytes.Written(new SafetensorsWriter().Add("a", kind, new Shape(bytes.Length / kind.Size()), bytes)));
    }

    private static byte[] Bytes<T>(Func<T, byte[]> convert, params T[] values) => [.. values.SelectMany(convert)];
}
