using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

/// <summary>One operator with dense memory of its own, for cases computed by hand: forward, then backward, in spoken order.</summary>
internal sealed class NormalizationRun : IDisposable
{
    private readonly Operator op;
    private readonly Workers workers;
    private readonly Tensor[] inputs, inputGradients, parameters, parameterGradients;
    private readonly Tensor output, outputGradient, saved, prepared;

    public NormalizationRun(Operator op, Workers workers, params Shape[] shapes)
    {
        (this.op, this.workers) = (op, workers);
        inputs = [.. shapes.Select(s => new Tensor(s))];
        inputGradients = [.. shapes.Select(s => new Tensor(s))];
        IReadOnlyList<ParameterSpec> specs = op.Parameters(shapes);
        parameters = [.. specs.Select(s => new Tensor(s.Shape))];
        parameterGradients = [.. specs.Select(s => new Tensor(s.Shape))];
        (output, outputGradient) = (new Tensor(op.OutputShape(shapes)), new Tensor(op.OutputShape(shapes)));
        saved = new Tensor(new Shape((int)op.SavedFloats(shapes)));
        prepared = new Tensor(new Shape((int)op.PreparedFloats(shapes, workers.Width)));
    }

    private ValueInfo[] Infos => [.. inputs.Select(i => new ValueInfo(i.Shape))];

    public float[] InputGradient => inputGradients[0].ToChannelsFirst();

    public float[] Parameter(int index) => parameters[index].ToChannelsFirst();

    public float[] ParameterGradient(int index) => parameterGradients[index].ToChannelsFirst();

    public NormalizationRun With(int parameter, params ReadOnlySpan<float> values)
    {
        values.CopyTo(parameters[parameter].Values);
        return this;
    }

    public float[] Forward(bool training, params float[][] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            using Tensor given = Tensor.FromChannelsFirst(inputs[i].Shape, values[i]);
            given.Values.CopyTo(inputs[i].Values);
        }

        var pass = new ForwardPass
        {
            Inputs = [.. inputs.Select(Rows.Of)], Output = Rows.Of(output), Parameters = [.. parameters.Select(Rows.Of)],
            Prepared = Rows.Of(prepared), Saved = training ? Rows.Of(saved) : default, Workers = workers, Training = training, Random = new RandomStream(1, 1), InputInfos = Infos, OutputInfo = new ValueInfo(output.Shape),
        };
        op.Prepare(pass);
        op.Forward(pass);
        return output.ToChannelsFirst();
    }

    public void Backward(params float[] gradient)
    {
        using Tensor given = Tensor.FromChannelsFirst(outputGradient.Shape, gradient);
        given.Values.CopyTo(outputGradient.Values);
        op.Backward(new BackwardPass
        {
            Inputs = [.. inputs.Select(Rows.Of)], Output = Rows.Of(output), Parameters = [.. parameters.Select(Rows.Of)], Saved = Rows.Of(saved),
            OutputGradient = Rows.Of(outputGradient), InputGradients = [.. inputGradients.Select((g, i) => op.SendsGradientTo(i) ? Rows.Of(g) : default)],
            Accumulate = new bool[inputs.Length], ParameterGradients = [.. parameterGradients.Select(Rows.Of)], Workers = workers, InputInfos = Infos, OutputInfo = new ValueInfo(output.Shape),
        });
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[.. inputs, .. inputGradients, .. parameters, .. parameterGradients, output, outputGradient, saved, prepared]) tensor.Dispose();
    }
}
