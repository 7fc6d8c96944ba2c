using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Inference;

public class ScoresTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void RankOf_EqualScores_TheEarlierClassIsFirst(int label, int rank) => Assert.Equal(rank, Scores.RankOf(label, [1, 5, 5, 0]));

    [Fact]
    public void RankOf_NotANumber_IsBehindAllOthers() => Assert.Equal(2, Scores.RankOf(1, [1, float.NaN, 0]));

    [Fact]
    public void Loss_OfLogits_IsMinusLogSoftmax()
    {
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Assert.Equal(-Math.Log(Math.Exp(2) / sum), Scores.Loss(1, [1, 2, 3], areProbabilities: false), 1e-12);
        Assert.Equal(-Math.Log(0.25), Scores.Loss(1, [0.75f, 0.25f], areProbabilities: true), 1e-12);
        Assert.Equal(0, Scores.Loss(0, [1000, 0], areProbabilities: false), 1e-12);
    }

    [Fact]
    public void Probabilities_SumToOne() => Assert.Equal(1, Scores.Probabilities([300, -5, 299]).Sum(), 1e-12);
}
