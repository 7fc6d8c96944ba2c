using Pointwise.Cli;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Cli;

public class TrainingLinesTests
{
    private static readonly TrainingProgress Middle = new(2, 3, 5, 10, 0.5, 0.25, 0.05, 120, TimeSpan.FromSeconds(3725), null) { WaitingShare = 0.04, BadPictures = 2 };
    private static readonly TrainingProgress End = Middle with { Step = 10, Validation = new Score(10, 7, 10, 0.4) };

    [Fact]
    public void Report_OnAScreen_RedrawsABarAndKeepsALineAnEpoch()
    {
        string shown = Show(new Terminal(TextWriter.Null, TextWriter.Null, IsLive: true, HasColour: true));
        string[] drawn = shown.Split('\r');
        Assert.StartsWith("██████████░░░░░░░░░░  epoch 2/3  step 5/10  loss 0.5000  accuracy 25.00 %  rate 0.05  120 pictures/s  waiting 4 %  1:02:05 left  2 passed over", drawn[1], StringComparison.Ordinal);
        Assert.Equal(drawn[1].Length, drawn[2].TrimEnd('\n').Length);
        Assert.StartsWith("epoch 2/3  step 10/10", drawn[2], StringComparison.Ordinal);
        Assert.EndsWith("kept apart 70.00 %", drawn[2].TrimEnd(' ', '\n'), StringComparison.Ordinal);
        Assert.EndsWith("\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OnANarrowScreen_StaysWithinItsWidth()
    {
        string shown = Show(new Terminal(TextWriter.Null, TextWriter.Null, IsLive: true, HasColour: true) { Width = () => 40 });
        Assert.Equal(39, shown.Split('\r')[1].Length);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Report_RedirectedOrWithoutColour_WritesAPlainLineAnEpoch(bool live, bool colour)
    {
        string shown = Show(new Terminal(TextWriter.Null, TextWriter.Null, live, colour));
        Assert.Equal("epoch 2/3  step 10/10  loss 0.5000  accuracy 25.00 %  rate 0.05  120 pictures/s  waiting 4 %  1:02:05 left  2 passed over  kept apart 70.00 %\n", shown);
    }

    private static string Show(Terminal terminal)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var lines = new TrainingLines(terminal with { Error = error });
        if (terminal.HasColour) Thread.Sleep(120);
        lines.Report(Middle);
        lines.Report(End);
        return error.ToString();
    }
}
