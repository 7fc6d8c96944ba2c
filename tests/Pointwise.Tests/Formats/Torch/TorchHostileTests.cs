using Pointwise.Formats;
using Pointwise.Formats.Torch;
using Xunit;

namespace Pointwise.Tests.Formats.Torch;

/// <summary>Checkpoints that ask for more than tensors, or lie about them.</summary>
public class TorchHostileTests
{
    private static readonly byte[] Steps = [.. "(.RbcQtu)}]squhjr"u8, 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x93, 0x94];

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "getattr")]
    [InlineData("torch", "load")]
    [InlineData("torch.nn.modules.conv", "Conv2d")]
    [InlineData("numpy.core.multiarray", "scalar")]
    [InlineData("torch", "ComplexFloatStorage")]
    [InlineData("collections", "OrderedDict.fromkeys")]
    public void Open_GlobalOutsideTheList_IsNamed(string module, string name)
    {
        byte[][] pickles =
        [
            PickleBuilder.Begin().Global(module, name).Text("echo pwned").Raw(0x85).Step('R').Done,
            PickleBuilder.Begin(4).Text(module).Text(name).Raw(0x93).Done,
            PickleBuilder.Begin().Step('}').Text("w").Global(module, name).Step('s').Done,
        ];
        foreach (byte[] pickle in pickles)
        {
            PointwiseException e = Refusal(pickle);
            Assert.Equal($"asks for {module}.{name}", e.Problem);
            Assert.Equal($"the global {module}.{name}", e.Found);
            Assert.StartsWith("test", e.Where, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_GlobalOutsideTheList_IsToldInFourLines() => Assert.Equal("""
        test: archive/data.pkl: byte 48: asks for os.system
          expected: tensors, numbers, text and their containers alone: nothing of a checkpoint is ever executed
          found:    the global os.system
          fix:      save the tensors alone, in Python: torch.save(model.state_dict(), path)
        """, Refusal(PickleBuilder.Begin().Global("os", "system").Done).Message);

    public static TheoryData<string, byte[], string> Abuses => new()
    {
        { "REDUCE of a number", Begin().Number(1).Step(')').Step('R').Done, "calls what is no function" },
        { "REDUCE of text", Begin().Text("os.system").Step(')').Step('R').Done, "calls what is no function" },
        { "REDUCE of a storage type", Begin().Global("torch", "FloatStorage").Step(')').Step('R').Done, "cannot make torch.FloatStorage of this" },
        { "REDUCE of a type of elements", Begin().Global("torch", "float32").Step(')').Step('R').Done, "cannot make torch.float32 of this" },
        { "REDUCE without a tuple", Begin().Global("torch", "Size").Step(']').Step('R').Done, "arguments that are no tuple" },
        { "tensor of no storage", Begin().Global("torch._utils", "_rebuild_tensor_v2").Step('(').Number(1).Number(0).Numbers(1).Numbers(1).Step('t').Step('R').Done, "cannot make torch._utils._rebuild_tensor_v2 of this" },
        { "state function that is no function", Begin().Global("torch._tensor", "_rebuild_from_type_v2").Step('(').Global("torch", "float32").Global("torch", "Tensor").Step(')').Step('}').Step('t').Step('R').Done, "cannot make torch._tensor._rebuild_from_type_v2 of this" },
        { "BUILD of text", Begin().Text("x").Step('}').Step('b').Done, "sets the state of an object" },
        { "BUILD of a global", Begin().Global("torch", "Tensor").Step('}').Step('b').Done, "sets the state of an object" },
        { "BUILD with slots", Begin().Step('}').Step('N').Step('}').Raw(0x86).Step('b').Done, "sets the state of an object" },
        { "EXT1", Begin().Raw(0x82, 1).Done, "a step that tensors do not need" },
        { "EXT2", Begin().Raw(0x83, 1, 0).Done, "a step that tensors do not need" },
        { "EXT4", Begin().Raw(0x84, 1, 0, 0, 0).Done, "a step that tensors do not need" },
        { "INST", Begin().Step('(').Raw("ios\nsystem\n"u8).Done, "a step that tensors do not need" },
        { "OBJ", Begin().Step('(').Global("torch", "Tensor").Step('o').Done, "a step that tensors do not need" },
        { "NEWOBJ of what is none", Begin().Number(1).Step(')').Raw(0x81).Done, "calls what is no function" },
        { "NEWOBJ_EX", Begin().Global("torch", "Tensor").Step(')').Step('}').Raw(0x92).Done, "a step that tensors do not need" },
        { "PERSID", Begin().Raw("P0\n"u8).Done, "a step that tensors do not need" },
        { "BINPERSID of text", Begin().Text("storage").Step('Q').Done, "refers to what is no storage" },
        { "BINPERSID of a module", Begin().Step('(').Text("module").Global("torch", "Tensor").Text("file").Text("source").Number(1).Step('t').Step('Q').Done, "refers to what is no storage" },
        { "BINPERSID of another kind", Begin().Step('(').Text("storage").Global("torch", "Size").Text("0").Text("cpu").Number(1).Step('t').Step('Q').Done, "refers to what is no storage" },
        { "NEXT_BUFFER", Begin().Raw(0x97).Done, "a step that tensors do not need" },
        { "GET of text", Begin().Raw("g0\n"u8).Done, "a step that tensors do not need" },
        { "protocol 0", PickleBuilder.Begin(0).Step('N').Done, "pickle of another protocol" },
        { "protocol 200", PickleBuilder.Begin(200).Step('N').Done, "pickle of another protocol" },
        { "nothing left", Begin().Step('0').Done, "takes more than there is" },
        { "no value", Begin().Done, "does not end with one value" },
        { "two values", Begin().Step('N').Step('N').Done, "does not end with one value" },
        { "no mark", Begin().Step('N').Step('t').Done, "a mark is missing" },
        { "items beyond the mark", Begin().Step(']').Step('(').Step('a').Done, "takes more than there is" },
        { "append to a number", Begin().Number(1).Step('N').Step('a').Done, "items for what is no list" },
        { "keys for a list", Begin().Step(']').Step('N').Step('N').Step('s').Done, "keys for what is no dictionary" },
        { "key without value", Begin().Step('}').Step('(').Number(1).Step('u').Done, "a key without its value" },
        { "GET of what was not kept", Begin().Raw((byte)'h', 7).Done, "recalls what was never kept" },
        { "PUT at two thousand millions", Begin().Step('N').Raw([(byte)'r', .. BitConverter.GetBytes(2_000_000_000)]).Done, "keeps too many values" },
        { "PUT, then GET between", Begin().Step('N').Raw((byte)'q', 9).Raw((byte)'h', 3).Done, "recalls what was never kept" },
        { "text of 2^32-1 bytes", Begin().Raw((byte)'X', 255, 255, 255, 255).Done, "pickle is cut off" },
        { "text of 2^63-1 bytes", Begin().Raw([0x8D, .. BitConverter.GetBytes(long.MaxValue)]).Done, "pickle is cut off" },
        { "text of -1 bytes", Begin().Raw([0x8D, .. BitConverter.GetBytes(-1L)]).Done, "pickle is cut off" },
        { "bytes of 2^62", Begin().Raw([0x8E, .. BitConverter.GetBytes(1L << 62)]).Done, "pickle is cut off" },
        { "number of 2^31-1 bytes", Begin().Raw(0x8B, 255, 255, 255, 127).Done, "a number too long" },
        { "number of -1 bytes", Begin().Raw(0x8B, 255, 255, 255, 255).Done, "a number too long" },
        { "name without end", Begin().Raw([(byte)'c', .. new byte[5000]]).Done, "name too long" },
        { "rank 9", Tensor(9, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]), "a tensor with impossible extents" },
        { "fewer strides", Tensor(9, [3, 3], [1]), "a tensor with impossible extents" },
        { "extent -1", Tensor(9, [-1], [1]), "a tensor with impossible extents" },
        { "extent 2^33", Tensor(9, [1L << 33], [0]), "a tensor with impossible extents" },
        { "extents 2^31-1 squared", Tensor(9, [int.MaxValue, int.MaxValue], [0, 0]), "a tensor with impossible extents" },
        { "stride -1", Tensor(9, [3], [-1]), "a tensor with a stride below 0" },
        { "stride 2^62", Tensor(9, [3, 3], [1L << 62, 1L << 62]), "a tensor reaches beyond its storage" },
        { "one element beyond", Tensor(9, [10], [1]), "a tensor reaches beyond its storage" },
        { "offset beyond", Tensor(9, [1], [1], 9), "a tensor reaches beyond its storage" },
        { "offset -1", Tensor(9, [1], [1], -1), "a tensor reaches beyond its storage" },
        { "storage of -1", Tensor(-1, [0], [1]), "a storage of impossible size" },
        { "storage of 2^62", Tensor(1L << 62, [1], [1]), "a storage of impossible size" },
        { "repeated a thousand million times", Tensor(9, [1_000_000_000], [0]), "tensors repeat their storages too often" },
        { "two tensors of one name", Begin().Step('}').Step('(').Text("a.b").Tensor(Nine).Text("a").Step('}').Text("b").Tensor(Nine).Step('s').Step('u').Done, "two tensors of one name" },
        { "a storage of two kinds", Begin().Step('}').Step('(').Text("a").Tensor(Nine).Text("b").Tensor(Nine with { Kind = "Int" }).Step('u').Done, "storage 0 is told of in two ways" },
        { "a storage of two sizes", Begin().Step('}').Step('(').Text("a").Tensor(Nine).Text("b").Tensor(Nine with { Elements = 10 }).Step('u').Done, "storage 0 is told of in two ways" },
        { "list in itself", Begin().Step(']').Raw((byte)'q', 0).Raw((byte)'h', 0).Step('a').Done, "nested too deep" },
        { "dictionary in itself", Begin().Step('}').Raw((byte)'q', 0).Text("k").Raw((byte)'h', 0).Step('s').Done, "nested too deep" },
    };

    [Theory]
    [MemberData(nameof(Abuses))]
    public void Open_AbuseOfThePickle_IsRefusedByName(string what, byte[] pickle, string problem)
    {
        PointwiseException archive = Refusal(pickle);
        Assert.True(archive.Problem == problem, $"{what}: {archive.Message}");
        PointwiseException old = Assert.Throws<PointwiseException>(() => TorchBytes.Open(TorchBytes.Pickles(pickle, ("0", 9, new byte[36]))));
        Assert.False(string.IsNullOrEmpty(old.Problem), what);
        Assert.All([archive.Expected, archive.Found, archive.Fix], line => Assert.False(string.IsNullOrWhiteSpace(line), what));
    }

    [Fact]
    public void Open_DictionaryOfDictionariesOfDictionaries_IsNotFollowedForEver()
    {
        // every level holds the one below it twice: 2^30 names from 600 bytes
        PickleBuilder pickle = Begin().Step('}').Raw((byte)'q', 0).Step('0');
        for (byte level = 1; level <= 30; level++)
            pickle.Step('}').Step('(').Text("a").Raw((byte)'h', (byte)(level - 1)).Text("b").Raw((byte)'h', (byte)(level - 1)).Step('u').Raw((byte)'q', level).Step('0');
        Assert.Contains(Refusal(pickle.Raw((byte)'h', 30).Done).Problem, (string[])["too many values", "too many characters of names"]);
    }

    [Fact]
    public void Open_SameListCopiedAgainAndAgain_IsRefused()
    {
        PickleBuilder pickle = Begin().Step(']').Step('(');
        for (int i = 0; i < 1000; i++) pickle.Number(i).Number(i).Raw(0x86);
        pickle.Step('e').Raw((byte)'q', 0).Step('0').Step('(').Global("collections", "OrderedDict").Raw((byte)'q', 1).Step('0');
        for (int i = 0; i < 5000; i++) pickle.Raw((byte)'h', 1).Raw((byte)'h', 0).Raw(0x85).Step('R');
        Assert.Equal("copies too much", Refusal(pickle.Step('t').Done).Problem);
    }

    [Fact]
    public void Open_MoreThanALimit_NamesIt()
    {
        byte[] small = TorchBytes.SmallArchive();
        Assert.Contains("limit PickleSteps", Refusal(small, new Limits { PickleSteps = 20 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit PickleBytes", Refusal(small, new Limits { PickleBytes = 100 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit PickleDepth", Refusal(small, new Limits { PickleDepth = 1 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit Tensors", Refusal(small, new Limits { Tensors = 1 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit TensorElements", Refusal(small, new Limits { TensorElements = 5 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit NameLength", Refusal(small, new Limits { NameLength = 20 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit HeaderBytes", Refusal(small, new Limits { HeaderBytes = 20 }).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PickleOfMillionsOfMarksAndLists_IsRefusedInLittleMemory()
    {
        foreach (byte step in "(])N"u8)
        {
            byte[] pickle = TorchBytes.Archive([0x80, 2, .. Enumerable.Repeat(step, 20_000_000)]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("pickle of too many steps", Assert.Throws<PointwiseException>(() => TorchBytes.Open(pickle)).Problem);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }
    }

    [Fact]
    public void Open_OldFormWithStoragesThatDisagree_SaysSo()
    {
        byte[] pickle = Begin().StateDict(("w", Nine)).Done;
        Assert.Equal("a storage has another size than its tensors were told", OldRefusal(pickle, ("0", 8, new byte[36])).Problem);
        Assert.Equal("a storage has another size than its tensors were told", OldRefusal(pickle, ("0", long.MaxValue, new byte[36])).Problem);
        Assert.Equal("a storage is cut off", OldRefusal(pickle, ("0", 9, new byte[35])).Problem);
        Assert.Equal("a storage is missing", OldRefusal(pickle).Problem);
        Assert.Equal("a storage that nobody asked for", OldRefusal(pickle, ("1", 9, new byte[36])).Problem);
        Assert.Equal("a storage that nobody asked for", OldRefusal(pickle, ("0", 9, new byte[36]), ("0", 9, new byte[36])).Problem);
        Assert.Equal("bytes follow the last storage", OldRefusal(pickle, ("0", 9, new byte[37])).Problem);
        Assert.Equal("byte order not supported", Assert.Throws<PointwiseException>(() => TorchBytes.Open(TorchBytes.Pickles(pickle, littleEndian: false, ("0", 9, new byte[36])))).Problem);
    }

    [Fact]
    public void Open_CutAtEveryByte_IsRefused()
    {
        foreach (byte[] whole in new[] { TorchBytes.SmallArchive(), TorchBytes.SmallPickles() })
            for (int length = 0; length < whole.Length; length++) Assert.Throws<PointwiseException>(() => TorchBytes.Open(whole[..length]));
    }

    [Fact]
    public void Open_TenThousandMutations_AreReadOrRefused()
    {
        int read = 0;
        var random = new Random(17);
        byte[][] wholes = [TorchBytes.SmallArchive(), TorchBytes.SmallPickles()];
        for (int i = 0; i < 10_000; i++)
        {
            byte[] changed = [.. wholes[i % 2]];
            for (int k = random.Next(1, 5); k > 0; k--) changed[random.Next(changed.Length)] = random.Next(3) == 0 ? Steps[random.Next(Steps.Length)] : (byte)random.Next(256);
            try
            {
                using TorchFile torch = TorchBytes.Open(changed);
                foreach (TensorEntry entry in torch.Entries) torch.ReadFloats(entry);
                read++;
            }
            catch (PointwiseException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {i}: {e}\n{Convert.ToHexString(changed)}");
            }
        }

        Assert.InRange(read, 1, 9_999);
    }

    private static SampleTensor Nine { get; } = SampleTensor.Whole("0", "Float", 9);

    private static PickleBuilder Begin() => PickleBuilder.Begin();

    private static byte[] Tensor(long elements, long[] size, long[] strides, long first = 0) =>
        Begin().StateDict(("w", new SampleTensor("0", "Float", elements, first, size, strides))).Done;

    private static PointwiseException Refusal(byte[] bytes, Limits? limits = null) =>
        Assert.Throws<PointwiseException>(() => TorchBytes.Open(bytes is [(byte)'P', (byte)'K', ..] ? bytes : TorchBytes.Archive(bytes, ("0", new byte[36])), limits).Dispose());

    private static PointwiseException OldRefusal(byte[] pickle, params IEnumerable<(string Key, long Elements, byte[] Data)> storages) =>
        Assert.Throws<PointwiseException>(() => TorchBytes.Open(TorchBytes.Pickles(pickle, storages)));
}
