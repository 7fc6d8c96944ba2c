using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>
/// Compares what a session computes with double precision: every node from the values that it really reads, and the answer from the picture, through the
/// network as it was before it was rewritten.
/// </summary>
public static class PrecisionCheck
{
    /// <summary>Runs a model once and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The pictures, [N,C,H,W].</param>
    /// <param name="pictures">Their values, channels-last.</param>
    /// <param name="options">Threads, heads, rewrites and ways; null for the usual.</param>
    /// <exception cref="PointwiseException">The model does not fit the input, or the values do not fill it.</exception>
    public static PrecisionReport Of(Model model, Shape input, ReadOnlySpan<float> pictures, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SessionOptions();
        using var session = new Session(model, input, options);
        session.CheckInput(pictures.Length);
        pictures.CopyTo(session.Input);
        var compiled = new ParametersInDouble(model.Parameters, InferencePasses.Compile(model, graph => graph.ForInput(input), options));
        var layers = ImmutableArray.CreateBuilder<LayerError>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (Stage stage in session.Stages)
        {
            Node node = stage.Node;
            bool isPlain = node.Operator is not (Input or Weight or Constant) && node.Info.Kind == ElementKind.Float32;
            double[][] inputs = [.. stage.Inputs.ToArray().Select((rows, i) => stage.InputInfos[i].Kind == ElementKind.Float32 ? Values(rows) : [])];
            session.Runner.Forward(stage);
            string algorithm = isPlain ? stage.Algorithm(session.Workers) : Operator.InPlace;
            if (algorithm == Operator.InPlace) continue;
            if (DoubleForward.Of(node.Operator, session.Graph.InputShapes(node), node.Shape, inputs, compiled.Of(node)) is not { } reference) unknown.Add(node.Name);
            else layers.Add(new LayerError(node.Name, OperatorText.Label(node.Operator), algorithm, node.Shape, ValueError.Of(reference, Result(stage))));
        }

        Head head = session.Graph.Heads[0];
        double[]? answer = Answer(model, input, pictures, options);
        ValueError? whole = answer is null ? null : ValueError.Of(answer, Array.ConvertAll(session.Output().ToArray(), v => (double)v));
        return new PrecisionReport(session.Graph.Name, session.InputShape, head.Name, whole, layers.ToImmutable(), unknown.ToImmutable());
    }

    /// <summary>The answer of the network as it is, in double precision; null where an operator has no reference.</summary>
    private static double[]? Answer(Model model, Shape input, ReadOnlySpan<float> pictures, SessionOptions options)
    {
        Compilation plain = InferencePasses.Compile(model, graph => graph.ForInput(input), options with { WithoutPasses = [.. InferencePasses.All.Select(p => p.Name)] });
        var parameters = new ParametersInDouble(model.Parameters, plain);
        Graph graph = plain.Graph;
        int[] readers = Rewrite.Readers(graph);
        var values = new double[graph.Nodes.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Info.Kind != ElementKind.Float32 || node.Operator is Weight or Constant) values[i] = [];
            else if (node.Operator is Input) values[i] = Array.ConvertAll(pictures.ToArray(), v => (double)v);
            else if (DoubleForward.Of(node.Operator, graph.InputShapes(node), node.Shape, [.. node.Inputs.Select(k => values[k])], parameters.Of(node)) is { } value) values[i] = value;
            else return null;
            foreach (int k in node.Inputs)
                if (--readers[k] == 0) values[k] = [];
        }

        return values[graph.Heads[0].Node];
    }

    private static double[] Result(Stage stage)
    {
        if (stage.Parts.Length == 0) return Values(stage.Output);
        int channels = stage.Parts.Sum(p => p.C), first = 0;
        var values = new double[stage.Parts[0].Count * channels];
        foreach (Rows part in stage.Parts)
        {
            for (int row = 0; row < part.Count; row++)
                for (int c = 0; c < part.C; c++) values[row * channels + first + c] = part.RowSpan(row)[c];
            first += part.C;
        }

        return values;
    }

    private static double[] Values(Rows rows)
    {
        var values = new double[rows.Elements];
        for (int row = 0; row < rows.Count; row++)
            for (int c = 0; c < rows.C; c++) values[row * rows.C + c] = rows.RowSpan(row)[c];
        return values;
    }

    /// <summary>A compiled graph's parameters, one node's at a time.</summary>
    private sealed class ParametersInDouble(Parameters stored, Compilation compilation)
    {
        public double[][] Of(Node node)
        {
            List<double[]> values = [];
            foreach (ParameterSpec spec in compilation.Graph.ParametersOf(node))
            {
                using var tensor = new Tensor(spec.Shape);
                compilation.Parameter(spec.Name).Fill(stored, tensor.Values);
                values.Add(Array.ConvertAll(tensor.Values.ToArray(), v => (double)v));
            }

            return [.. values];
        }
    }
}
