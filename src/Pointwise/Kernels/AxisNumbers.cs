using System.Runtime.CompilerServices;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>One number an axis.</summary>
[InlineArray(Shape.MaxRank)]
internal struct AxisNumbers
{
    private long first;
}
