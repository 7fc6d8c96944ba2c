using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;

namespace Pointwise.Tests.Operators;

/// <summary>Runs an operator through its contract, over memory laid out here.</summary>
internal sealed class OperatorRun : IDisposable
{
    private readonly Sample sample;
    private readonly Workers workers;
    private readonly bool training;
    private readonly GuardedRows[] inputs, parameters, inputGradients, parameterGradients;
    private readonly GuardedRows output, outputGradient;
    private readonly GuardedRows? prepared, saved;
    private readonly Rows[] inputRows, parameterRows, inputGradientRows, parameterGradientRows;
    private readonly bool[] accumulate;

    /// <param name="sample">The values.</param>
    /// <param name="workers">Threads and lanes.</param>
    /// <param name="sliced">Whether values are channel slices of wider rows.</param>
    /// <param name="training">Whether backward follows.</param>
    public OperatorRun(Sample sample, Workers workers, bool sliced, bool training)
    {
        (this.sample, this.workers, this.training) = (sample, workers, training);
        Operator op = sample.Case.Operator;
        Shape[] shapes = [.. sample.Inputs.Select(i => new Shape(i.Extents))];
        IReadOnlyList<ParameterSpec> specs = op.Parameters(shapes);
        // the parameters that an operator reads as values are dense
        inputs = [.. sample.Infos.Select((info, i) => new GuardedRows(info, sliced && !(op is FedParameters && i > 0)))];
        inputGradients = [.. shapes.Select(s => new GuardedRows(s, sliced))];
        (output, outputGradient) = (new GuardedRows(sample.OutputInfo, sliced), new GuardedRows(sample.OutputInfo.Shape, sliced));
        parameters = [.. specs.Select(s => new GuardedRows(s.Shape, sliced: false))];
        parameterGradients = [.. specs.Select(s => new GuardedRows(s.Shape, sliced: false))];
        prepared = Row(op.PreparedFloats(shapes, workers.Width));
        saved = training ? Row(op.SavedFloats(shapes)) : null;
        inputRows = [.. inputs.Select(i => i.Rows)];
        parameterRows = [.. parameters.Select(p => p.Rows)];
        inputGradientRows = [.. inputGradients.Select((g, i) => op.SendsGradientTo(i) && sample.Infos[i] is { Kind: ElementKind.Float32, Known: null } ? g.Rows : default)];
        parameterGradientRows = [.. parameterGradients.Zip(specs, (g, s) => s.IsTrained ? g.Rows : default)];
        accumulate = new bool[inputs.Length];
        Restart();
    }

    public float[] Output => output.Read();

    public float[] InputGradient(int i) => inputGradients[i].Read();

    public float[] ParameterGradient(int i) => parameterGradients[i].Read();

    public float[] Parameter(int i) => parameters[i].Read();

    public bool Wants(int input) => !inputGradientRows[input].IsNone;

    public bool Trains(int parameter) => !parameterGradientRows[parameter].IsNone;

    /// <summary>Writes arguments anew: outputs and gradients not-a-number, gradients of parameters 0.</summary>
    public void Restart()
    {
        for (int i = 0; i < inputs.Length; i++) inputs[i].Write(sample.Inputs[i]);
        for (int i = 0; i < parameters.Length; i++) parameters[i].Write(sample.Parameters[i]);
        output.PoisonAll();
        prepared?.PoisonAll();
        saved?.PoisonAll();
        outputGradient.Write(sample.OutputGradient);
        foreach (GuardedRows gradient in inputGradients) gradient.PoisonAll();
        foreach (GuardedRows gradient in parameterGradients) gradient.Write(new Field(gradient.Read().Length));
    }

    /// <summary>Asks backward to add to what the gradients hold.</summary>
    public void AddTo(Field[] inputSums, Field[] parameterSums)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (Wants(i)) inputGradients[i].Write(inputSums[i]);
            accumulate[i] = true;
        }

        for (int i = 0; i < parameters.Length; i++)
            if (Trains(i)) parameterGradients[i].Write(parameterSums[i]);
    }

    public void LeaveOutInput(int i) => inputGradientRows[i] = default;

    public void LeaveOutParameter(int i) => parameterGradientRows[i] = default;

    /// <summary>Prepares and runs forward.</summary>
    public void Forward()
    {
        ForwardPass pass = new()
        {
            Inputs = inputRows,
            Output = output.Rows,
            Parameters = parameterRows,
            Prepared = prepared?.Rows ?? default,
            Saved = saved?.Rows ?? default,
            Workers = workers,
            Training = training,
            Random = new RandomStream(17, 3),
            InputInfos = sample.Infos,
            OutputInfo = sample.OutputInfo,
        };
        sample.Case.Operator.Prepare(pass);
        sample.Case.Operator.Forward(pass);
    }

    /// <summary>Spoils what the operator says backward does not read.</summary>
    public void Forget()
    {
        BackwardReads reads = sample.Case.Operator.BackwardReads;
        if (!reads.HasFlag(BackwardReads.Inputs))
            foreach (GuardedRows input in inputs) input.PoisonAll();
        if (!reads.HasFlag(BackwardReads.Output)) output.PoisonAll();
        prepared?.PoisonAll();
    }

    public void Backward() => sample.Case.Operator.Backward(new BackwardPass
    {
        Inputs = inputRows,
        Output = output.Rows,
        Parameters = parameterRows,
        Saved = saved?.Rows ?? default,
        OutputGradient = outputGradient.Rows,
        InputGradients = inputGradientRows,
        Accumulate = accumulate,
        ParameterGradients = parameterGradientRows,
        Workers = workers,
        InputInfos = sample.Infos,
        OutputInfo = sample.OutputInfo,
    });

    /// <summary>Fails where anything outside the values was written.</summary>
    public void CheckMargins()
    {
        output.CheckMargins($"{sample}: output");
        outputGradient.CheckMargins($"{sample}: gradient of the output");
        prepared?.CheckMargins($"{sample}: prepared parameters");
        saved?.CheckMargins($"{sample}: saved values");
        CheckAll(inputs, "input");
        CheckAll(inputGradients, "gradient of input");
        CheckAll(parameters, "parameter");
        CheckAll(parameterGradients, "gradient of parameter");
    }

    public void Dispose()
    {
        foreach (GuardedRows rows in (GuardedRows[])[.. inputs, .. parameters, .. inputGradients, .. parameterGradients, output, outputGradient]) rows.Dispose();
        prepared?.Dispose();
        saved?.Dispose();
    }

    private void CheckAll(GuardedRows[] all, string what)
    {
        for (int i = 0; i < all.Length; i++) all[i].CheckMargins($"{sample}: {what} {i}");
    }

    private static GuardedRows? Row(long floats) => floats == 0 ? null : GuardedRows.Of(floats);
}
