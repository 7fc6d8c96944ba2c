using Xunit;

namespace Pointwise.Tests.Parity;

public class FormulaTests
{
    [Fact]
    public void Noise_OfThree_HasTheStatedValues()
    {
        double[] expected = [-0.37751669, 0.00804661, -0.92499151], found = Formula.Noise(3, 3);
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], found[i], 1e-8);
    }
}
