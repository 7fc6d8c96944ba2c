using System.Collections.Immutable;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>The columns of table 1 of arXiv:1409.4842 for one row; null where the row has no such convolution.</summary>
/// <param name="OneByOne">#1x1.</param>
/// <param name="ThreeReduce">#3x3 reduce.</param>
/// <param name="Three">#3x3.</param>
/// <param name="FiveReduce">#5x5 reduce.</param>
/// <param name="Five">#5x5.</param>
/// <param name="PoolProjection">pool proj; 0 where the pooled channels pass as they are.</param>
/// <param name="FiveKernel">The kernel that really stands in the column #5x5: torchvision's GoogLeNet has 3x3 there. 0 where the column is empty.</param>
public sealed record ModuleWidths(int? OneByOne, int? ThreeReduce, int? Three, int? FiveReduce, int? Five, int? PoolProjection, int FiveKernel)
{
    private static readonly ModuleWidths None = new(null, null, null, null, null, null, 0);

    /// <summary>Reads branches as the table's columns; null where they are of another kind.</summary>
    internal static ModuleWidths? Read(IEnumerable<ImmutableArray<Operator>> branches)
    {
        ModuleWidths? widths = None;
        foreach (ImmutableArray<Operator> branch in branches) widths = widths?.With([.. branch.Where(op => op.Reach([new(1, 1, 1, 1)]) is not null)]);
        return widths == None ? null : widths;
    }

    private ModuleWidths? With(ImmutableArray<Operator> steps) => steps switch
    {
        [Conv2D { Window.Taps: 1 } one] when OneByOne is null => this with { OneByOne = one.Filters },
        [Conv2D { Window.Taps: > 1 } only] => WithSpatial(null, only),
        [Conv2D { Window.Taps: 1 } reduce, Conv2D { Window.Taps: > 1 } spatial] => WithSpatial(reduce.Filters, spatial),
        [MaxPool or AveragePool] when PoolProjection is null => this with { PoolProjection = 0 },
        [MaxPool or AveragePool, Conv2D { Window.Taps: 1 } projection] when PoolProjection is null => this with { PoolProjection = projection.Filters },
        _ => null,
    };

    private ModuleWidths? WithSpatial(int? reduce, Conv2D spatial)
    {
        if (spatial.Window.KernelH != spatial.Window.KernelW) return null;
        if (spatial.Window.KernelH == 3 && Three is null) return this with { ThreeReduce = reduce, Three = spatial.Filters };
        bool fits = Five is null && (spatial.Window.KernelH == 5 || Three is not null);
        return fits ? this with { FiveReduce = reduce, Five = spatial.Filters, FiveKernel = spatial.Window.KernelH } : null;
    }
}
