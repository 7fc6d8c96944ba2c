using Xunit;

namespace Pointwise.Tests.Cli;

public class ApplicationTests
{
    [Fact]
    public void Version_IsOneLineOnStandardOutput()
    {
        CommandLine run = CommandLine.Run("--version");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^pointwise \d+\.\d+\.\d+\n$", run.Out);
    }

    [Fact]
    public void UnknownVerb_IsWrongUsageWithTheNearestVerb()
    {
        CommandLine run = CommandLine.Run("modles");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("pointwise: unknown verb\n  expected: one of ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n  found:    modles\n  fix:      did you mean models? pointwise --help shows how it is called\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownOption_IsWrongUsageWithTheNearestOption()
    {
        CommandLine run = CommandLine.Run("models", "--jsn");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("pointwise models: unknown option\n  expected: one of --json, --help\n  found:    --jsn\n  fix:      did you mean --json? pointwise models --help shows how it is called\n", run.Error);
    }

    [Fact]
    public void SurplusArgument_IsWrongUsage()
    {
        CommandLine run = CommandLine.Run("models", "3");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("pointwise models: unknown argument\n  expected: models [options]\n  found:    3\n  fix:      pointwise models --help shows how it is called\n", run.Error);
    }

    [Fact]
    public void NoVerb_IsWrongUsage()
    {
        CommandLine run = CommandLine.Run();
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("pointwise: required command was not provided\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingOption_IsWrongUsage()
    {
        CommandLine run = CommandLine.Run("explain", "28x28x192");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'--filters' is required", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cost")]
    [InlineData("show")]
    [InlineData("explain --filters 3")]
    [InlineData("train")]
    [InlineData("eval")]
    [InlineData("eval --data x")]
    [InlineData("classify")]
    public void MissingArgument_IsWrongUsage(string line)
    {
        CommandLine run = CommandLine.Run(line.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"pointwise {line.Split(' ')[0]}: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[HxWxC]", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28x28")]
    [InlineData("28x28x0")]
    [InlineData("28x28x-3")]
    [InlineData("28x28x3x1")]
    [InlineData("99999999999x1x1")]
    [InlineData("")]
    public void WrongSize_IsWrongUsageNamingTheForm(string size)
    {
        CommandLine run = CommandLine.Run("explain", size, "--filters", "2");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{size}' is no picture size; expected height x width x channels as 224x224x3", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UsersMistake_IsFourLinesAndExitCode1()
    {
        CommandLine run = CommandLine.Run("explain", "8x8x3", "--filters", "0");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal("--filters: out of range\n  expected: a whole number from 1\n  found:    0\n  fix:      give a positive filters\n", run.Error);
    }

    [Fact]
    public void FileThatCannotBeWritten_IsFourLinesAndExitCode1()
    {
        CommandLine run = CommandLine.Run("explain", "8x8x3", "--filters", "1", "--svg", Path.Combine(Path.GetTempPath(), $"absent-{Guid.NewGuid():N}", "x.svg"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("pointwise: a file could not be read or written\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(4, run.Error.TrimEnd('\n').Split('\n').Length);
    }

    public static TheoryData<string> Verbs => [.. CommandLine.Run("--help").Lines.SkipWhile(l => l != "Commands:").Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Trim().Split(' ')[0])];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_OfEveryVerb_HasAnExampleOfIt(string verb)
    {
        CommandLine run = CommandLine.Run(verb, "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Examples:\n  pointwise {verb}", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_WithWrongWords_IsStillHelp() => Assert.Equal(0, CommandLine.Run("cost", "--bad", "--help").ExitCode);
}
