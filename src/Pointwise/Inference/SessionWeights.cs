using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// The parameters of a session's nodes: tensors of the model, and what is derived from them, which is there only while a node's weights are laid out
/// in the order that its kernel reads them; and those weights.
/// </summary>
internal sealed class SessionWeights : IDisposable
{
    private readonly Parameters stored;
    private readonly Compilation compilation;
    private readonly LaneWidth width;
    private readonly SharedWeights shared;
    private readonly int[] floats;
    private readonly WeightBlock?[] blocks;

    public SessionWeights(Parameters stored, Compilation compilation, LaneWidth width)
    {
        (this.stored, this.compilation, this.width) = (stored, compilation, width);
        shared = SharedWeights.Of(stored);
        Graph graph = compilation.Graph;
        floats = [.. graph.Nodes.Select(n => checked((int)n.Operator.PreparedFloats(graph.InputShapes(n), width)))];
        blocks = new WeightBlock?[floats.Length];
    }

    /// <summary>Floats in all, those that other sessions of the model share among them.</summary>
    public long Floats => floats.Sum(count => (long)count);

    /// <summary>A node's parameters in the operator's order; none in the place of one that is derived.</summary>
    public Rows[] ParametersOf(Node node) =>
        [.. compilation.Graph.ParametersOf(node).Select(spec => compilation.Derived.ContainsKey(spec.Name) ? default : Rows.Of(stored[spec.Name]))];

    /// <summary>Lays out the parameters as they are now, where no other session has, and gives each stage its part.</summary>
    public void Prepare(IReadOnlyList<Stage> stages, Workers workers)
    {
        // what nodes derive is given back at once; the largest first, so that the blocks of later ones fill the gaps that it leaves
        foreach (int i in Enumerable.Range(0, blocks.Length).Where(i => floats[i] > 0).OrderByDescending(i => DerivedFloats(stages[i].Node)))
        {
            using var room = new Arena(DerivedFloats(stages[i].Node));
            blocks[i] = Prepare(stages[i], blocks[i], floats[i], room, workers);
            stages[i].Take(blocks[i]!.Rows);
        }
    }

    public void Dispose()
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            WeightBlock? block = blocks[i];
            blocks[i] = null;
            if (block is { Key: null }) block.Dispose();
            else if (block is not null) shared.GiveBack(block);
        }
    }

    private long DerivedFloats(Node node) =>
        compilation.Graph.ParametersOf(node).Where(spec => compilation.Derived.ContainsKey(spec.Name)).Sum(spec => Arena.RoundUp(spec.Shape.Elements));

    private WeightBlock Prepare(Stage stage, WeightBlock? held, int count, Arena room, Workers workers)
    {
        ParameterSpec[] specs = [.. compilation.Graph.ParametersOf(stage.Node)];
        // what is laid out anew in every run is nobody else's
        if (specs.Length == 0) return held ?? new WeightBlock(count, key: null);
        var values = new Rows[specs.Length];
        Fingerprint fingerprint = default;
        long taken = 0;
        for (int i = 0; i < specs.Length; i++)
        {
            if (compilation.Derived.TryGetValue(specs[i].Name, out DerivedTensor? recipe))
            {
                Span<float> derived = room.Span(taken, checked((int)specs[i].Shape.Elements));
                recipe.Fill(stored, derived);
                values[i] = Rows.In(room, taken, specs[i].Shape);
                taken += Arena.RoundUp(derived.Length);
                fingerprint = fingerprint.With(derived);
            }
            else
            {
                Tensor tensor = stored[specs[i].Name];
                values[i] = Rows.Of(tensor);
                fingerprint = fingerprint.With(tensor.Values);
            }
        }

        object form = stage.Node.Operator.PreparedForm(compilation.Graph.InputShapes(stage.Node), width);
        return shared.Exchange(held, new WeightKey(stage.Node.Operator, width, form, fingerprint), count, rows => stage.Prepare(workers, values, rows));
    }
}
