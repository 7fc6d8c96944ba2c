using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class HuffmanTableTests
{
    private static readonly byte[] Lengths = [0, 2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1];
    private static readonly byte[] Symbols = [0x01, 0x22, 0x00, 0xF0, 0x05, 0x1A, 0x33];

    [Theory]
    [InlineData("00", 0x01)]
    [InlineData("01", 0x22)]
    [InlineData("100", 0x00)]
    [InlineData("10100", 0xF0)]
    [InlineData("101010000000", 0x05)]
    [InlineData("101010000001", 0x1A)]
    [InlineData("1010100000100000", 0x33)]
    public void Codes_OfEveryLength_GiveTheirSymbols(string code, int symbol)
    {
        var table = HuffmanTable.Create(Lengths, Symbols, differences: false);
        foreach (ulong behind in (ulong[])[0, ulong.MaxValue])
        {
            ulong bits = Top(code) | (behind >> code.Length);
            int entry = table.Entries[(int)(bits >> (64 - HuffmanTable.Ahead))];
            if (entry == 0) entry = table.LongEntry(bits);
            int size = symbol & 15;
            Assert.Equal((symbol, code.Length, code.Length + size), (HuffmanTable.Symbol(entry), HuffmanTable.CodeLength(entry), HuffmanTable.Length(entry)));
            Assert.Equal((symbol >> 4, size > 0), (HuffmanTable.Zeros(entry), HuffmanTable.HasValue(entry)));
        }
    }

    [Theory]
    [InlineData("1010100000100001")]
    [InlineData("11")]
    [InlineData("1111111111111111")]
    public void LongEntry_BitsThatBeginNoCode_AreTold(string bits) => Assert.Equal(0, HuffmanTable.Create(Lengths, Symbols, differences: false).LongEntry(Top(bits)));

    [Fact]
    public void Value_EverySize_IsTheStandardsTable()
    {
        byte[] sizes = [.. Enumerable.Range(1, 15).Select(i => (byte)i)];
        var table = HuffmanTable.Create([0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], sizes, differences: false);
        for (int size = 1; size <= 15; size++)
        {
            for (int bits = 0; bits < 1 << size; bits++)
            {
                int expected = bits >= 1 << (size - 1) ? bits : bits - ((1 << size) - 1);
                foreach (ulong behind in (ulong[])[0, ulong.MaxValue])
                {
                    ulong next = ((ulong)(size - 1) << 60) | ((ulong)bits << (60 - size)) | (behind >> (4 + size));
                    Assert.Equal(expected, HuffmanTable.Value(next, table.Entries[(int)(next >> (64 - HuffmanTable.Ahead))]));
                }
            }
        }
    }

    [Fact]
    public void IsOverfull_LengthsThatDoNotFit_IsTrue()
    {
        Assert.False(HuffmanTable.IsOverfull(Lengths));
        Assert.False(HuffmanTable.IsOverfull([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.False(HuffmanTable.IsOverfull(new byte[16]));
        Assert.True(HuffmanTable.IsOverfull([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.True(HuffmanTable.IsOverfull([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    }

    [Fact]
    public void Create_TheTypicalTable_IsSharedByAllPictures()
    {
        HuffmanTable[] all = StandardTables.All;
        Assert.Equal([12, 12, 162, 162], all.Select(t => t.SymbolCount));
        Assert.Same(StandardTables.LuminanceDifferences,
            HuffmanTable.Create([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], differences: true));
    }

    private static ulong Top(string bits) => Convert.ToUInt64(bits.PadRight(64, '0'), 2);
}
