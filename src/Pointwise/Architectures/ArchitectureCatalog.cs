using System.Diagnostics.CodeAnalysis;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Architectures;

/// <summary>The networks that are known by name.</summary>
public static class ArchitectureCatalog
{
    private static readonly Preprocessing HalfToHalf = new() { Mean = [0.5f, 0.5f, 0.5f], Deviation = [0.5f, 0.5f, 0.5f] };

    private static readonly Preprocessing ImageNet = new() { ResizeShortSide = 256, Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f] };

    private static readonly Preprocessing Cifar = new()
    {
        ResizeShortSide = 32, Mean = [0.4914f, 0.4822f, 0.4465f], Deviation = [0.2470f, 0.2435f, 0.2616f],
    };

    private const int SegmentedClasses = 21;

    private static Shape Photograph => new(1, 3, 224, 224);

    private static readonly Preprocessing Caffe = new() { ResizeShortSide = 256, Channels = ChannelOrder.Bgr, Scale = 1, Mean = [104, 117, 123], Deviation = [1, 1, 1] };

    /// <summary>All of them, the paper's first.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("googlenet", Photograph, 1000, GoogLeNet.Apply)
        {
            About = "GoogLeNet of the paper (arXiv:1409.4842): biases, LRN, two auxiliary heads; Caffe's bvlc_googlenet",
            Preprocessing = Caffe,
            Initialization = InitializationScheme.XavierBias,
            LearningRate = 0.01,
        },
        new("googlenet-bn", Photograph, 1000, GoogLeNetBatchNorm.Apply)
        {
            About = "GoogLeNet of torchvision: batch norm, its 3x3 in the 5x5 branch, two auxiliary heads",
            Preprocessing = HalfToHalf with { ResizeShortSide = 256 },
        },
        new("inception-v2", Photograph, 1000, InceptionV2.Apply)
        {
            About = "GoogLeNet with batch norm of arXiv:1502.03167: two 3x3 in the place of the 5x5",
            Preprocessing = ImageNet,
        },
        new("inception-v3", new Shape(1, 3, 299, 299), 1000, InceptionV3.Apply)
        {
            About = "Inception v3 (arXiv:1512.00567) as torchvision has it, one auxiliary head",
            Preprocessing = HalfToHalf with { ResizeShortSide = 342 },
            Initialization = InitializationScheme.TruncatedNormal,
        },
        new("resnet18", Photograph, 1000, ResNet.Apply18)
        {
            About = "ResNet-18 (arXiv:1512.03385) as torchvision has it",
            Preprocessing = ImageNet,
        },
        new("resnet50", Photograph, 1000, ResNet.Apply50)
        {
            About = "ResNet-50 (arXiv:1512.03385) as torchvision has it: 1x1 bottlenecks around each 3x3",
            Preprocessing = ImageNet,
        },
        new("densenet121", Photograph, 1000, DenseNet.Apply)
        {
            About = "DenseNet-121 (arXiv:1608.06993) as torchvision has it: each layer reads all before it through a 1x1",
            Preprocessing = ImageNet,
        },
        new("squeezenet1_0", Photograph, 1000, SqueezeNet.Apply10)
        {
            About = "SqueezeNet 1.0 (arXiv:1602.07360) as torchvision has it: 1x1 reductions, 1.2 million parameters",
            Preprocessing = ImageNet,
            LearningRate = 0.01,
        },
        new("squeezenet1_1", Photograph, 1000, SqueezeNet.Apply11)
        {
            About = "SqueezeNet 1.1 as torchvision has it: the same for less than half of the multiply-adds",
            Preprocessing = ImageNet,
            LearningRate = 0.01,
        },
        new("mobilenet-v1", Photograph, 1000, MobileNet.Apply)
        {
            About = "MobileNet v1 (arXiv:1704.04861): every 3x3 within its channel, then a 1x1 over all",
            Preprocessing = HalfToHalf with { ResizeShortSide = 256 },
        },
        new("vgg16", Photograph, 1000, Vgg.Apply)
        {
            About = "VGG-16 (arXiv:1409.1556) as torchvision has it: 3x3 throughout, no reductions",
            Preprocessing = ImageNet,
            LearningRate = 0.01,
        },
        new("resnet20", new Shape(1, 3, 32, 32), 10, ResNetCifar.Apply20)
        {
            About = "ResNet-20 for CIFAR-10 (arXiv:1512.03385): shortcuts without parameters",
            Preprocessing = ImageNet with { ResizeShortSide = 32 },
        },
        new("nin", new Shape(1, 3, 32, 32), 10, NetworkInNetwork.Apply)
        {
            About = "Network in Network for CIFAR-10 (arXiv:1312.4400)",
            Preprocessing = Cifar,
            LearningRate = 0.01,
        },
        new("small-inception", new Shape(1, 3, 28, 28), 10, SmallInception.Apply)
        {
            About = "the small Inception for CIFAR-10 (arXiv:1611.03530); from 64 pixels on with a stem before it",
            Preprocessing = Cifar,
        },
        new("tiny-inception", new Shape(1, 1, 28, 28), 10, TinyInception.Apply)
        {
            About = "three modules with reductions for grey 28x28 pictures: MNIST",
            Preprocessing = new() { ResizeShortSide = 28, Channels = ChannelOrder.Grey, Mean = [0.1307f], Deviation = [0.3081f] },
        },
        .. Segmenting("vgg16", "VGG-16", Vgg.Maps, ImageNet),
        .. Segmenting("googlenet", "GoogLeNet", GoogLeNet.Maps, Caffe),
        .. Segmenting("inception-v3", "Inception v3, its windows padded,", InceptionV3.Maps, HalfToHalf with { ResizeShortSide = 256 }),
        new("fcn-small", Photograph, SegmentedClasses, FullyConvolutional.On(FullyConvolutionalSmall.Maps, 4))
        {
            About = "segmentation for few processors: small Inception modules scored at strides 16, 8 and 4",
            Preprocessing = HalfToHalf with { ResizeShortSide = 256 },
        },
    ];

    /// <summary>FCN-32s, 16s and 8s (arXiv:1411.4038) on a backbone; 21 are the classes of PASCAL VOC.</summary>
    private static IEnumerable<Architecture> Segmenting(string name, string called, Backbone backbone, Preprocessing preprocessing)
    {
        foreach (int finest in (int[])[32, 16, 8])
        {
            yield return new($"fcn{finest}s-{name}", Photograph, SegmentedClasses, FullyConvolutional.On(backbone, finest))
            {
                About = $"FCN-{finest}s (arXiv:1411.4038) on {called}: scores for every pixel",
                Preprocessing = preprocessing,
                LearningRate = 0.01,
            };
        }
    }

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(a => a.Name);

    /// <summary>The network of a name.</summary>
    /// <param name="name">As in <see cref="Names"/>.</param>
    /// <exception cref="PointwiseException">There is none; the nearest name is told.</exception>
    public static Architecture Get(string name) => TryGet(name, out Architecture? found) ? found : throw new PointwiseException(
        name, "no such network", string.Join(", ", Names), name, $"{NearestName.Suggestion(name, Names)}give a name of the catalog or a network file");

    /// <summary>The network of a name, or that of a network file: a path, or an ending .yaml or .yml, means a file.</summary>
    /// <param name="nameOrPath">The name, or the path.</param>
    /// <exception cref="PointwiseException">There is no such network or file, or the file is wrong.</exception>
    internal static Architecture GetOrRead(string nameOrPath) =>
        Path.GetExtension(nameOrPath) is ".yaml" or ".yml" || nameOrPath.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) ? NetworkFile.Read(nameOrPath) : Get(nameOrPath);

    /// <summary>Looks a network up.</summary>
    /// <param name="name">As in <see cref="Names"/>.</param>
    /// <param name="found">The network, where there is one.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out Architecture? found)
    {
        found = All.FirstOrDefault(a => a.Name == name);
        return found is not null;
    }
}
