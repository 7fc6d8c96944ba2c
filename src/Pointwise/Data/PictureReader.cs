using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>
/// Makes a picture of any size into a network's input: resized, cropped, its channels converted, normalised.
/// One caller at a time; its memory is used again.
/// </summary>
internal sealed class PictureReader
{
    private readonly Preprocessing preprocessing;
    private readonly Normalization normalization;
    private readonly Resampler resampler = new();
    private readonly byte[] pixels;
    private byte[] square = [];

    /// <param name="where">The model's or data set's name, for errors.</param>
    /// <param name="input">The network's input; the batch does not matter.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <exception cref="PointwiseException">Preprocessing and input do not fit each other.</exception>
    public PictureReader(string where, Shape input, Preprocessing preprocessing)
    {
        if (!input.IsImage || input.C is not (1 or 3) || input.H < 1 || input.W < 1)
            throw new PointwiseException($"{where}: input", "not an input for pictures", "[N,1,H,W] or [N,3,H,W]", $"{input}", "give a network of grey or colour pictures");
        (this.preprocessing, Input) = (preprocessing, input);
        normalization = new Normalization(where, preprocessing, input.C);
        Floats = checked((int)input.WithBatch(1).Elements);
        pixels = new byte[Floats];
    }

    /// <summary>The network's input.</summary>
    public Shape Input { get; }

    /// <summary>Values of one picture.</summary>
    public int Floats { get; }

    /// <summary>The values for the network of one view of a picture.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="destination">H x W x C values, channels-last.</param>
    /// <param name="view">Which view.</param>
    /// <exception cref="PointwiseException">The picture is too small for the crop, has another size where none is resized, or its memory is too short.</exception>
    public void Fill(string where, Picture picture, Span<float> destination, PictureView view = default)
    {
        ReadOnlySpan<byte> read = Read(where, picture, view);
        normalization.Apply(view.IsFlipped ? Flip(read) : read, destination[..Floats]);
    }

    /// <summary>A view's pixels of the network's size, grey or red first, not mirrored. They hold until the next call.</summary>
    /// <exception cref="PointwiseException">As <see cref="Fill"/>.</exception>
    public ReadOnlySpan<byte> Read(string where, Picture picture, PictureView view)
    {
        picture.Check(where);
        if (picture.Height == Input.H && picture.Width == Input.W && picture.Channels == Input.C && view.IsCentre && IsWhole)
            return picture.Pixels.Span[..Floats];
        if (view.Square == ViewSquare.None && view.Place != ViewPlace.Whole) return Read(PixelRows.Of(picture), Cropping.Of(where, picture, Input, preprocessing, view));
        (PixelWindow window, int side) = Cropping.Square(where, picture, preprocessing, view);
        int bytes = checked(side * side * Input.C);
        if (square.Length < bytes) square = new byte[bytes];
        resampler.Read(PixelRows.Of(picture), window, preprocessing.Interpolation, Input.C, side, side, square);
        var rows = new PixelRows(square, side, side, Input.C, side * Input.C);
        return Read(rows, Cropping.InSquare(where, side, Input, view));
    }

    /// <summary>A window's pixels, of the network's size. They hold until the next call.</summary>
    public ReadOnlySpan<byte> Read(PixelRows rows, PixelWindow window)
    {
        resampler.Read(rows, window, preprocessing.Interpolation, Input.C, Input.H, Input.W, pixels);
        return pixels;
    }

    /// <summary>The part of a picture that the network sees of it.</summary>
    /// <exception cref="PointwiseException">As <see cref="Fill"/>.</exception>
    public Region Seen(string where, Picture picture) => Cropping.Of(where, picture, Input, preprocessing, default).Source(Input.H, Input.W);

    /// <summary>Pixels of the network's size mirrored, left for right. They hold until the next call.</summary>
    /// <param name="read">What <see cref="Read(string, Picture, PictureView)"/> gave; it is left alone where it is the picture's own.</param>
    public ReadOnlySpan<byte> Flip(ReadOnlySpan<byte> read)
    {
        int row = Input.W * Input.C;
        if (read != pixels) read.CopyTo(pixels);
        for (int y = 0; y < Input.H; y++)
        {
            Span<byte> turned = pixels.AsSpan(y * row, row);
            turned.Reverse();
            if (Input.C == 1) continue;
            for (int x = 0; x < row; x += 3) (turned[x], turned[x + 2]) = (turned[x + 2], turned[x]);
        }

        return pixels;
    }

    /// <summary>Normalises pixels.</summary>
    /// <param name="read">Grey or red first.</param>
    /// <param name="values">What the network takes.</param>
    public void Normalize(ReadOnlySpan<byte> read, Span<float> values) => normalization.Apply(read, values);

    /// <summary>Normalises values in place.</summary>
    /// <param name="values">0 to 255, grey or red first; afterwards what the network takes.</param>
    public void Normalize(Span<float> values) => normalization.Apply(values);

    /// <summary>Whether the preprocessing leaves a picture of the network's size as it is.</summary>
    private bool IsWhole => preprocessing.ResizeShortSide == 0 || preprocessing.ResizeShortSide == Math.Min(Input.H, Input.W);
}
