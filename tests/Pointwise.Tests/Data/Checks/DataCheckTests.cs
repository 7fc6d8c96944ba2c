using Pointwise.Data;
using Pointwise.Data.Checks;
using Pointwise.Data.Codecs;
using Pointwise.Data.Sets;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Checks;

public sealed class DataCheckTests : IDisposable
{
    private readonly PictureTree tree = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Run_CountsSizesAndFormats_AreThoseOfThePictures()
    {
        Draw("train/a/1.ppm", 1, 40, 60);
        Draw("train/a/2.ppm", 2, 50, 30);
        Draw("train/b/1.ppm", 3, 80, 90);
        Draw("val/a/1.ppm", 4, 20, 33);
        Draw("val/b/1.ppm", 5, 44, 44, grey: true);
        PictureFile.SavePng(Folder("val/b/2.png"), Noise(6, 40, 40));
        DataReport report = Check();
        Assert.Equal((6, 1, 2), (report.Count, report.Grey, report.Tiny));
        Assert.Equal(["a 2 1", "b 1 2"], report.Classes.Select(c => $"{c.Class} {c.PerPart[0]} {c.PerPart[1]}"));
        Assert.Equal((new Spread(20, 44, 80), new Spread(30, 44, 90)), (report.Heights, report.Widths));
        Assert.Equal([new Occurrences(new PortableDecoder().Format, 5), new Occurrences("PNG", 1)], report.Formats);
        Assert.Empty(report.Exact);
        Assert.Empty(report.Near);
        Assert.Contains("1 picture has no colour, the others have", report.Warnings);
        Assert.Contains("2 pictures are under 32 pixels high or wide", report.Warnings);
        Assert.Contains("2 classes have fewer than 20 training pictures", report.Warnings);
    }

    [Fact]
    public void Run_UnreadablePictures_AreListedWithTheirReason()
    {
        Draw("a/1.ppm", 1);
        Draw("b/1.ppm", 2);
        tree.AddText("b/bad.png", "GIF89a").AddBytes("b/empty.png", []);
        DataReport report = Check();
        Assert.Equal(["bad.png: no picture of a known format (a GIF)", "empty.png: cannot be read (an empty file, or no file at all but a pipe or a device)"],
            report.Unreadable.Select(u => $"{Path.GetFileName(u.Picture.Name)}: {u.Reason}"));
        Assert.Contains("2 pictures cannot be read: training stops at the first unless it is told to pass over them", report.Warnings);
    }

    [Fact]
    public void Run_TheSameFile_IsFoundAcrossPartsAndClasses()
    {
        (string Path, ulong Seed)[] pictures = [("train/a/1.ppm", 1), ("train/a/copy.ppm", 7), ("train/b/2.ppm", 2), ("val/a/other.ppm", 7), ("val/b/3.ppm", 3)];
        foreach ((string path, ulong seed) in pictures) Draw(path, seed);
        File.Copy(tree.In("train/b/2.ppm"), tree.In("train/a/wrong.ppm"));
        DataReport report = Check();
        Assert.Equal(["train/a/copy.ppm = val/a/other.ppm", "train/a/wrong.ppm = train/b/2.ppm"], report.Exact.Select(Names));
        Assert.Equal([(true, false), (false, true)], report.Exact.Select(g => (g.IsAcrossParts, g.IsOfSeveralClasses)));
        Assert.Contains("1 picture of validation is the same file as one of train: scores on validation are too good", report.Warnings);
        Assert.Contains("1 times the same file lies in several classes: a network cannot learn both", report.Warnings);
        Assert.Empty(report.Near);
    }

    [Fact]
    public void Run_AlmostTheSamePicture_IsFoundInAnotherSizeFormatAndNoise()
    {
        Picture scene = Scene(1, 96, 128);
        PictureFile.SavePng(Folder("train/a/scene.png"), scene);
        PortableDecoder.Save(Folder("val/a/half.ppm"), Half(scene));
        PortableDecoder.Save(Folder("val/a/noisy.ppm"), WithNoise(scene, 4));
        for (ulong i = 2; i < 30; i++) PortableDecoder.Save(Folder($"train/{(i % 2 == 0 ? "a" : "b")}/{i}.ppm"), Scene(i, 96, 128));
        PortableDecoder.Save(Folder("val/b/x.ppm"), Scene(50, 96, 128));
        DataReport report = Check();
        Assert.Equal(["train/a/scene.png = val/a/half.ppm = val/a/noisy.ppm"], report.Near.Select(Names));
        Assert.Contains("2 pictures of validation are almost the same picture as one of train: scores on validation are too good", report.Warnings);
    }

    [Fact]
    public void Run_StrokesOnAnEmptyPage_AreNotTakenForOneAnother()
    {
        for (int i = 0; i < 6; i++)
        {
            var pixels = new byte[28 * 28];
            for (int y = 4; y < 24; y++) pixels.AsSpan(y * 28 + 12 + (y + i) % 2, 3).Fill((byte)(200 + i));
            PictureFile.SavePng(Folder($"{(i % 2 == 0 ? "a" : "b")}/{i}.png"), new Picture(28, 28, 1, pixels));
        }

        Assert.Empty(Check().Near);
    }

    [Fact]
    public void Run_OfTheFlowers_FindsTheOnePhotoThatIsThereTwice()
    {
        DataReport report = DataCheck.Run("flowers", DataSets.Open(TestData.Require("flowers5")), 2, null, Stop);
        Assert.Equal(["sunflowers", "sunflowers"], Assert.Single(report.Exact).Pictures.Select(p => p.Class));
        Assert.Equal((600, 5, 0, 0), (report.Count, report.Grey, report.Near.Length, report.Unreadable.Length));
    }

    [Fact]
    public void Run_FlatPictures_AreNotTakenForOneAnother()
    {
        for (byte v = 0; v < 6; v++) tree.AddBytes($"{(v % 2 == 0 ? "a" : "b")}/{v}.pgm", PictureTree.Pgm(v, 40, 40));
        Assert.Empty(Check().Near);
    }

    [Fact]
    public void Run_UnevenClasses_AreTold()
    {
        for (int i = 0; i < 62; i++) Draw($"{(i < 60 ? "many" : "few")}/{i}.ppm", (ulong)i);
        Assert.Contains("many has 30.00x as many training pictures as few: the network will prefer it", Check().Warnings);
    }

    [Fact]
    public void Run_OnAnyThreads_ReportsTheSame()
    {
        for (int i = 0; i < 40; i++) Draw($"{(i % 3 == 0 ? "a" : "b")}/{i}.ppm", (ulong)i % 31);
        DataSplit split = DataSets.Open(tree.Path, new DataSetOptions { ValidationShare = 0.25 });
        string one = DataReportPage.Write(DataCheck.Run("x", split, 1, null, Stop)).ToString();
        Assert.Equal(one, DataReportPage.Write(DataCheck.Run("x", split, 4, null, Stop)).ToString());
        Assert.Contains("The same file: ", one, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PicturesWithoutFiles_AreComparedByTheirPixels()
    {
        var shapes = new DrawnShapes(60, 1);
        var split = new DataSplit(shapes, DataSets.Subset(shapes, [3, 4]));
        DataReport report = DataCheck.Run("shapes", split, 2, null, Stop);
        Assert.Equal(new Occurrences("pixels", 62), Assert.Single(report.Formats));
        Assert.Equal(2, report.Exact.Count(g => g.IsAcrossParts));
    }

    [Fact]
    public void Run_Stopped_Ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => DataCheck.Run("x", new DataSplit(new DrawnShapes(12, 1)), 2, null, stop.Token));
    }

    [Fact]
    public void Page_HoldsPicturesWarningsAndHostileNamesEscaped()
    {
        Draw("a/<b>&1.ppm", 1);
        Draw("b/1.ppm", 2);
        tree.AddText("b/bad.png", "GIF89a");
        string page = DataReportPage.Write(Check()).ToString();
        Assert.Contains("src=\"data:image/png;base64,iVBOR", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp;1.ppm", page, StringComparison.Ordinal);
        Assert.Contains("<li>1 picture cannot be read", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>&1", page, StringComparison.Ordinal);
    }

    private DataReport Check() => DataCheck.Run(tree.Path, DataSets.Open(tree.Path, new DataSetOptions { ValidationShare = 0 }), 2, null, Stop);

    private string Names(SamePictures group) => string.Join(" = ", group.Pictures.Select(p => Path.GetRelativePath(tree.Path, p.Name).Replace('\\', '/')));

    private string Folder(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(tree.In(path))!);
        return tree.In(path);
    }

    private void Draw(string path, ulong seed, int height = 40, int width = 40, bool grey = false)
    {
        Picture noise = Noise(seed, height, width);
        PortableDecoder.Save(Folder(path), grey ? new Picture(height, width, 1, noise.Pixels[..(height * width)]) : noise);
    }

    private static Picture Noise(ulong seed, int height, int width)
    {
        var random = new RandomStream(seed, 1);
        return new Picture(height, width, 3, Enumerable.Range(0, height * width * 3).Select(i => (byte)random.Bits(i)).ToArray());
    }

    /// <summary>Twelve coloured boxes on grey.</summary>
    private static Picture Scene(ulong seed, int height, int width)
    {
        var random = new RandomStream(seed, 2);
        var pixels = new byte[height * width * 3];
        pixels.AsSpan().Fill(90);
        for (int box = 0; box < 12; box++)
        {
            int top = random.Integer(9 * box, height), left = random.Integer(9 * box + 1, width), h = 8 + random.Integer(9 * box + 2, 40), w = 8 + random.Integer(9 * box + 3, 50);
            for (int y = top; y < Math.Min(height, top + h); y++)
                for (int x = left; x < Math.Min(width, left + w); x++)
                    for (int c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = (byte)random.Integer(9 * box + 4 + c, 256);
        }

        return new Picture(height, width, 3, pixels);
    }

    private static Picture Half(Picture p)
    {
        int height = p.Height / 2, width = p.Width / 2;
        var pixels = new byte[height * width * 3];
        for (int i = 0; i < pixels.Length; i++)
        {
            int y = i / (3 * width), x = i / 3 % width, c = i % 3;
            int At(int dy, int dx) => p.Pixels.Span[((2 * y + dy) * p.Width + 2 * x + dx) * 3 + c];
            pixels[i] = (byte)((At(0, 0) + At(0, 1) + At(1, 0) + At(1, 1)) / 4);
        }

        return new Picture(height, width, 3, pixels);
    }

    private static Picture WithNoise(Picture p, int most)
    {
        var random = new RandomStream(3, 3);
        byte[] source = p.Pixels.ToArray();
        return p with { Pixels = source.Select((v, i) => (byte)Math.Clamp(v + random.Integer(i, 2 * most + 1) - most, 0, 255)).ToArray() };
    }
}
