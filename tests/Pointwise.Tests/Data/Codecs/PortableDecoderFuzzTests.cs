using System.Text;
using Pointwise.Data.Codecs;
using Xunit;

namespace Pointwise.Tests.Data.Codecs;

public class PortableDecoderFuzzTests
{
    private static readonly (string Name, byte[] Bytes)[] Files =
    [
        ("P2", "P2\n3 2 # a comment\n255\n0 1 2\n3 4 255\n"u8.ToArray()),
        ("P3", "P3\n1 2\n65535\n0 1 2\n3 4 65535\n"u8.ToArray()),
        ("P5", [.. "P5 4 3 255\n"u8, .. Encoding.ASCII.GetBytes("abcdefghijkl")]),
        ("P6", [.. "P6 2 2 255\n"u8, .. Encoding.ASCII.GetBytes("abcdefghijkl")]),
        ("P1", "P1 3 2 101 0 1 0\n"u8.ToArray()),
        ("P4", [.. "P4 9 2\n"u8, 0xA5, 0x80, 0x5A, 0]),
        ("P7", [.. "P7\nWIDTH 1\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"u8, 1, 2, 3, 4, 5, 6, 7, 8]),
    ];

    [Fact]
    public void Decode_Mutations_AreReadOrATypedError()
    {
        int read = DecoderFuzz.Mutations(new PortableDecoder(), Files, 10_000, seed: 1);
        Assert.InRange(read, 100, DecoderFuzz.Rounds(10_000) * 9 / 10);
    }

    [Fact]
    public void Decode_EveryCut_IsReadOrATypedError()
    {
        foreach ((string name, byte[] file) in Files) Assert.True(DecoderFuzz.Cuts(new PortableDecoder(), name, file) < file.Length);
    }
}
