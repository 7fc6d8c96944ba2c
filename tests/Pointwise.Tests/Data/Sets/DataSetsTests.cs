using Pointwise.Data;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class DataSetsTests : IDisposable
{
    private readonly PictureTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("train", "val", "test")]
    [InlineData("Train", "valid", "Test")]
    [InlineData("training", "validation", "testing")]
    public void Open_FoldersOfParts_AreTheParts(string train, string validation, string test)
    {
        tree.Add($"{train}/a/1.pgm", $"{train}/b/2.pgm", $"{validation}/a/3.pgm", $"{validation}/b/4.pgm", $"{test}/a/5.pgm", $"{test}/b/6.pgm", "old/a/7.pgm");
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal((2, 2, 2, "folder"), (split.Train.Count, split.Validation!.Count, split.Test!.Count, split.Kind));
        Assert.Equal([0, 2, 4], split.Parts.Select(p => (int)p.Data.Read(0).Pixels.Span[0]));
        Assert.Equal(["train", "validation", "test"], split.Parts.Select(p => p.Name));
        Assert.Contains($"passed over folder beside {train}: old", split.Notes);
    }

    [Fact]
    public void Open_PartsOfOtherClasses_SaysWhichAndWhatToRename()
    {
        tree.Add("train/daisy/1.pgm", "train/rose/2.pgm", "val/daisy/3.pgm", "val/roses/4.pgm");
        Assert.Equal(
            $"{tree.In("val")}: other classes than the training pictures\n  expected: the same 2 folders as in train: daisy, rose\n  found:    lacks rose; has roses besides\n  fix:      rename roses to rose",
            Fails(() => DataSets.Open(tree.Path)));
    }

    [Fact]
    public void Open_APartWithoutPicturesOfAClass_IsNoted()
    {
        tree.Add("train/a/1.pgm", "train/b/2.pgm", "val/a/3.pgm").AddFolder("val/b");
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal(split.Train.Classes, split.Validation!.Classes);
        Assert.Contains($"{tree.In("val")} has no pictures of class b", split.Notes);
    }

    [Fact]
    public void Open_TwoFoldersForOnePart_IsRefused()
    {
        tree.Add("train/a/1.pgm", "train/b/2.pgm", "val/a/3.pgm", "valid/a/3.pgm");
        Assert.Contains("two folders for validation\n  expected: one\n  found:    val and valid", Fails(() => DataSets.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AClassCalledTrain_IsAClass()
    {
        tree.Add("bus/1.pgm", "car/1.pgm", "train/1.pgm");
        Assert.Equal(["bus", "car", "train"], DataSets.Open(tree.Path, new DataSetOptions { ValidationShare = 0 }).Train.Classes);
    }

    [Fact]
    public void Open_PartsThatHoldPicturesAtOnce_AreNotTakenForClasses()
    {
        tree.Add("train/1.pgm", "val/1.pgm", "trainannot/1.pgm");
        Assert.Contains("pictures without classes\n", Fails(() => DataSets.Open(tree.Path)), StringComparison.Ordinal);
        Assert.Contains("found:    train, val with pictures and no folders in them", Fails(() => DataSets.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutParts_KeepsATenthOfEveryClassApart()
    {
        AddClasses(("a", 20), ("b", 10), ("c", 2), ("d", 1));
        DataSplit split = DataSets.Open(tree.Path);
        Assert.Equal([18, 9, 1, 1], Counts(split.Train));
        Assert.Equal([2, 1, 1, 0], Counts(split.Validation!));
        Assert.Equal($"kept 4 of 33 pictures apart for validation, the same share of every class, drawn from seed 0", split.Notes[^1]);
        string[] all = [.. split.Parts.SelectMany(p => Names(p.Data))];
        Assert.Equal(33, all.Distinct().Count());
    }

    [Fact]
    public void Open_TheSameSeed_KeepsTheSamePicturesApart()
    {
        AddClasses(("a", 30), ("b", 30));
        string[] first = Names(DataSets.Open(tree.Path, new DataSetOptions { Seed = 5, ValidationShare = 0.2 }).Validation!);
        Assert.Equal(12, first.Length);
        Assert.Equal(first, Names(DataSets.Open(tree.Path, new DataSetOptions { Seed = 5, ValidationShare = 0.2 }).Validation!));
        Assert.NotEqual(first, Names(DataSets.Open(tree.Path, new DataSetOptions { Seed = 6, ValidationShare = 0.2 }).Validation!));
        Assert.Null(DataSets.Open(tree.Path, new DataSetOptions { ValidationShare = 0 }).Validation);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Open_AShareOutOfRange_IsRefused(double share) =>
        Assert.Contains("validation share: out of range", Fails(() => DataSets.Open(tree.Path, new DataSetOptions { ValidationShare = share })), StringComparison.Ordinal);

    [Fact]
    public void Open_NoDataSet_SaysWhatIsThere()
    {
        Assert.Contains("none: no such folder or file", Fails(() => DataSets.Open(tree.In("none"))), StringComparison.Ordinal);
        tree.AddBytes("a.zip", [.. "PK\x3\x4"u8, .. new byte[600]]).AddBytes("empty", []).Add("x.pgm");
        Assert.Contains("found:    a zip archive, or a document that is one\n  fix:      unpack it and name the folder", Fails(() => DataSets.Open(tree.In("a.zip"))), StringComparison.Ordinal);
        Assert.Contains("found:    an empty file", Fails(() => DataSets.Open(tree.In("empty"))), StringComparison.Ordinal);
        Assert.Contains("fix:      name the folder that holds the pictures", Fails(() => DataSets.Open(tree.In("x.pgm"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MnistsFolder_HasATestPartAndNothingKeptApart()
    {
        DataSplit split = DataSets.Open(TestData.Require("mnist"));
        Assert.Equal((60000, 10000, "MNIST"), (split.Train.Count, split.Test!.Count, split.Kind));
        Assert.Null(split.Validation);
        DataSplit kept = DataSets.Open(TestData.Require("mnist"), new DataSetOptions { ValidationShare = 0.1 });
        Assert.Equal((54001, 5999), (kept.Train.Count, kept.Validation!.Count));
    }

    [Fact]
    public void Open_Flowers_HasFiveClassesInBothParts()
    {
        DataSplit split = DataSets.Open(TestData.Require("flowers5"));
        Assert.Equal(["daisy", "dandelion", "roses", "sunflowers", "tulips"], split.Train.Classes);
        Assert.Equal((450, 150), (split.Train.Count, split.Validation!.Count));
        Assert.Empty(split.Notes);
    }

    [Fact]
    public void Subset_OfIndices_KeepsTheirOrder()
    {
        AddClasses(("a", 3), ("b", 3));
        IDataSet whole = FolderDataSet.Open(tree.Path), some = DataSets.Subset(whole, [5, 0, 5]);
        Assert.Equal([5, 0, 5], Enumerable.Range(0, some.Count).Select(i => (int)some.Read(i).Pixels.Span[0]));
        Assert.Equal([1, 0, 1], Enumerable.Range(0, some.Count).Select(some.Label));
        Assert.Equal(whole.NameOf(5), some.NameOf(0));
        Assert.Contains("no such picture\n  expected: 0 to 5\n  found:    6", Fails(() => DataSets.Subset(whole, [6])), StringComparison.Ordinal);
        Assert.Contains("no pictures", Fails(() => DataSets.Subset(whole, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Split_OfSinglePictures_IsRefused()
    {
        AddClasses(("a", 1), ("b", 1));
        Assert.Contains("too few pictures to keep some apart", Fails(() => DataSets.Open(tree.Path)), StringComparison.Ordinal);
    }

    private void AddClasses(params (string Name, int Count)[] classes)
    {
        foreach ((string name, int count) in classes) tree.Add([.. Enumerable.Range(0, count).Select(i => $"{name}/{i:D3}.pgm")]);
    }

    private static int[] Counts(IDataSet data) => [.. data.Classes.Select((_, c) => Enumerable.Range(0, data.Count).Count(i => data.Label(i) == c))];

    private static string[] Names(IDataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.NameOf)];

    private static string Fails(Func<object> work) => Assert.Throws<PointwiseException>(work).Message;
}
