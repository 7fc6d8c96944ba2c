using Pointwise.Tensors;
using Pointwise.Training.Experiments;
using Xunit;

namespace Pointwise.Tests.Training.Experiments;

/// <summary>Eigenvectors, covariances and turnings against their definitions.</summary>
public class LinearAlgebraTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Eigen_OfASymmetricMatrix_SatisfiesTheDefinition(int n)
    {
        double[] matrix = Symmetric(n);
        double[][] vectors = SymmetricEigen.Of([.. matrix], n);
        double last = double.PositiveInfinity;
        for (int i = 0; i < n; i++)
        {
            double[] image = [.. Enumerable.Range(0, n).Select(r => Enumerable.Range(0, n).Sum(c => matrix[r * n + c] * vectors[i][c]))];
            double value = Dot(image, vectors[i]);
            for (int c = 0; c < n; c++) Assert.Equal(value * vectors[i][c], image[c], 1e-6);
            for (int j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, Dot(vectors[i], vectors[j]), 1e-9);
            Assert.True(value <= last + 1e-9, "eigenvalues are not in descending order");
            last = value;
        }
    }

    [Fact]
    public void Covariance_OfSomePixels_IsTheirs()
    {
        float[] maps = [1, 2, 3, 6, 5, 1, -1, 0.5f];
        var covariance = new Covariance(2);
        covariance.Add(maps.AsSpan(0, 4));
        covariance.Add(maps.AsSpan(4));
        double meanA = (1 + 3 + 5 - 1) / 4.0, meanB = (2 + 6 + 1 + 0.5) / 4;
        double both = Enumerable.Range(0, 4).Average(p => (maps[2 * p] - meanA) * (maps[2 * p + 1] - meanB));
        Assert.Equal(both, covariance.Matrix()[1], 1e-12);
        Assert.Equal(both, covariance.Matrix()[2], 1e-12);
        Assert.Equal(Enumerable.Range(0, 4).Average(p => Math.Pow(maps[2 * p] - meanA, 2)), covariance.Matrix()[0], 1e-12);
    }

    [Fact]
    public void Towards_ABasisOfTheSameSpace_FindsItAgain()
    {
        double[][] basis = SymmetricEigen.Of(Symmetric(9), 9)[..4];
        (double sin, double cos) = Math.SinCos(0.7);
        double[][] turned = [Mix(basis[1], basis[0], cos, -sin), Mix(basis[1], basis[0], sin, cos), [.. basis[2].Select(v => -v)], basis[3]];
        double[][] found = Turning.Towards(basis, turned);
        for (int i = 0; i < 4; i++)
            for (int c = 0; c < 9; c++) Assert.Equal(turned[i][c], found[i][c], 1e-6);
    }

    [Fact]
    public void Towards_AnyRows_StaysOrthonormalInItsSpace()
    {
        double[][] basis = SymmetricEigen.Of(Symmetric(9), 9)[..4];
        double[][] found = Turning.Towards(basis, [.. Enumerable.Range(0, 4).Select(i => Symmetric(9)[(i * 9)..(i * 9 + 9)])]);
        double[][] nothing = Turning.Towards(basis, [.. Enumerable.Range(0, 4).Select(_ => new double[9])]);
        foreach (double[][] rows in new[] { found, nothing })
        {
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++) Assert.Equal(i == j ? 1 : 0, Dot(rows[i], rows[j]), 1e-9);
                Assert.Equal(1, basis.Sum(b => Math.Pow(Dot(b, rows[i]), 2)), 1e-9);
            }
        }
    }

    private static double[] Symmetric(int n)
    {
        var random = new RandomStream(3, (ulong)n);
        var matrix = new double[n * n];
        for (int r = 0; r < n; r++)
            for (int c = 0; c <= r; c++) matrix[r * n + c] = matrix[c * n + r] = random.Normal(r * n + c);
        return matrix;
    }

    private static double[] Mix(double[] a, double[] b, double shareA, double shareB) => [.. a.Zip(b, (x, y) => shareA * x + shareB * y)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
