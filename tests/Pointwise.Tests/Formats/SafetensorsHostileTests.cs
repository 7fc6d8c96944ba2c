using System.Diagnostics;
using System.Text;
using Pointwise.Formats;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Formats;

public class SafetensorsHostileTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Open_FewerBytesThanALength_IsTooShort(int bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x"), new byte[bytes]);
        var e = Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(folder.File("x")));
        Assert.Equal(("too short for a header", $"{bytes}"), (e.Problem, e.Found));
        Assert.Equal("too short for a header", Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(new byte[bytes])).Problem);
    }

    [Theory]
    [InlineData(ulong.MaxValue, "header too large")]
    [InlineData(1UL << 63, "header too large")]
    [InlineData(100_000_001UL, "header too large")]
    [InlineData(1000UL - 7, "header runs past the end of the file")]
    public void Open_HeaderLengthThatCannotBe_IsRefusedBeforeAllocating(ulong length, string problem)
    {
        byte[] file = SafetensorsBytes.Of(length, new byte[1000 - 8]);
        Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(file));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(problem, e.Problem);
        if (length > 1000) Assert.Contains("limit HeaderBytes", e.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "the header is wrong")]
    [InlineData("7", "the header is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "not JSON")]
    [InlineData("{} x", "not JSON")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[8589934592,8589934592],\"data_offsets\":[0,8]}}", "shape too large")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1048576,1048576],\"data_offsets\":[0,8]}}", "shape too large")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999999999],\"data_offsets\":[0,8]}}", "shape too large")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}", "shape is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}", "shape is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "shape is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "shape is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "data_offsets is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}", "data_offsets is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,18446744073709551615]}}", "data_offsets is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "offsets disagree with shape and dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "a hole lies before it")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "bytes follow the last tensor")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", "data is cut off")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "shape is missing")]
    [InlineData("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "dtype is missing")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "data_offsets is missing")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "key given twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}", "key given twice")]
    [InlineData("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", "key given twice")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", "key given twice")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", "metadata k is wrong")]
    [InlineData("{\"__metadata__\":[]}", "__metadata__ is wrong")]
    [InlineData("{\"__metadata__\":{\"k\":\"\\uD800\"}}", "metadata k is wrong")]
    [InlineData("{\"\\uD800\":1}", "a key is wrong")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", "dtype F8_E4M3 is not supported")]
    [InlineData("{\"a\":{\"dtype\":\"BF61\",\"shape\":[4],\"data_offsets\":[0,8]}}", "unknown dtype")]
    public void Open_HeaderThatIsWrong_SaysWhat(string header, string problem)
    {
        var e = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(SafetensorsBytes.Of(header, 8)));
        Assert.Equal(problem, e.Problem);
        Assert.StartsWith("test", e.Where, StringComparison.Ordinal);
        Assert.All([e.Expected, e.Found, e.Fix], line => Assert.False(string.IsNullOrWhiteSpace(line)));
    }

    [Fact]
    public void Open_UnknownDtype_IsToldInFourLines()
    {
        byte[] file = SafetensorsBytes.Of("""{"conv.weight":{"dtype":"F23","shape":[2],"data_offsets":[0,8]}}""", 8);
        Assert.Equal("""
            test: tensor conv.weight: unknown dtype
              expected: BOOL, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64
              found:    F23
              fix:      did you mean F32? convert the tensor to F32
            """, Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(file)).Message);
    }

    [Fact]
    public void Open_HeaderNotUtf8_IsRefused()
    {
        byte[] header = Encoding.UTF8.GetBytes(Good);
        header[2] = 0xFF;
        Assert.Equal("header is not UTF-8", Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(SafetensorsBytes.Of(header, 8))).Problem);
    }

    [Fact]
    public void Open_RankOfAThousand_IsRefused()
    {
        string shape = string.Join(',', Enumerable.Repeat(1, 1000));
        var e = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(SafetensorsBytes.Of($$$"""{"a":{"dtype":"U8","shape":[{{{shape}}}],"data_offsets":[0,1]}}""", 1)));
        Assert.Equal("too many extents", e.Problem);
    }

    [Theory]
    [InlineData(100_000, "too many tensors")]
    [InlineData(60_000, "overlaps another tensor")]
    public void Open_TensorsOnTheSameBytes_AreRefusedQuickly(int tensors, string problem)
    {
        string header = $"{{{string.Join(',', Enumerable.Range(0, tensors).Select(i => $"\"w{i}\":{{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}"))}}}";
        byte[] file = SafetensorsBytes.Of(header, 16);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(problem, Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(file)).Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 << 20);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"x\":", "}")]
    public void Open_NestedTenThousandDeep_IsRefused(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        foreach (string header in new[] { nested, $"{{\"a\":{{\"unknown\":{nested}}}}}" })
        {
            string problem = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(SafetensorsBytes.Of(header, 0))).Problem;
            Assert.Contains(problem, (string[])["JSON nested too deep", "the header is wrong", "dtype is missing"]);
        }
    }

    [Fact]
    public void Open_NestedTooDeep_NamesTheLimit()
    {
        string nested = new string('[', 10_000) + new string(']', 10_000);
        var e = Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(SafetensorsBytes.Of($"{{\"a\":{{\"unknown\":{nested}}}}}", 0)));
        Assert.Equal(("JSON nested too deep", "at most 16 levels (limit JsonDepth)"), (e.Problem, e.Expected));
    }

    [Fact]
    public void Open_UnknownKeysOfATensor_ArePassedOver()
    {
        using SafetensorsFile file = SafetensorsBytes.Open(SafetensorsBytes.Of("""{"a":{"dtype":"F32","made_by":{"x":[1]},"shape":[2],"data_offsets":[0,8]}}""", 8));
        Assert.Equal(new Shape(2), file["a"].Shape);
    }

    [Fact]
    public void Open_MoreThanALimit_NamesIt()
    {
        byte[] file = SafetensorsBytes.Of(Good, 8), metadata = SafetensorsBytes.Of("""{"__metadata__":{"a":"1","b":"2"}}""", 0);
        Assert.Contains("limit HeaderBytes", Refusal(file, new Limits { HeaderBytes = 20 }), StringComparison.Ordinal);
        Assert.Contains("limit Tensors", Refusal(file, new Limits { Tensors = 0 }), StringComparison.Ordinal);
        Assert.Contains("limit TensorElements", Refusal(file, new Limits { TensorElements = 2 }), StringComparison.Ordinal);
        Assert.Contains("limit MetadataEntries", Refusal(metadata, new Limits { MetadataEntries = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CutAtEveryByte_IsRefused()
    {
        byte[] whole = SafetensorsBytes.Written(new SafetensorsWriter().Metadata("k", "v").Add("a", new Tensor(new Shape(50, 49))).Add("b", ElementType.I64, new Shape(3), new byte[24]));
        Assert.InRange(whole.Length, 9_900, 11_000);
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(whole[..length]));
    }

    [Fact]
    public void Open_EveryHeaderBitFlipped_IsRefusedOrRead()
    {
        byte[] whole = SafetensorsBytes.Written(new SafetensorsWriter().Metadata("k", "v").Add("a", new Tensor(new Shape(2, 3))).Add("b", ElementType.F16, new Shape(), new byte[2]));
        int header = 8 + (int)BitConverter.ToUInt64(whole), read = 0;
        for (int bit = 0; bit < header * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                using SafetensorsFile file = SafetensorsBytes.Open(flipped);
                file.ReadParameters().Dispose();
                read++;
            }
            catch (PointwiseException)
            {
            }
        }

        Assert.InRange(read, 1, header * 8 / 2);
    }

    [Fact]
    public void Read_FileThatShrank_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("x");
        File.WriteAllBytes(path, SafetensorsBytes.Of(Good, 8));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using (var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) other.SetLength(70 - 8);
        var e = Assert.Throws<PointwiseException>(() => file.ReadFloats(file["a"]));
        Assert.Equal(($"{path}: tensor a", "ended while it was read"), (e.Where, e.Problem));
    }

    [Fact]
    public void Open_WhatIsNoFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(folder.File("absent"))).Problem);
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(folder.File("absent/x"))).Problem);
        Assert.Equal("cannot be read", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(folder.File("."))).Problem);
        Assert.Equal("cannot be read", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open("a\0b")).Problem);
        Assert.Equal("cannot be read", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open("")).Problem);
    }

    [Fact]
    public void Open_Pipe_IsRefusedWithoutWaiting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a pipe with mkfifo");
        using var folder = new TemporaryFolder();
        using (Process make = Process.Start("mkfifo", [folder.File("pipe")])) make.WaitForExit();
        Assert.Equal("too short for a header", Assert.Throws<PointwiseException>(() => SafetensorsFile.Open(folder.File("pipe"))).Problem);
    }

    private static string Refusal(byte[] file, Limits limits) => Assert.Throws<PointwiseException>(() => SafetensorsBytes.Open(file, limits)).Expected;
}
