namespace Pointwise.Data.Published;

/// <summary>The published data sets that can be fetched by name. Sizes and sums are those that TensorFlow Datasets publishes for the same addresses or the same files.</summary>
internal static class PublishedCatalog
{
    private const string Sums = "TensorFlow Datasets, url_checksums";
    private const string Mnist = "https://storage.googleapis.com/cvdf-datasets/mnist/";
    private const string Fashion = "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/";

    public static IReadOnlyList<PublishedSet> All { get; } =
    [
        new("mnist", "70,000 handwritten digits, 28x28 grey, 10 classes", "CC BY-SA 3.0", "http://yann.lecun.com/exdb/mnist/", Sums,
        [
            new(Mnist + "train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new(Mnist + "train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new(Mnist + "t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new(Mnist + "t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ], IsArchive: false),
        new("fashion-mnist", "70,000 pieces of clothing, 28x28 grey, 10 classes", "MIT", "https://github.com/zalandoresearch/fashion-mnist", Sums,
        [
            new(Fashion + "train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new(Fashion + "train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new(Fashion + "t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new(Fashion + "t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ], IsArchive: false),
        new("cifar10", "60,000 photos, 32x32 colour, 10 classes", "none stated; cite Krizhevsky 2009", "https://www.cs.toronto.edu/~kriz/cifar.html", Sums,
            [new("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")], IsArchive: true),
        new("cifar100", "60,000 photos, 32x32 colour, 100 classes", "none stated; cite Krizhevsky 2009", "https://www.cs.toronto.edu/~kriz/cifar.html", Sums,
            [new("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")], IsArchive: true),
        new("imagenette", "13,394 photos of ImageNet, short side 160, 10 classes", "ImageNet's terms: research; the selection Apache-2.0", "https://github.com/fastai/imagenette", Sums,
            [new("https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz", 98_948_031, "88daccb09b6fce93f45e6c09ddeb269cce705549e6bff322092a2a5a11489863")], IsArchive: true),
        new("flowers", "3,670 photos of flowers, 5 classes", "CC BY 2.0, credited in LICENSE.txt", "https://www.tensorflow.org/datasets/catalog/tf_flowers", Sums,
            [new("https://storage.googleapis.com/download.tensorflow.org/example_images/flower_photos.tgz", 228_813_984, "4c54ace7911aaffe13a365c34f650e71dd5bf1be0a58b464e5a7183e3e595d9c")], IsArchive: true),
    ];

    /// <summary>A set by name.</summary>
    /// <exception cref="PointwiseException">There is none; the nearest is suggested.</exception>
    public static PublishedSet Get(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new PointwiseException("data get", "no such data set", string.Join(", ", All.Select(s => s.Name)), name, $"{NearestName.Suggestion(name, All.Select(s => s.Name))}name one of these, or fetch it yourself: any folder of pictures serves");
}
