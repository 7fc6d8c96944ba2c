using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class MultiplyAddPeakTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Measure_OnAnyLanesAndThreads_IsARate(int threads)
    {
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
        {
            using var workers = new Workers(threads, width);
            Assert.InRange(MultiplyAddPeak.Measure(workers), 1e6, 1e14);
            Assert.InRange(MultiplyAddPeak.Measure(width, 100), 1e6, 1e14);
        }
    }
}
