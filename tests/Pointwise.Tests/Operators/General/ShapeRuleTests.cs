using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators.General;

/// <summary>What the data-moving operators refuse, and why.</summary>
public class ShapeRuleTests
{
    private static readonly ValueInfo Pictures = new(new Shape(2, 6, 4, 5)), Integers = new(new Shape(3), ElementKind.Int64), Vectors = new(new Shape(2, 6));

    private static ValueInfo Known(params long[] values) => OperatorCases.Known(values);

    public static IEnumerable<TheoryDataRow<string, string>> Wrong =>
    [
        new("two open", "leaves two extents open"), new("no place", "keeps an extent that is not there"), new("no elements", "does not hold the elements"),
        new("not divided", "does not hold the elements"), new("float shape", "not whole numbers"), new("shape of rank 2", "not a list"),
        new("order", "not an order of the axes"), new("order twice", "an axis is named twice"), new("step", "a step of nothing"), new("cut twice", "an axis is cut twice"),
        new("ends", "as many as starts are wanted"), new("axis", "out of range"), new("float indices", "not whole numbers"), new("broadcast", "shapes do not broadcast"),
        new("pads", "not two numbers an axis"), new("cut all", "nothing is left of an axis"), new("filler", "not one value of the input's kind"),
        new("repeats", "not one number an axis"), new("blocks", "channels are not divided evenly"), new("pixels", "pixels are not divided evenly"),
        new("squeeze", "an axis that is squeezed out holds more than one place"), new("rank", "too many extents"), new("kinds", "Concat joins branches of different kinds"),
        new("split", "lengths do not make up the axis"), new("fed", "does not fit Conv2D's weight"), new("floats alone", "Relu computes on floats alone"),
        new("value", "not one value"), new("part", "out of range"),
    ];

    [Theory, MemberData(nameof(Wrong))]
    public void Infer_OfWhatDoesNotFit_SaysWhy(string what, string problem)
    {
        var e = Assert.Throws<PointwiseException>(() => what switch
        {
            "two open" => new Reshape().Infer([Pictures, Known(-1, -1)]),
            "no place" => new Reshape().Infer([Vectors, Known(2, 6, 0)]),
            "no elements" => new Reshape().Infer([Vectors, Known(5, 2)]),
            "not divided" => new Reshape().Infer([Vectors, Known(5, -1)]),
            "float shape" => new Reshape().Infer([Vectors, new ValueInfo(new Shape(2))]),
            "shape of rank 2" => new Reshape().Infer([Vectors, new ValueInfo(new Shape(1, 2), ElementKind.Int64)]),
            "order" => new Transpose([0, 1]).Infer([Pictures]),
            "order twice" => new Transpose([0, 1, 1, 2]).Infer([Pictures]),
            "step" => new Slice().Infer([Vectors, Known(0), Known(1), Known(0), Known(0)]),
            "cut twice" => new Slice().Infer([Vectors, Known(0, 0), Known(1, 1), Known(0, -2)]),
            "ends" => new Slice().Infer([Vectors, Known(0, 0), Known(1)]),
            "axis" => new Gather(4).Infer([Pictures, Integers]),
            "float indices" => new Gather().Infer([Pictures, Vectors]),
            "broadcast" => new Expand().Infer([Vectors, Known(3, 6)]),
            "pads" => new Pad().Infer([Vectors, Known(1, 1)]),
            "cut all" => new Pad().Infer([Vectors, Known(0, -4, 0, -3)]),
            "filler" => new Pad().Infer([Vectors, Known(0, 1, 0, 1), Known(1)]),
            "repeats" => new Tile().Infer([Vectors, Known(1)]),
            "blocks" => new DepthToSpace(4).Infer([Pictures]),
            "pixels" => new SpaceToDepth(2).Infer([Pictures]),
            "squeeze" => new Squeeze([0]).Infer([Vectors]),
            "rank" => new Unsqueeze([0, 1, 2, 3, 4, 5, 6]).Infer([Vectors]),
            "kinds" => new Concat(0).Infer([Integers, new ValueInfo(new Shape(3))]),
            "split" => new SplitPart(1, 0, 2).Infer([Vectors, Known(2, 3)]),
            "fed" => new FedParameters(new Conv2D(3, Window.Square(3), Bias: false)).Infer([Pictures, new ValueInfo(new Shape(3, 6, 3, 1))]),
            "floats alone" => new Relu().Infer([Integers]),
            "value" => new ConstantOfShape(Literal.Of(new Shape(2), 1f, 2)).Infer([Known(3)]),
            "part" => new SplitPart(1, 3, 3).Infer([Vectors]),
            _ => throw new InvalidOperationException(what),
        });
        Assert.Equal(problem, e.Problem);
    }

    [Fact]
    public void Slice_OfPlacesFarBeyond_TakesTheEnds()
    {
        Assert.Equal(new Shape(2, 6), new Slice().Infer([Vectors, Known(long.MinValue, -100), Known(long.MaxValue, 100)]).Shape);
        Assert.Equal(new Shape(2, 6), new Slice().Infer([Vectors, Known(long.MaxValue, 100), Known(long.MinValue, -100), Known(0, 1), Known(-1, -1)]).Shape);
        Assert.Equal(new Shape(1, 1), new Slice().Infer([Vectors, Known(0, 0), Known(2, 6), Known(0, 1), Known(long.MaxValue, 6)]).Shape);
        Assert.Equal(new Shape(1, 6), new Slice().Infer([Vectors, Known(1), Known(long.MinValue), Known(0), Known(long.MinValue)]).Shape);
        Assert.Equal(new Shape(0, 6), new Slice().Infer([new ValueInfo(new Shape(0, 6)), Known(-1), Known(-9), Known(0), Known(-1)]).Shape);
    }
}
