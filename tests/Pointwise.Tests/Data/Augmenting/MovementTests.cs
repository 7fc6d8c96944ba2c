using Pointwise.Data;
using Pointwise.Data.Augmenting;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class MovementTests
{
    [Fact]
    public void Read_ByWholePixels_ShiftsThePicture()
    {
        byte[] source = [1, 2, 3, 4, 5, 6];
        var moved = new float[6];
        new Movement(1, 0, 1, -1).Read(source, 2, 3, 1, moved);
        Assert.Equal([0, 0, 0, 2, 3, 0], moved);
    }

    [Fact]
    public void Read_ByAQuarterTurn_TurnsThePicture()
    {
        byte[] source = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var moved = new float[9];
        new Movement(0, 1, 0, 0).Read(source, 3, 3, 1, moved);
        Assert.Equal([7, 4, 1, 8, 5, 2, 9, 6, 3], moved);
    }

    [Fact]
    public void Read_ByHalfAPixel_ReadsBetweenNeighbours()
    {
        var moved = new float[4];
        new Movement(1, 0, 0, 0.5f).Read([10, 20, 30, 40], 1, 4, 1, moved);
        Assert.Equal([5, 15, 25, 35], moved);
    }

    [Fact]
    public void Draw_StaysInItsRanges()
    {
        var augmentation = new Augmentation(2, 10, 0.1f);
        var random = new RandomStream(1, 2);
        for (int i = 0; i < 1000; i++)
        {
            Movement movement = augmentation.Draw(random, i);
            Assert.InRange(movement.Down, -2, 2);
            Assert.InRange(movement.Right, -2, 2);
            double size = 1 / Math.Sqrt(movement.Cos * movement.Cos + movement.Sin * movement.Sin);
            Assert.InRange(size, 0.8999, 1.1001);
            Assert.InRange(Math.Atan2(movement.Sin, movement.Cos) * 180 / Math.PI, -10.001, 10.001);
        }
    }
}
