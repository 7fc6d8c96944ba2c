using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>A network that can be used: its graph, its tensors, and what the numbers mean. Stored as one file.</summary>
/// <param name="Graph">The network for the input it was made for.</param>
/// <param name="Parameters">Its tensors.</param>
public sealed record Model(Graph Graph, Parameters Parameters) : IDisposable
{
    /// <summary>The head that is no node's result but the mean of all heads' results, as probabilities.</summary>
    internal const string MeanHead = "mean";

    /// <summary>The classes' names in the order of the logits; empty where they are not known.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>What is done to a picture before it goes in.</summary>
    public Preprocessing Preprocessing { get; init; } = new();

    /// <summary>Which head answers: the name of one, or mean.</summary>
    public string AnsweringHead { get; init; } = "main";

    /// <summary>What it says of a picture: by its first head, a class for every pixel where that is a map of the picture's size.</summary>
    public ModelTask Task => Graph.IsPerPixel(Graph.Heads[0]) ? ModelTask.Segmentation : ModelTask.Classification;

    /// <summary>How it came to be, by name in ordinal order: optimiser, epochs, seed, data, accuracy. No times, paths or hosts.</summary>
    public ImmutableSortedDictionary<string, string> Provenance { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Gives the memory of the tensors back.</summary>
    public void Dispose() => Parameters.Dispose();
}

/// <summary>The order of a colour picture's channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: Caffe's.</summary>
    Bgr,

    /// <summary>One channel.</summary>
    Grey,
}

/// <summary>
/// What is done to a picture before a network sees it: the short side resized, the centre cropped, then (v * Scale - Mean) / Deviation per channel,
/// v from 0 to 255, channels in the network's order. It belongs to the weights and travels in the model file.
/// </summary>
public sealed record Preprocessing
{
    /// <summary>The most pixels that a short side may be resized to.</summary>
    internal const int LargestSide = 65_535;

    /// <summary>Pixels that the short side is resized to before the centre is cropped; 0 where pictures are not cropped.</summary>
    public int ResizeShortSide { get; init; }

    /// <summary>
    /// Whether a picture of any size is stretched to the network's input; only where <see cref="ResizeShortSide"/> is 0. Where neither is
    /// asked for, pictures must have the input's size.
    /// </summary>
    public bool Stretch { get; init; }

    /// <summary>Order of the channels.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>What pixel values 0-255 are multiplied with first.</summary>
    public float Scale { get; init; } = 1f / 255;

    /// <summary>Subtracted per channel after scaling.</summary>
    public ImmutableArray<float> Mean { get; init; } = [0];

    /// <summary>Divided by per channel last.</summary>
    public ImmutableArray<float> Deviation { get; init; } = [1];

    /// <summary>How pictures are resized.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>
    /// The same for another input: the short side is resized in the same proportion to the crop, and a network given one channel gets grey pictures
    /// with the mean of the channels' numbers.
    /// </summary>
    /// <param name="designed">The input that this was made for, [N,C,H,W].</param>
    /// <param name="input">The other input, [N,C,H,W].</param>
    internal Preprocessing For(Shape designed, Shape input)
    {
        int side = Math.Min(input.H, input.W), designedSide = Math.Min(designed.H, designed.W);
        Preprocessing scaled = this with { ResizeShortSide = (int)Math.Round((double)ResizeShortSide * side / designedSide) };
        if (input.C != 1 || Channels == ChannelOrder.Grey) return scaled;
        return scaled with { Channels = ChannelOrder.Grey, Mean = [Mean.Average()], Deviation = [Deviation.Average()] };
    }

    /// <inheritdoc/>
    public bool Equals(Preprocessing? other) => other is not null
        && ResizeShortSide == other.ResizeShortSide && Stretch == other.Stretch && Channels == other.Channels && Scale == other.Scale
        && Mean.SequenceEqual(other.Mean) && Deviation.SequenceEqual(other.Deviation) && Interpolation == other.Interpolation;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ResizeShortSide, Stretch, Channels, Scale, Mean.Length, Interpolation);
}
