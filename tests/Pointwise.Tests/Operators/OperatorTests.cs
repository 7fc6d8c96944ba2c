using Pointwise.Kernels;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>Every case against the double-precision reference, with outputs that start as not-a-number and margins that must stay so.</summary>
public class OperatorTests
{
    public static IEnumerable<TheoryDataRow<string>> All => OperatorCases.Names(c => c.Runs);

    public static IEnumerable<TheoryDataRow<string>> Trained => OperatorCases.Names(c => c is { IsRandom: false, HasGradient: true });

    [Theory, MemberData(nameof(All))]
    public void Forward_OfACase_AgreesWithTheReference(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        foreach (bool training in new[] { false, true })
        {
            if (training && sample.Case.IsRandom) continue;
            Field expected = sample.Reference.Forward(sample.Inputs, sample.Parameters, training);
            Field[] after = training ? sample.Reference.ParametersAfter(sample.Inputs, sample.Parameters) : sample.Parameters;
            foreach (bool sliced in new[] { false, true })
            {
                using var workers = new Workers(1);
                using var run = new OperatorRun(sample, workers, sliced, training);
                run.Forward();
                string what = $"{sample}{(sliced ? ", sliced" : "")}{(training ? ", training" : "")}: ";
                Closeness.Check(what + "output", expected, run.Output);
                for (int i = 0; i < after.Length; i++) Closeness.Check($"{what}parameter {i}", after[i], run.Parameter(i));
                run.CheckMargins();
            }
        }
    }

    [Theory, MemberData(nameof(Trained))]
    public void Backward_Overwriting_AgreesWithTheReference(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        foreach (bool sliced in new[] { false, true })
        {
            using var workers = new Workers(1);
            using var run = new OperatorRun(sample, workers, sliced, training: true);
            run.Forward();
            run.Forget();
            run.Backward();
            CheckGradients(sample, run, sample.Gradients, sliced ? "sliced" : "dense");
            run.CheckMargins();
        }
    }

    [Theory, MemberData(nameof(Trained))]
    public void Backward_Accumulating_AddsToWhatIsThere(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        (Field[] inputs, Field[] parameters) = ([.. sample.Inputs.Select(Ramp)], [.. sample.Parameters.Select(Ramp)]);
        Gradients sums = new(
            [.. inputs.Zip(sample.Gradients.Inputs, Plus)],
            [.. parameters.Zip(sample.Gradients.Parameters, Plus)]);
        foreach (bool sliced in new[] { false, true })
        {
            using var workers = new Workers(1);
            using var run = new OperatorRun(sample, workers, sliced, training: true);
            run.Forward();
            run.AddTo(inputs, parameters);
            run.Backward();
            CheckGradients(sample, run, sums, sliced ? "added, sliced" : "added, dense");
            run.CheckMargins();
        }
    }

    [Theory, MemberData(nameof(Trained))]
    public void Backward_OfWhatNobodyWants_LeavesTheOthersAlone(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        using var workers = new Workers(1);
        for (int left = 0; left < sample.Inputs.Length + sample.Parameters.Length; left++)
        {
            using var run = new OperatorRun(sample, workers, sliced: false, training: true);
            if (left < sample.Inputs.Length) run.LeaveOutInput(left);
            else run.LeaveOutParameter(left - sample.Inputs.Length);
            run.Forward();
            run.Backward();
            CheckGradients(sample, run, sample.Gradients, $"without gradient {left}");
        }
    }

    private static void CheckGradients(Sample sample, OperatorRun run, Gradients expected, string how)
    {
        for (int i = 0; i < sample.Inputs.Length; i++)
            if (run.Wants(i)) Closeness.Check($"{sample}, {how}: gradient of input {i}", expected.Inputs[i]!, run.InputGradient(i));
        for (int i = 0; i < sample.Parameters.Length; i++)
            if (run.Trains(i)) Closeness.Check($"{sample}, {how}: gradient of parameter {i}", expected.Parameters[i]!, run.ParameterGradient(i));
    }

    /// <summary>Numbers of the gradients' size, each exactly a float.</summary>
    private static Field Ramp(Field like)
    {
        Field ramp = like.ZerosLike();
        for (int i = 0; i < ramp.Values.Length; i++) ramp.Values[i] = (i % 7 - 3) / 4.0;
        return ramp;
    }

    private static Field? Plus(Field sum, Field? gradient)
    {
        if (gradient is null) return null;
        Field total = sum.Copy();
        for (int i = 0; i < total.Values.Length; i++) total.Values[i] += gradient.Values[i];
        return total;
    }
}
