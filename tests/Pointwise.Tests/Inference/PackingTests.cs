using Pointwise.Inference;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class PackingTests
{
    [Fact]
    public void Packing_OfRandomLifetimes_NeverOverlapsWhatLivesTogether()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var random = new RandomStream(seed, 1);
            var packing = new Packing();
            var asked = new List<(int Floats, int First, int Last, int Buffer)>();
            for (int i = 0; i < 60; i++)
            {
                int floats = 1 + random.Integer(3 * i, 1000), first = random.Integer(3 * i + 1, 40), last = first + random.Integer(3 * i + 2, 8);
                asked.Add((floats, first, last, packing.Add(floats, first, last)));
            }

            packing.Pack();
            foreach (var a in asked)
            {
                long start = packing.Offset(a.Buffer);
                Assert.Equal(0, start % 16);
                Assert.True(start + a.Floats <= packing.Floats);
                foreach (var b in asked.Where(b => b.Buffer != a.Buffer && b.First <= a.Last && a.First <= b.Last))
                    Assert.True(packing.Offset(b.Buffer) + b.Floats <= start || start + a.Floats <= packing.Offset(b.Buffer), $"seed {seed}: {a} and {b} overlap");
            }

            Assert.InRange(packing.Floats, packing.LeastFloats, packing.LeastFloats * 3 / 2);
        }
    }

    [Fact]
    public void Packing_WhenABufferDies_GivesItsPlaceToTheNext()
    {
        var packing = new Packing();
        int early = packing.Add(100, 0, 1), late = packing.Add(100, 2, 3), through = packing.Add(50, 1, 2);
        packing.Pack();
        Assert.Equal(packing.Offset(early), packing.Offset(late));
        Assert.NotEqual(packing.Offset(early), packing.Offset(through));
        Assert.Equal(112 + 64, packing.Floats);
        Assert.Equal(packing.LeastFloats, packing.Floats);
    }
}
