using Pointwise.Formats;
using Pointwise.Tensors;
using Pointwise.Tests.Formats.Torch;
using Xunit;

namespace Pointwise.Tests.Formats;

public class ModelFormatsTests
{
    [Theory]
    [InlineData("bvlc_googlenet.onnx", "Onnx")]
    [InlineData("SqueezeNet_fp16.onnx", "Onnx")]
    [InlineData("mnist-ort.onnx", "Onnx")]
    [InlineData("pytorch-cifar10-ImageClassifier.onnx", "Onnx")]
    [InlineData("ultraface-version-RFB-320.onnx", "Onnx")]
    [InlineData("resnet20-12fca82f.th", "TorchPickles")]
    [InlineData("resnet20-12fca82f.safetensors", "Safetensors")]
    [InlineData("bvlc_googlenet.deploy.prototxt", "Text")]
    public void Of_NetworksOfOthers_TellsEach(string file, string format) => Assert.Equal(format, ModelFormats.Of(TestData.Require("pretrained", file)).ToString());

    [Theory]
    [InlineData("test.pt", "TorchArchive")]
    [InlineData("test_with_key.pt", "TorchArchive")]
    [InlineData("fortran_tensor_3d.pth", "TorchArchive")]
    [InlineData("test.npz", "NumPy")]
    public void Of_SamplesOfTorchAndNumPy_TellsEach(string file, string format) => Assert.Equal(format, ModelFormats.Of(TestData.Require("pytorch-numpy-samples", file)).ToString());

    public static TheoryData<string, byte[]> Contents => new()
    {
        { "Empty", [] },
        { "Pointwise", SmallModels.File() },
        { "Pointwise", SmallModels.File()[..^1] },
        { "Safetensors", SafetensorsBytes.Of("{}", 0) },
        { "Safetensors", SafetensorsBytes.Of("  {\"a\":", 0) },
        { "Safetensors", [0x42, 0x4D, 0, 0, 0, 0, 0, 0, (byte)'{', .. new byte[20]] },
        { "Safetensors", [0x80, 0x02, 0, 0, 0, 0, 0, 0, (byte)'{', .. new byte[20]] },
        { "TorchArchive", TorchBytes.SmallArchive() },
        { "TorchArchive", TorchBytes.SmallArchive()[..200] },
        { "TorchPickles", TorchBytes.SmallPickles() },
        { "TorchPickles", TorchBytes.SmallPickles()[..100] },
        { "TorchScript", ZipBytes.Of([.. TorchBytes.Parts([1]), new ZipPart("archive/constants.pkl", [1])]) },
        { "Pickle", PickleBuilder.Begin().Step('}').Done },
        { "Zip", ZipBytes.Of(new ZipPart("word/document.xml", [1])) },
        { "NumPy", [0x93, .. "NUMPY\x01"u8] },
        { "Hdf5", [0x89, .. "HDF\r\n"u8, 26, 10] },
        { "TensorFlowLite", [28, 0, 0, 0, .. "TFL3"u8] },
        { "Gguf", [.. "GGUF"u8, 3, 0, 0, 0] },
        { "Gzip", [0x1F, 0x8B, 8, 0] },
        { "Tar", [.. new byte[257], .. "ustar"u8, .. new byte[250]] },
        { "Picture", [0x89, .. "PNG\r\n"u8] },
        { "Picture", [0xFF, 0xD8, 0xFF, 0xE0] },
        { "WebPage", [.. "\n<!doctype HTML>"u8] },
        { "LfsPointer", [.. "version https://git-lfs.github.com/spec/v1\n"u8] },
        { "Text", [.. "name: net"u8] },
        { "Unknown", [1, 2, 3, 4] },
        { "Unknown", new byte[1000] },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Of_AnyContent_TellsWhatItIs(string format, byte[] content)
    {
        ModelFormat found = ModelFormats.Of(new MemoryStream(content), "test", Limits.Default);
        Assert.Equal(format, found.ToString());
        Assert.False(string.IsNullOrEmpty(ModelFormats.Describe(found)));
        Assert.False(string.IsNullOrEmpty(ModelFormats.Advice(found)));
    }

    [Fact]
    public void Of_AnyFewBytes_TellsSomething()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 40)];
            random.NextBytes(bytes);
            if (i % 3 == 0 && bytes.Length >= 4) "PK\x03\x04"u8.CopyTo(bytes);
            Assert.True(Enum.IsDefined(ModelFormats.Of(new MemoryStream(bytes), "test", Limits.Default)));
        }
    }

    [Fact]
    public void Describe_SafetensorsCutOff_ListsWhatIsLost()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = SafetensorsBytes.Written(new SafetensorsWriter().Metadata("made by", "me").Add("a", new Tensor(new Shape(4))).Add("b", new Tensor(new Shape(4))));
        FileDescription good = FileDescription.Of(folder.Write("good", whole));
        Assert.Null(good.Damage);
        Assert.Equal(["a", "b"], good.Tensors.Select(t => t.Name));
        Assert.Equal("me", good.Metadata["made by"]);

        FileDescription cut = FileDescription.Of(folder.Write("cut", whole[..^4]));
        Assert.Equal("data is cut off", cut.Damage?.Problem);
        Assert.Equal(["a", "b"], cut.Tensors.Select(t => t.Name));
        Assert.Equal(["b"], cut.Lost.Select(t => t.Name));
        Assert.Equal("me", cut.Metadata["made by"]);

        int inB = whole.AsSpan().IndexOf("\"b\""u8) + 10;
        FileDescription header = FileDescription.Of(folder.Write("header", whole[..inB]));
        Assert.Equal("header runs past the end of the file", header.Damage?.Problem);
        Assert.Equal(["a"], header.Tensors.Select(t => t.Name));
        Assert.Equal(["a"], header.Lost.Select(t => t.Name));
        Assert.Equal(inB, header.Bytes);
    }

    [Fact]
    public void Describe_CheckpointCutOff_ListsWhatItsPickleTells()
    {
        using var folder = new TemporaryFolder();
        FileDescription archive = FileDescription.Of(folder.Write("a", TorchBytes.SmallArchive()[..^30]));
        Assert.Equal("archive without a directory", archive.Damage?.Problem);
        Assert.Equal(3, archive.Tensors.Length);
        Assert.Equal("90", archive.Metadata["epoch"]);
        Assert.Empty(archive.Lost);

        FileDescription pickles = FileDescription.Of(folder.Write("p", TorchBytes.SmallPickles()[..^3]));
        Assert.Equal("a storage is cut off", pickles.Damage?.Problem);
        Assert.Equal(3, pickles.Tensors.Length);
        Assert.Equal(["state_dict.module.a.num_batches_tracked"], pickles.Lost.Select(t => t.Name));

        FileDescription hostile = FileDescription.Of(folder.Write("h", TorchBytes.Archive(PickleBuilder.Begin().Global("os", "system").Done)));
        Assert.Equal("asks for os.system", hostile.Damage?.Problem);
        Assert.Empty(hostile.Tensors);
    }

    [Fact]
    public void Describe_CutAtEveryByte_TellsSomething()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] whole in new[] { SmallModels.File(), TorchBytes.SmallArchive(), TorchBytes.SmallPickles() })
        {
            for (int length = 0; length < whole.Length; length += 7)
            {
                FileDescription description = FileDescription.Of(folder.Write("x", whole[..length]));
                Assert.Equal(length, description.Bytes);
            }
        }
    }
}
