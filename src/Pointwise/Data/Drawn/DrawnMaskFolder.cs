using System.Text;
using Pointwise.Data.Masks;
using Pointwise.Drawing;

namespace Pointwise.Data.Drawn;

/// <summary>Puts drawn pictures and their masks into files: a folder of pictures, a folder of masks, a table of classes.</summary>
internal static class DrawnMaskFolder
{
    /// <summary>Writes pictures and masks as PNG, FOLDER/PART/NAME.png and FOLDER/PARTannot/NAME.png. A file that is there already is written again.</summary>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="part">train, val or test.</param>
    /// <param name="pictures">What to draw.</param>
    /// <param name="stop">Stops between pictures.</param>
    /// <exception cref="PointwiseException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static void Write(string folder, string part, DrawnScenes pictures, CancellationToken stop)
    {
        string shown = Path.Combine(folder, part), masks = Path.Combine(folder, $"{part}annot");
        DrawnFolder.Make(shown);
        DrawnFolder.Make(masks);
        Rgb[] colours = Colours(pictures);
        Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = stop }, i =>
        {
            PictureFile.SavePng(Path.Combine(shown, $"{pictures.NameOf(i)}.png"), pictures.Read(i));
            PictureFile.SavePng(Path.Combine(masks, $"{pictures.NameOf(i)}.png"), pictures.Mask(i), colours);
        });
        string table = string.Concat(pictures.Classes.Select((name, c) => $"{name}\t{ClassTable.Text(colours[c]).Replace(',', '\t')}\n"));
        AtomicFile.Write(Path.Combine(folder, "classes.tsv"), stream => stream.Write(Encoding.UTF8.GetBytes(table)));
    }

    private static Rgb[] Colours(DrawnScenes pictures) => [.. pictures.Classes.Select((_, c) => c == 0 ? new Rgb(0x50, 0x58, 0x64) : ClassColours.Of(c - 1))];
}
