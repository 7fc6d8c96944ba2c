using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Tensors;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training.Defaults;

/// <summary>A choice that was made for the user.</summary>
/// <param name="Value">What was chosen.</param>
/// <param name="Why">What it was chosen by, in a few words.</param>
/// <typeparam name="T">What is chosen.</typeparam>
public readonly record struct Choice<T>(T Value, string Why);

/// <summary>How pictures of a kind are usually trained on, where nobody says otherwise.</summary>
/// <param name="Network">A network of the catalog.</param>
/// <param name="Input">Its input, [1,C,H,W].</param>
/// <param name="Epochs">Times that every picture is seen.</param>
/// <param name="Batch">Pictures a step.</param>
/// <param name="LabelSmoothing">The share of each target that is spread over all classes.</param>
/// <param name="Augmentation">How pictures are changed.</param>
public sealed record UsualTraining(
    Choice<string> Network, Choice<Shape> Input, Choice<int> Epochs, Choice<int> Batch, Choice<float> LabelSmoothing, Choice<Augmentation> Augmentation)
{
    private const int UsualBatch = 64, ManyPictures = 10_000, FewPictures = 2_000;
    private const int PhotographSide = 96, LargePhotographSide = 128, ManyPhotographs = 5_000, LeastSide = 32, LargestMaskSide = 240, BatchOfMasks = 4;
    internal const double RateOfTrained = 0.01;
    private const int ManySteps = 4_000, FewSteps = 100;

    /// <summary>What suits a data set.</summary>
    /// <param name="traits">What its pictures look like.</param>
    public static UsualTraining For(DataTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        bool digits = traits.Kind == PictureKind.Digits;
        string count = string.Create(CultureInfo.InvariantCulture, $"{traits.Pictures:N0} pictures");
        return new UsualTraining(
            digits ? new("tiny-inception", "small grey pictures") : new("small-inception", traits.IsGrey ? "grey pictures" : "colour pictures"),
            InputFor(traits),
            new(EpochsFor(traits), count),
            new(BatchFor(traits), count),
            traits.Kind == PictureKind.Photographs ? new(0.1f, "photographs") : new(0, "small pictures"),
            traits.Kind switch
            {
                PictureKind.Digits => new(Data.Augmentation.ForDigits, "small grey pictures have a right side"),
                PictureKind.SmallPictures => new(Data.Augmentation.ForSmallPictures, "small pictures"),
                _ => new(Data.Augmentation.ForPhotographs, "photographs"),
            });
    }

    /// <summary>What suits pictures with masks.</summary>
    /// <param name="traits">What they look like.</param>
    public static UsualTraining ForMasks(DataTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        string count = string.Create(CultureInfo.InvariantCulture, $"{traits.Pictures:N0} pictures");
        return new UsualTraining(
            new("fcn-small", "pictures with masks"),
            InputForMasks(traits),
            new(EpochsFor(traits), count),
            new(Math.Min(BatchOfMasks, traits.Pictures), "pictures with masks"),
            new(0, "pictures with masks"),
            new(Data.Augmentation.ForMasks, "pictures with masks"));
    }

    /// <summary>The rate to start from where every pixel has a class: for SGD the network's own, which is meant for batches of 4; else the optimiser's.</summary>
    /// <param name="networkRate">The network's own rate.</param>
    /// <param name="optimiser">The optimiser.</param>
    public static Choice<double> RateForMasks(double networkRate, Optimiser optimiser)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        return optimiser is Sgd ? new(networkRate, "the network's own") : new(optimiser.UsualRate / 5, $"a fifth of the usual one of {optimiser.Name}, for pictures with masks");
    }

    /// <summary>The rate to start from: for SGD the network's own, which is meant for batches of 64, in proportion to the batch; else the optimiser's.</summary>
    /// <param name="networkRate">The network's own rate.</param>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="batch">Pictures a step.</param>
    public static Choice<double> Rate(double networkRate, Optimiser optimiser, int batch)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        if (optimiser is not Sgd) return new(optimiser.UsualRate, $"the usual one of {optimiser.Name}");
        return new(networkRate * batch / UsualBatch, batch == UsualBatch ? "the network's own" : $"the network's own for {UsualBatch}, by the batch");
    }

    /// <summary>The rate to start from where the weights are trained already, whatever network they are of.</summary>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="batch">Pictures a step.</param>
    public static Choice<double> FineTuningRate(Optimiser optimiser, int batch)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        if (optimiser is not Sgd) return new(optimiser.UsualRate / 5, $"a fifth of the usual one of {optimiser.Name}, from trained weights");
        return new(RateOfTrained * batch / UsualBatch, batch == UsualBatch ? "from trained weights" : $"from trained weights, {RateOfTrained} for {UsualBatch}, by the batch");
    }

    /// <summary>The share of the weights' moving average that is kept in a step; 0 for no average.</summary>
    /// <param name="kind">What the pictures look like.</param>
    /// <param name="steps">Steps of the whole run.</param>
    public static Choice<float> Average(PictureKind kind, long steps)
    {
        string count = string.Create(CultureInfo.InvariantCulture, $"{steps:N0} steps");
        return kind == PictureKind.Digits ? new(0, "small grey pictures") : steps < FewSteps ? new(0, count) : new(steps < ManySteps ? 0.99f : 0.999f, count);
    }

    /// <summary>The pictures' size, as many pixels as are learnt in reasonable time.</summary>
    private static Choice<Shape> InputForMasks(DataTraits traits)
    {
        int channels = traits.IsGrey ? 1 : 3;
        if (traits.ShortSide <= LargestMaskSide) return new(new Shape(1, channels, traits.Height, traits.Width), traits.IsOfOneSize ? "the pictures' size" : "about the pictures' size");
        double scale = (double)LargestMaskSide / traits.ShortSide;
        return new(new Shape(1, channels, (int)Math.Round(traits.Height * scale), (int)Math.Round(traits.Width * scale)), "the pictures' proportions");
    }

    private static Choice<Shape> InputFor(DataTraits traits)
    {
        if (traits.Kind != PictureKind.Photographs && traits.IsOfOneSize) return new(new Shape(1, traits.IsGrey ? 1 : 3, traits.Height, traits.Width), "the pictures' size");
        if (traits.Kind != PictureKind.Photographs) return new(traits.Square(Math.Max(LeastSide, traits.ShortSide / 4 * 4)), "about the pictures' size");
        int side = traits.Pictures >= ManyPhotographs ? LargePhotographSide : PhotographSide;
        if (traits.ShortSide < side) return new(traits.Square(traits.ShortSide / 16 * 16), "about the pictures' size");
        return new(traits.Square(side), side == PhotographSide ? "photographs" : $"at least {ManyPhotographs.ToString("N0", CultureInfo.InvariantCulture)} photographs");
    }

    /// <summary>Fewer times the more pictures there are: 60 of 450 photographs and 30 of 50,000, 6 of 60,000 digits.</summary>
    private static int EpochsFor(DataTraits traits) => traits.Kind == PictureKind.Digits
        ? Math.Clamp((int)Math.Round(6 * Math.Pow(60_000.0 / traits.Pictures, 0.3)), 6, 40)
        : Math.Clamp((int)Math.Round(60 * Math.Pow(450.0 / traits.Pictures, 0.147)), 20, 100);

    private static int BatchFor(DataTraits traits)
    {
        int batch = traits.Pictures < FewPictures ? UsualBatch / 2 : traits.Pictures < ManyPictures || traits.Kind == PictureKind.Digits ? UsualBatch : 2 * UsualBatch;
        while (batch > 4 && batch > traits.Pictures / 4) batch /= 2;
        return Math.Max(1, Math.Min(batch, traits.Pictures));
    }
}
