using System.Diagnostics.CodeAnalysis;
using Pointwise.Operators.General;

namespace Pointwise.Operators;

/// <summary>Every operator by name: how a file's attributes become one. One line each.</summary>
internal static class OperatorCatalog
{
    private static readonly SortedDictionary<string, Func<Attributes, Operator>> Readers = new(StringComparer.Ordinal)
    {
        ["AdaptiveAveragePool"] = AdaptiveAveragePool.Read,
        ["Add"] = Add.Read,
        ["AveragePool"] = AveragePool.Read,
        ["BatchNorm"] = BatchNorm.Read,
        ["Cast"] = Cast.Read,
        ["Concat"] = Concat.Read,
        ["Constant"] = Constant.Read,
        ["ConstantOfShape"] = ConstantOfShape.Read,
        ["Conv2D"] = Conv2D.Read,
        ["ConvTranspose2D"] = ConvTranspose2D.Read,
        ["DepthToSpace"] = DepthToSpace.Read,
        ["Dropout"] = Dropout.Read,
        ["Expand"] = _ => new Expand(),
        ["FedParameters"] = FedParameters.Read,
        ["Flatten"] = Flatten.Read,
        ["Gather"] = Gather.Read,
        ["GlobalAveragePool"] = _ => new GlobalAveragePool(),
        ["GlobalLpPool"] = GlobalLpPool.Read,
        ["GlobalMaxPool"] = _ => new GlobalMaxPool(),
        ["Identity"] = _ => new Identity(),
        ["Input"] = Input.Read,
        ["InstanceNorm"] = InstanceNorm.Read,
        ["Linear"] = Linear.Read,
        ["LocalResponseNorm"] = LocalResponseNorm.Read,
        ["LpPool"] = LpPool.Read,
        ["MaxPool"] = MaxPool.Read,
        ["PRelu"] = PRelu.Read,
        ["Pad"] = Pad.Read,
        ["Relu"] = _ => new Relu(),
        ["Reshape"] = Reshape.Read,
        ["Scale"] = Scale.Read,
        ["ShapeOf"] = ShapeOf.Read,
        ["Sigmoid"] = _ => new Sigmoid(),
        ["Slice"] = _ => new Slice(),
        ["Softmax"] = _ => new Softmax(),
        ["SoftmaxCrossEntropy"] = SoftmaxCrossEntropy.Read,
        ["SpaceToDepth"] = SpaceToDepth.Read,
        ["SplitPart"] = SplitPart.Read,
        ["Squeeze"] = Squeeze.Read,
        ["Tile"] = _ => new Tile(),
        ["Transpose"] = Transpose.Read,
        ["Unsqueeze"] = Unsqueeze.Read,
        ["Weight"] = Weight.Read,
        ["Wrap"] = Wrap.Read,
    };

    public static IEnumerable<string> Names => Readers.Keys;

    public static bool TryRead(string name, Attributes attributes, [NotNullWhen(true)] out Operator? op)
    {
        op = Readers.TryGetValue(name, out Func<Attributes, Operator>? read) ? read(attributes) : null;
        return op is not null;
    }
}
