using Pointwise.Kernels;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Kernels;

/// <summary>Cuts of a product for threads: every part of it belongs to one piece, on any number of threads.</summary>
public class CutTests
{
    private const int MostThreads = 9;

    public static TheoryData<int> Lanes => [.. Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Select(w => (int)w)];

    [Theory, MemberData(nameof(Lanes))]
    public void Panels_InHalves_HoldEveryColumnOnceAndHalfOfTheVectorsEach(int lanes)
    {
        for (int columns = 1; columns < 1100; columns += columns < 200 ? 1 : 37)
        {
            PanelLayout layout = PanelLayout.ForFewRows((LaneWidth)lanes, 49, columns, depth: 3);
            int column = 0, firstHalf = 0, all = 0;
            for (int panel = 0; panel < layout.Count; panel++)
            {
                Assert.Equal(column, layout.FirstColumn(panel));
                Assert.Equal(3L * column, layout.Offset(panel));
                Assert.InRange(layout.Width(panel), layout.Used(panel), layout.FullWidth);
                Assert.True(panel == layout.Count - 1 || layout.Used(panel) == layout.Width(panel), $"a gap behind panel {panel} of {layout}");
                column += layout.Used(panel);
                all += layout.VectorsOf(panel);
                if (2 * panel < layout.Count) firstHalf += layout.VectorsOf(panel);
            }

            Assert.Equal(columns, column);
            Assert.Equal(3L * all * layout.Lanes, layout.Floats);
            if (layout.InHalves) Assert.InRange(all - 2 * firstHalf, 0, 1);
            else Assert.InRange(all, 1, 4);
        }
    }

    [Fact]
    public void WinogradPieces_OnAnyThreads_CoverEveryTileAndPanelOnce()
    {
        foreach (WinogradForm form in WinogradForm.All)
            foreach ((int images, int side, int channels, int filters) in (ReadOnlySpan<(int, int, int, int)>)[(1, 7, 192, 384), (1, 14, 96, 208), (1, 28, 16, 32), (1, 28, 128, 192), (1, 56, 64, 192), (3, 35, 96, 96), (8, 14, 512, 512)])
            {
                PanelLayout layout = WinogradProduct.LayoutFor(form, LaneWidths.Best, side, side, channels, filters);
                for (int threads = 1; threads <= MostThreads; threads++)
                {
                    WinogradCut cut = WinogradCut.For(form, images, side, side, channels).On(threads, layout);
                    var seen = new int[cut.Tiles, layout.Count];
                    for (int piece = 0; piece < cut.Pieces(layout); piece++)
                    {
                        (int block, int first, int end) = cut.Place(layout, piece);
                        for (int tile = block * cut.TilesPerBlock; tile < Math.Min((block + 1) * cut.TilesPerBlock, cut.Tiles); tile++)
                            for (int panel = first; panel < end; panel++) seen[tile, panel]++;
                    }

                    Assert.Equal(seen.Length, seen.Cast<int>().Count(times => times == 1));
                }
            }
    }

    [Fact]
    public void WinogradPieces_OfOnePictureOnTwoThreads_AreHalfOfThePanelsEach()
    {
        // inception4e of GoogLeNet: 49 tiles, 320 filters. The weights are more than the tiles: neither thread reads the other's
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == "Winograd F(2x2,3x3)");
        PanelLayout layout = WinogradProduct.LayoutFor(form, LaneWidths.Best, 14, 14, 160, 320);
        WinogradCut cut = WinogradCut.For(form, 1, 14, 14, 160).On(2, layout);
        Assert.Equal((1, 2), (cut.Blocks, cut.Groups));
        int pieces = cut.Pieces(layout);
        Assert.Equal(0, pieces % 2);
        Assert.All(Enumerable.Range(0, pieces), piece => Assert.Equal(piece < pieces / 2, 2 * cut.Place(layout, piece).Panel < layout.Count));
    }

    [Theory, InlineData(7, 7), InlineData(14, 14), InlineData(35, 35), InlineData(112, 3), InlineData(1, 1)]
    public unsafe void GatheredPieces_OnAnyThreads_CoverEveryRowAndPanelOnce(int height, int width)
    {
        float* nothing = null;
        foreach (int images in (ReadOnlySpan<int>)[1, 2, 9])
            foreach (int filters in (ReadOnlySpan<int>)[16, 208, 624])
            {
                var source = new Rows(nothing, images, height, width, 64, 64);
                var gather = new Gather(source, 0, 64, Axis.Forward(height, height, 1, 1, 0, 1), Axis.Forward(width, width, 1, 1, 0, 1));
                PanelLayout layout = PanelLayout.ForFewRows(LaneWidths.Best, height * width, filters, 64);
                for (int threads = 1; threads <= MostThreads; threads++)
                {
                    GatherCut cut = GatherCut.For(gather, layout, threads, hasStrip: false);
                    var seen = new int[images, height, layout.Count];
                    for (int piece = 0; piece < cut.Pieces; piece++)
                    {
                        BlockPlace place = cut.Place(piece / cut.Groups, gather);
                        Assert.True(place.GridRows > 0, $"an empty block of {cut}");
                        for (int image = place.Image; image < place.Image + place.Images; image++)
                            for (int row = place.GridRow; row < place.GridRow + place.GridRows; row++)
                                for (int panel = piece % cut.Groups * cut.PanelsPerGroup; panel < Math.Min((piece % cut.Groups + 1) * cut.PanelsPerGroup, layout.Count); panel++)
                                    seen[image, row, panel]++;
                    }

                    Assert.Equal(seen.Length, seen.Cast<int>().Count(times => times == 1));
                }
            }
    }
}
