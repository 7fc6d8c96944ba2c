using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Tests.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Masks;

public class MaskSetsTests
{
    [Theory]
    [InlineData("train", "trainannot")]
    [InlineData("train", "train_masks")]
    [InlineData("training", "training-labels")]
    [InlineData("images/train", "masks/train")]
    [InlineData("train/images", "train/annotations")]
    [InlineData("images", "masks")]
    [InlineData("JPEGImages", "SegmentationClass")]
    public void Open_TheUsualLayouts_PairsPicturesWithMasks(string pictures, string masks)
    {
        using PictureTree tree = Tree((pictures, masks, 3));
        Assert.True(MaskSets.Recognises(tree.Path));
        MaskSplit split = MaskSets.Open(tree.Path, new MaskSetOptions { ValidationShare = 0 });
        Assert.Equal(3, split.Train.Count);
        Assert.Equal(["a", "b", "c"], split.Train.Classes);
        for (int i = 0; i < 3; i++)
        {
            Assert.EndsWith($"{i}.pgm", split.Train.NameOf(i), StringComparison.Ordinal);
            Assert.Equal(i, split.Train.Mask(i).Classes.Span[0]);
        }
    }

    [Fact]
    public void Open_Parts_AreThoseOfTheFolders()
    {
        using PictureTree tree = Tree(("train", "trainannot", 3), ("val", "valannot", 2), ("test", "testannot", 1));
        MaskSplit split = MaskSets.Open(tree.Path);
        Assert.Equal([("train", 3), ("validation", 2), ("test", 1)], split.Parts.Select(p => (p.Name, p.Data.Count)));
        Assert.Equal("masks", split.Kind);
    }

    [Fact]
    public void Open_MasksElsewhere_AreNamed()
    {
        using PictureTree tree = Tree(("photos/train", "truth/train", 2), ("photos/val", "truth/val", 1));
        MaskSplit split = MaskSets.Open(tree.In("photos"), new MaskSetOptions { Masks = tree.In("truth"), Classes = tree.In("classes.txt") });
        Assert.Equal([2, 1], split.Parts.Select(p => p.Data.Count));
    }

    [Fact]
    public void Open_WithoutParts_KeepsATenthApart()
    {
        using PictureTree tree = Tree(("images", "masks", 20));
        MaskSplit split = MaskSets.Open(tree.Path), again = MaskSets.Open(tree.Path);
        Assert.Equal((18, 2), (split.Train.Count, split.Validation!.Count));
        Assert.Equal(Names(split.Validation), Names(again.Validation!));
        Assert.Empty(Names(split.Train).Intersect(Names(split.Validation)));
        Assert.Contains("kept 2 of the 20 pictures", split.Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OnlySomeClasses_ReadsTheMasksSo()
    {
        using PictureTree tree = Tree(("images", "masks", 3));
        IMaskSet set = MaskSets.Open(tree.Path, new MaskSetOptions { Only = ["b"], ValidationShare = 0 }).Train;
        Assert.Equal(["rest", "b"], set.Classes);
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(i => (int)set.Mask(i).Classes.Span[0]));
    }

    [Fact]
    public void Open_WithoutPartners_NamesThem()
    {
        using PictureTree tree = Tree(("images", "masks", 3));
        tree.Add("images/more.pgm");
        var e = Assert.Throws<PointwiseException>(() => MaskSets.Open(tree.Path));
        Assert.Equal($"{tree.In("images")}: pictures without masks\n  expected: for each a mask of its name in {tree.In("masks")}\n  found:    1 of 4 without: more.pgm\n  fix:      add the masks, or move these pictures elsewhere", e.Message);
        File.Delete(tree.In("images/more.pgm"));
        File.Delete(tree.In("images/1.pgm"));
        e = Assert.Throws<PointwiseException>(() => MaskSets.Open(tree.Path));
        Assert.Equal(("masks without pictures", "1 without: 1.png"), (e.Problem, e.Found));
    }

    [Fact]
    public void Open_WithoutNamesOrFolders_SaysWhatIsMissing()
    {
        using PictureTree tree = Tree(("images", "masks", 2));
        File.Delete(tree.In("classes.txt"));
        Assert.Equal("no names of the classes", Assert.Throws<PointwiseException>(() => MaskSets.Open(tree.Path)).Problem);
        Assert.Equal("no pictures with masks", Assert.Throws<PointwiseException>(() => MaskSets.Open(tree.In("images"))).Problem);
        Assert.Equal("no such folder", Assert.Throws<PointwiseException>(() => MaskSets.Open(tree.In("nowhere"))).Problem);
        Assert.False(MaskSets.Recognises(tree.In("images")));
    }

    [Fact]
    public void Pair_OfOtherSizes_IsRefused()
    {
        using PictureTree tree = Tree(("images", "masks", 2));
        tree.AddBytes("images/1.pgm", PictureTree.Pgm(9, 4, 4));
        IMaskSet set = MaskSets.Open(tree.Path, new MaskSetOptions { ValidationShare = 0 }).Train;
        Assert.Equal(2, PicturePair.Read(set, 0).Mask.Height);
        var e = Assert.Throws<PointwiseException>(() => PicturePair.Read(set, 1));
        Assert.Equal((tree.In("images/1.pgm"), "its mask has another size", "4x4, a class for each pixel", "2x3"), (e.Where, e.Problem, e.Expected, e.Found));
    }

    [Fact]
    public void Cached_Reduced_ReducesBothAlike()
    {
        var set = new DrawnMasks(3, 60, 80);
        CachedMaskSet roomy = new(set, 30), none = new(set, 30, 0);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((30, 40, 30, 40), (roomy.Read(i).Height, roomy.Read(i).Width, roomy.Mask(i).Height, roomy.Mask(i).Width));
            Assert.Equal(none.Mask(i).Classes.ToArray(), roomy.Mask(i).Classes.ToArray());
            Assert.Same(roomy.Read(i), roomy.Read(i));
        }

        Assert.Equal(set.Mask(1).Classes.ToArray(), new CachedMaskSet(set).Mask(1).Classes.ToArray());
    }

    [Fact]
    public void Open_CamVid_HasItsPartsAndClasses()
    {
        string folder = Pointwise.Tests.TestData.Require("camvid");
        using var names = new TemporaryFolder();
        string classes = names.Write("classes.txt", "sky\nbuilding\npole\nroad\npavement\ntree\nsign\nfence\ncar\npedestrian\nbicyclist\nignore\n"u8.ToArray());
        MaskSplit split = MaskSets.Open(folder, new MaskSetOptions { Classes = classes });
        Assert.Equal([92, 21, 34], split.Parts.Select(p => p.Data.Count));
        Assert.Equal(11, split.Train.Classes.Length);
        PicturePair pair = PicturePair.Read(split.Train, 0);
        Assert.Equal((180, 240), (pair.Mask.Height, pair.Mask.Width));
        Assert.Contains((byte)3, pair.Mask.Classes.ToArray());
        Assert.DoesNotContain((byte)11, pair.Mask.Classes.ToArray());
    }

    private static string[] Names(IMaskSet set) => [.. Enumerable.Range(0, set.Count).Select(set.NameOf)];

    /// <summary>Pictures of 2x3 pixels, the mask of the i-th all of class i % 3.</summary>
    private static PictureTree Tree(params (string Pictures, string Masks, int Count)[] parts)
    {
        var tree = new PictureTree();
        foreach ((string pictures, string masks, int count) in parts)
        {
            for (int i = 0; i < count; i++)
            {
                string name = count > 10 ? $"{i:D2}" : $"{i}";
                tree.Add($"{pictures}/{name}.pgm");
                using var memory = new MemoryStream();
                PictureFile.SavePng(memory, new Picture(2, 3, 1, Enumerable.Repeat((byte)(i % 3), 6).ToArray()));
                tree.AddBytes($"{masks}/{name}.png", memory.ToArray());
            }
        }

        return tree.AddText("classes.txt", "a\nb\nc\n");
    }
}
