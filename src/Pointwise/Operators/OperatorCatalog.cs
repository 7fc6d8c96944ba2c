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
        ["Concat"] = Concat.Read,
        ["Constant"] = Constant.Read,
        ["Conv2D"] = Conv2D.Read,
        ["ConvTranspose2D"] = ConvTranspose2D.Read,
        ["Dropout"] = Dropout.Read,
        ["FedParameters"] = FedParameters.Read,
        ["Flatten"] = Flatten.Read,
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
        ["Relu"] = _ => new Relu(),
        ["Scale"] = Scale.Read,
        ["Sigmoid"] = _ => new Sigmoid(),
        ["Softmax"] = _ => new Softmax(),
        ["SoftmaxCrossEntropy"] = SoftmaxCrossEntropy.Read,
        ["Weight"] = Weight.Read,
    };

    public static IEnumerable<string> Names => Readers.Keys;

    public static bool TryRead(string name, Attributes attributes, [NotNullWhen(true)] out Operator? op)
    {
        op = Readers.TryGetValue(name, out Func<Attributes, Operator>? read) ? read(attributes) : null;
        return op is not null;
    }
}
