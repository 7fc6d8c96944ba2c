using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>Makes a picture into a network's input, randomly changed. One caller at a time; its memory is used again.</summary>
internal sealed class AugmentedReader
{
    private const ulong MovementStream = 0x61756776;
    private const ulong OtherStream = 0x6368616E;
    private readonly Augmentation augmentation;
    private readonly Preprocessing preprocessing;
    private readonly PictureReader reader;
    private readonly RandomStream movements;
    private readonly RandomStream others;

    /// <param name="where">The data set's name, for errors.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="augmentation">What is drawn.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="PointwiseException">Preprocessing and input do not fit each other, or the augmentation cannot be drawn.</exception>
    public AugmentedReader(string where, Shape input, Preprocessing preprocessing, Augmentation augmentation, ulong seed)
    {
        augmentation.Check();
        (this.augmentation, this.preprocessing) = (augmentation, preprocessing);
        reader = new PictureReader(where, input, preprocessing);
        (movements, others) = (Movements(seed), Stream(seed));
    }

    /// <summary>The stream of everything but movements, before it is split by epoch.</summary>
    public static RandomStream Stream(ulong seed) => new(seed, OtherStream);

    /// <summary>The stream of movements, before it is split by epoch.</summary>
    public static RandomStream Movements(ulong seed) => new(seed, MovementStream);

    /// <summary>The values for the network.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="epoch">Which epoch's changes.</param>
    /// <param name="index">The picture's index in its data set.</param>
    /// <param name="destination">H x W x C values, channels-last.</param>
    /// <exception cref="PointwiseException">The picture is too small for the crop, has another size where none is resized, or its memory is too short.</exception>
    public void Fill(string where, Picture picture, int epoch, int index, Span<float> destination)
    {
        RandomStream random = others.Split((ulong)epoch);
        Shape input = reader.Input;
        destination = destination[..reader.Floats];
        ReadOnlySpan<byte> pixels = Part(where, picture, PictureDraws.For(random, index, PictureDraws.Use.Crop));
        if (augmentation.Flip > 0 && PictureDraws.For(random, index, PictureDraws.Use.Flip).Happens(augmentation.Flip)) pixels = reader.Flip(pixels);
        if (augmentation is { IsMoving: false, ColourJitter: null })
        {
            reader.Normalize(pixels, destination);
        }
        else
        {
            if (augmentation.IsMoving) augmentation.Draw(movements.Split((ulong)epoch), index).Read(pixels, input.H, input.W, input.C, destination);
            else for (int i = 0; i < pixels.Length; i++) destination[i] = pixels[i];
            PictureDraws colour = PictureDraws.For(random, index, PictureDraws.Use.Colour);
            augmentation.ColourJitter?.Apply(ref colour, destination, input.C);
            reader.Normalize(destination);
        }

        PictureDraws erasing = PictureDraws.For(random, index, PictureDraws.Use.Erasing);
        augmentation.Erasing?.Apply(ref erasing, input, destination);
    }

    private ReadOnlySpan<byte> Part(string where, Picture picture, PictureDraws draws)
    {
        picture.Check(where);
        if (augmentation is { AreaCrop: null, ScaledCrop: null, PaddedCrop: null }) return reader.Read(where, picture, default);
        DrawnPart part = DrawnPart.Of(where, picture, reader.Input, preprocessing, augmentation, draws);
        return reader.Read(part.Rows(PixelRows.Of(picture)), part.Window);
    }
}
