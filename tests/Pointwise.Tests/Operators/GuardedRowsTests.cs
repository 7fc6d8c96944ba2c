using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;
using Xunit.Sdk;

namespace Pointwise.Tests.Operators;

/// <summary>The witnesses themselves: each must see the mistake it is there for.</summary>
public class GuardedRowsTests
{
    private static readonly Shape Picture = new(2, 3, 2, 2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_WhatWasWritten_IsInSpokenOrder(bool sliced)
    {
        using var rows = new GuardedRows(Picture, sliced);
        Field values = Counting(Picture);
        rows.Write(values);
        Closeness.Check("values", values, rows.Read());
        rows.CheckMargins("values");
        Assert.Equal((float)values[1, 2, 0, 1], rows.Rows.RowSpan(1 * 4 + 0 * 2 + 1)[2]);
    }

    [Theory]
    [InlineData(true, 0, -1)]
    [InlineData(true, 3, 3)]
    [InlineData(false, 0, -1)]
    [InlineData(false, 7, 3)]
    public unsafe void CheckMargins_AFloatOutsideTheValue_IsSeen(bool sliced, int row, int channel)
    {
        using var rows = new GuardedRows(Picture, sliced);
        rows.Rows.Row(row)[channel] = 0;
        FailException e = Assert.Throws<FailException>(() => rows.CheckMargins("output"));
        Assert.Contains("output: wrote 0 outside the value", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AValueNeverWritten_IsSeen()
    {
        using var rows = new GuardedRows(Picture, sliced: true);
        Assert.Throws<FailException>(() => Closeness.Check("output", Field.Of(Picture), rows.Read()));
    }

    [Fact]
    public void Check_AnErrorAboveTheTolerance_NamesItsPlace()
    {
        Field expected = Counting(Picture);
        float[] found = [.. expected.Values.Select(v => (float)v)];
        found[5] += 23 * 1.1e-5f;
        FailException e = Assert.Throws<FailException>(() => Closeness.Check("output", expected, found));
        Assert.Contains("output[0,1,0,1]: expected 5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckBits_OneBit_IsSeen() =>
        Assert.Throws<FailException>(() => Closeness.CheckBits("output", [1, 2], [1, MathF.BitIncrement(2)]));

    [Fact]
    public void Run_BackwardThatReadsWhatItDidNotAskFor_GetsNotANumber()
    {
        Sample sample = Sample.Of(new OperatorCase("relu", new Relu(), Picture));
        using var workers = new Workers(1);
        using var run = new OperatorRun(sample, workers, sliced: false, training: true);
        run.Forget();
        run.Forward();
        Assert.All(run.Output, v => Assert.True(float.IsNaN(v)));
    }

    private static Field Counting(Shape shape)
    {
        Field field = Field.Of(shape);
        for (int i = 0; i < field.Values.Length; i++) field.Values[i] = i;
        return field;
    }
}
