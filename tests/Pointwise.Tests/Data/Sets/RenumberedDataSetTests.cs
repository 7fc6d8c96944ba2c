using Pointwise.Data;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class RenumberedDataSetTests
{
    private static readonly DrawnShapes Shapes = new(12, 1);

    [Fact]
    public void Renumber_ToTheSameList_IsTheDataSetItself() => Assert.Same(Shapes, DataSets.Renumber(Shapes, Shapes.Classes));

    [Fact]
    public void Renumber_ToALongerListInAnotherOrder_FindsClassesByName()
    {
        IDataSet renumbered = DataSets.Renumber(Shapes, ["star", .. Shapes.Classes.Reverse()]);
        Assert.Equal(7, renumbered.Classes.Length);
        for (int i = 0; i < Shapes.Count; i++)
        {
            Assert.Equal(Shapes.Classes[Shapes.Label(i)], renumbered.Classes[renumbered.Label(i)]);
            Assert.Equal(((IDataSet)Shapes).NameOf(i), renumbered.NameOf(i));
        }
    }

    [Fact]
    public void Renumber_WithUnknownClasses_NamesThemAndTheNearest()
    {
        PointwiseException error = Assert.Throws<PointwiseException>(() => DataSets.Renumber(Shapes, ["disk", "ring", "square", "triangle", "cross", "stripe"]));
        Assert.Equal(("disk, stripe", "disc, stripes"), (error.Expected[(error.Expected.IndexOf(": ", StringComparison.Ordinal) + 2)..], error.Found));
        Assert.Equal("rename disc to disk", error.Fix);
    }

    [Fact]
    public void Renumber_ToAListWithANameTwice_IsRefused()
    {
        PointwiseException error = Assert.Throws<PointwiseException>(() => DataSets.Renumber(Shapes, ["ring", .. Shapes.Classes]));
        Assert.Equal("ring", error.Found);
    }
}
