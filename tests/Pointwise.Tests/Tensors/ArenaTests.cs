using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Tensors;

public unsafe class ArenaTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(100_000, 100_000)]
    public void Arena_OfAnySize_IsAlignedZeroedAndWholeLines(long floats, long held)
    {
        using var arena = new Arena(floats);
        Assert.Equal(held, arena.Floats);
        Assert.Equal(0, (long)arena.Data % Arena.Alignment);
        Assert.Equal(-1, arena.Span(0, (int)held).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Span_KeepsWhatIsWritten()
    {
        using var arena = new Arena(64);
        arena.Span(16, 3).Fill(7);
        Assert.Equal([0f, 7f, 7f, 7f, 0f], arena.Span(15, 5).ToArray());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 17)]
    [InlineData(16, 1)]
    [InlineData(0, -1)]
    public void Span_BeyondTheBlock_IsRefused(long offset, int floats)
    {
        using var arena = new Arena(16);
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Span(offset, floats).Length);
    }

    [Fact]
    public void Arena_Disposed_RefusesAndMayBeDisposedAgain()
    {
        var arena = new Arena(16);
        arena.Dispose();
        arena.Dispose();
        Assert.Throws<ObjectDisposedException>(() => arena.Span(0, 1).Length);
    }
}
