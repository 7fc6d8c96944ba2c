using Pointwise.Data;
using Xunit;

namespace Pointwise.Tests.Data;

public class DataSetRangeTests
{
    [Fact]
    public void Range_ReadsItsOwnPart()
    {
        var shapes = new DrawnShapes(24, 7);
        var range = new DataSetRange(shapes, 20, 4);
        Assert.Equal(shapes.Read(22).Pixels.ToArray(), range.Read(2).Pixels.ToArray());
        Assert.Equal(shapes.Label(22), range.Label(2));
        Assert.Throws<PointwiseException>(() => new DataSetRange(shapes, 20, 5));
    }
}
