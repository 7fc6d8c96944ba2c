using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Architectures;

/// <summary>Writes a network: pictures in, the main classifier's scores out.</summary>
/// <param name="x">Pictures, [N,C,H,W].</param>
/// <param name="classes">How many classes are told apart.</param>
/// <param name="heads">Takes the auxiliary classifiers; null where they are not wanted.</param>
public delegate Value NetworkWriter(Value x, int classes, HeadTaker? heads);

/// <summary>Takes an auxiliary classifier of a network.</summary>
/// <param name="name">aux1, aux2, …</param>
/// <param name="scores">Its scores, [N,classes].</param>
/// <param name="lossWeight">The weight of its loss in training; 0.3 in section 5 of arXiv:1409.4842.</param>
public delegate void HeadTaker(string name, Value scores, float lossWeight = 0.3f);

/// <summary>A network that can be built for any input, and the facts that belong to it.</summary>
/// <param name="Name">Its name in the catalog, or the one its file gives.</param>
/// <param name="InputShape">What it was designed for, one picture: [1,C,H,W].</param>
/// <param name="Classes">How many classes it was designed for.</param>
/// <param name="Write">The network itself.</param>
public sealed record Architecture(string Name, Shape InputShape, int Classes, NetworkWriter Write)
{
    /// <summary>One line about it, for lists.</summary>
    public string About { get; init; } = "";

    /// <summary>What is done to a picture of <see cref="InputShape"/>.</summary>
    public Preprocessing Preprocessing { get; init; } = new();

    /// <summary>How its weights start.</summary>
    public InitializationScheme Initialization { get; init; } = InitializationScheme.He;

    /// <summary>The rate at which SGD with momentum 0.9 and batches of 64, of pictures with masks 4, trains it from such a start; on a trained backbone too.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The network for an input.</summary>
    /// <param name="input">[N,C,H,W]; the batch counts.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Whether the auxiliary classifiers, where it has some, are built too: heads aux1, aux2.</param>
    /// <exception cref="PointwiseException">The input does not suit the network; the node is named.</exception>
    public Graph Build(Shape input, int classes, bool heads = false)
    {
        Require.Image(input);
        Require.Positive("classes", classes);
        var builder = new GraphBuilder(Name);
        Value scores = Write(builder.Input(input), classes, heads ? builder.Head : null);
        builder.Head("main", scores);
        return builder.Build();
    }

    /// <summary>The network as it was designed: its own input size and classes.</summary>
    /// <param name="batch">Pictures in a batch.</param>
    /// <param name="heads">Whether the auxiliary classifiers are built too.</param>
    public Graph Build(int batch = 1, bool heads = false) => Build(InputShape.WithBatch(batch), Classes, heads);

    /// <summary>
    /// The preprocessing for another input: the short side is resized in the same proportion to the crop,
    /// and a network given one channel gets grey pictures with the mean of the channels' numbers.
    /// </summary>
    /// <param name="input">[N,C,H,W].</param>
    public Preprocessing PreprocessingFor(Shape input) => Preprocessing.For(InputShape, input);
}
