using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static IEnumerable<OperatorCase> Products()
    {
        foreach ((int[] a, int[] b) in ((int[], int[])[])
            [
                ([3, 5], [5, 7]), ([1, 1], [1, 1]), ([17, 33], [33, 70]), ([64, 65], [65, 16]), ([5], [5]), ([5], [5, 9]), ([3, 5], [5]), ([5], [2, 5, 3]), ([2, 3, 5], [5]),
                ([2, 3, 5], [2, 5, 7]), ([4, 3, 5], [5, 7]), ([3, 5], [4, 5, 7]), ([2, 1, 3, 5], [4, 5, 7]), ([2, 4, 9, 17], [2, 4, 17, 9]), ([1, 4, 9, 17], [3, 1, 17, 5]),
                ([2, 1, 2, 3, 4], [3, 1, 4, 5]), ([3, 0], [0, 4]), ([0, 3], [3, 4]), ([2, 0, 3], [3, 4]), ([0, 2, 3], [3, 4]), ([7, 1], [1, 33]), ([2, 3, 0], [2, 0, 4]),
            ])
        {
            yield return new OperatorCase($"MatMul {new Shape(a)} by {new Shape(b)}", new MatMul(), new Shape(a), new Shape(b));
        }

        foreach ((bool transA, bool transB) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
        {
            string what = $"{(transA ? ", a turned" : "")}{(transB ? ", b turned" : "")}";
            var a = transA ? new Shape(17, 9) : new Shape(9, 17);
            var b = transB ? new Shape(33, 17) : new Shape(17, 33);
            yield return new OperatorCase($"Gemm{what}", new Gemm(TransA: transA, TransB: transB), a, b);
            foreach (Shape c in (Shape[])[new(9, 33), new(33), new(9, 1), new(), new(1, 1)])
                yield return new OperatorCase($"Gemm with {c}{what}", new Gemm(0.5f, -1.5f, transA, transB), a, b, c);
        }

        yield return new OperatorCase("Gemm scaled", new Gemm(2), new Shape(3, 5), new Shape(5, 4));
        yield return new OperatorCase("Gemm of nothing", new Gemm(2, 3), new Shape(3, 0), new Shape(0, 4), new Shape(4));
    }
}
