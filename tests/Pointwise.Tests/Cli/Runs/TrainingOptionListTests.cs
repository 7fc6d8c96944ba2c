using Pointwise.Cli.Runs;
using Pointwise.Training.Config;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public class TrainingOptionListTests
{
    [Fact]
    public void Options_OfTheCommand_AreThoseOfTheFileUnderTheSameNames()
    {
        var list = new TrainingOptionList();
        Assert.Equal(TrainingOptionsText.Keys.Order(StringComparer.Ordinal), list.All.Where(o => o.Within is null).Select(o => o.Key).Order(StringComparer.Ordinal));
        Assert.All(list.All, o => Assert.Equal($"--{o.Key.Replace(' ', '-')}", o.Option.Name));
        Assert.All(list.All.Where(o => o.Within is not null), o => Assert.Contains(o.Within, TrainingOptionsText.Keys));
    }

    [Fact]
    public void Options_OfTheFile_AreAllToldByHelp()
    {
        string help = CommandLine.Run("train", "--help").Out;
        Assert.All(TrainingOptionsText.Keys, key => Assert.Matches($"--{key.Replace(' ', '-')}[, ]", help));
    }
}
