using Pointwise.Training;
using Pointwise.Training.Logs;
using Xunit;

namespace Pointwise.Tests.Training.Logs;

public sealed class LoggedRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WhatALogWrote_GivesItBack()
    {
        using (var log = new TrainingLog(folder.File("log.jsonl"), steps: 2))
        {
            log.Begin(0);
            for (int i = 1; i <= 4; i++) log.Step(new StepRecord(i, 1, 10, i, i, 0.1));
            log.Epoch(4, new EpochRecord(1, 2.5, 0.25, 0.1, new Score(10, 7, 9, 0.75), null));
            log.Epoch(8, new EpochRecord(2, double.NaN, 0.5, 0.05, null, null));
        }

        LoggedRun run = LoggedRun.Read(folder.File("log.jsonl"));
        Assert.Equal([new LoggedSteps(2, 1.5, 0.15, 0.1), new LoggedSteps(4, 3.5, 0.35, 0.1)], run.Steps);
        Assert.Equal([new LoggedEpoch(4, 1, 2.5, 0.25, 0.1, 0.75, 0.7), new LoggedEpoch(8, 2, double.NaN, 0.5, 0.05, double.NaN, double.NaN)], run.Epochs);
    }

    [Fact]
    public void Read_ARunThatWasResumed_CountsItsStepsOnce()
    {
        string path = folder.Write("log.jsonl", """
            {"event":"begin","step":0}
            {"event":"epoch","step":10,"epoch":1,"loss":3}
            {"event":"epoch","step":20,"epoch":2,"loss":2}
            {"event":"begin","step":10}
            {"event":"epoch","step":20,"epoch":2,"loss":1}
            {"event":"something new","step":20,"more":[{"a":1}]}
            {"event":"epoch","step":30,"ep
            """u8.ToArray());
        Assert.Equal([3, 1], LoggedRun.Read(path).Epochs.Select(e => e.Loss));
    }

    [Theory]
    [InlineData("{\"event\":\"begin\",\"step\":0}\nnonsense\n{}\n", "line 2")]
    [InlineData("nonsense", "line 1")]
    [InlineData("{\"event\":\"begin\",\"step\":\"x\"}\n{}\n", "line 1")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]\n{}", "line 1")]
    public void Read_WhatIsNoLog_NamesTheLine(string text, string line) =>
        Assert.Contains(line, Assert.Throws<PointwiseException>(() => LoggedRun.Read(folder.Write("log.jsonl", System.Text.Encoding.UTF8.GetBytes(text)))).Where, StringComparison.Ordinal);

    [Fact]
    public void Read_MoreThanIsBelieved_IsRefused() =>
        Assert.Equal("log too large", Assert.Throws<PointwiseException>(() => LoggedRun.Read(folder.Write("log.jsonl", new byte[100]), new Limits { LogBytes = 99 })).Problem);
}
