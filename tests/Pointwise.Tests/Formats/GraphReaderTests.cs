using System.Text.Json.Nodes;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tests.Operators;
using Xunit;

namespace Pointwise.Tests.Formats;

public class GraphReaderTests
{
    private static readonly string[] Nasty =
    [
        "0", "-1", "1", "2", "3", "7", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "9223372036854775808", "1e308", "1e999", "-0.0", "0.5", "1e-40",
        "null", "true", "\"\"", "\"x\"", "\"input\"", "\"conv\"", "\"Relu\"", "\"Concat\"", "\"Input\"", "[]", "[0]", "[1,1]", "[-1,-1]", "[2147483647,2147483647]",
        "[1,1,1,1]", "[1000000,1000000]", "[0,0,0,0]", "[2147483647,1,1,1]", "[536870911,536870911]", "[1,1,1,1,1,1,1,1,1]", "[0.5]", "[[1]]", "[\"conv\",\"conv\"]", "{}", "{\"a\":1}",
    ];

    [Fact]
    public void Read_OfEveryOperator_GivesTheGraph()
    {
        Graph graph = SmallModels.EveryOperator();
        string text = SmallModels.Text(graph);
        Graph read = GraphReader.Read(text, "test", Limits.Default);
        Assert.Equal(graph, read);
        Assert.Equal(text, SmallModels.Text(read));
    }

    [Fact]
    public void Read_OfEveryCaseOfEveryOperator_GivesTheGraph()
    {
        foreach (OperatorCase @case in OperatorCases.All)
        {
            Graph graph = SmallModels.Graph(@case);
            string text = SmallModels.Text(graph);
            Graph read = GraphReader.Read(text, "test", Limits.Default);
            Assert.Equal(graph, read);
            Assert.Equal(text, SmallModels.Text(read));
        }
    }

    [Fact]
    public void Read_OfEveryNetworkOfTheCatalog_GivesTheGraph()
    {
        foreach (Architecture architecture in ArchitectureCatalog.All)
        {
            Graph graph = architecture.Build(heads: true);
            Assert.Equal(graph, GraphReader.Read(SmallModels.Text(graph), "test", Limits.Default));
        }
    }

    [Fact]
    public void Read_UnknownOperator_IsToldInFourLines()
    {
        string text = SmallModels.Text(SmallModels.Graph()).Replace("\"Relu\"", "\"ReLU6\"", StringComparison.Ordinal);
        var e = Assert.Throws<PointwiseException>(() => GraphReader.Read(text, "m: graph", Limits.Default));
        Assert.Equal(("m: graph: node relu", "unknown operator", "ReLU6"), (e.Where, e.Problem, e.Found));
        Assert.Equal("did you mean Relu? use a newer version of the program, or another operator", e.Fix);
        Assert.Contains("Conv2D", e.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"filters\":2,", "", "m: node conv", "attribute filters is missing")]
    [InlineData("\"filters\":2", "\"filters\":2,\"filter\":3", "m: node conv", "Conv2D has no attribute filter")]
    [InlineData("\"filters\":2", "\"filters\":2.5", "m: node conv", "attribute filters is wrong")]
    [InlineData("\"filters\":2", "\"filters\":2,\"filters\":2", null, "key given twice")]
    [InlineData("\"filters\":2", "\"filters\":null", null, "attribute filters is wrong")]
    [InlineData("\"filters\":2", "\"filters\":3", "m: small: node conv", "shape is not what its operator gives")]
    [InlineData("\"inputs\":[\"relu\"]", "\"inputs\":[\"fc\"]", "m: node flatten", "reads what is not there")]
    [InlineData("\"inputs\":[\"relu\"]", "\"inputs\":[]", "m: small: node flatten: inputs", "wrong number of inputs")]
    [InlineData("\"inputs\":[\"relu\"],", "", "m: node flatten", "inputs is missing")]
    [InlineData("\"name\":\"relu\"", "\"name\":\"conv\"", "m: node conv", "name taken")]
    [InlineData("\"node\":\"fc\"", "\"node\":\"fcc\"", "m: head main", "reads what is not there")]
    [InlineData("\"name\":\"aux1\"", "\"name\":\"main\"", "m: small", "head's name missing or taken")]
    [InlineData("\"loss_weight\":0.3", "\"loss_weight\":-1", "m: small", "head aux1 has an impossible loss weight")]
    [InlineData("\"loss_weight\":0.3", "\"loss_weight\":1e99", null, "loss_weight is wrong")]
    [InlineData("\"shape\":[1,3]", "\"shape\":[1,1099511627776]", "m: node aux.fc", "shape too large")]
    [InlineData("\"name\":\"small\",", "", "m", "name is missing")]
    [InlineData("\"name\":\"small\",", "\"name\":\"small\",\"name\":\"small\",", null, "key given twice")]
    public void Read_GraphThatIsWrong_SaysWhatAndWhere(string old, string now, string? where, string problem)
    {
        string text = SmallModels.Text(SmallModels.Graph());
        Assert.Contains(old, text, StringComparison.Ordinal);
        var e = Assert.Throws<PointwiseException>(() => GraphReader.Read(text.Replace(old, now, StringComparison.Ordinal), "m", Limits.Default));
        Assert.Equal(problem, e.Problem);
        if (where is null) Assert.StartsWith("m: byte ", e.Where, StringComparison.Ordinal);
        else Assert.Equal(where, e.Where);
    }

    [Fact]
    public void Read_InAnyOrderOfKeys_GivesTheGraph()
    {
        JsonObject root = JsonNode.Parse(SmallModels.Text(SmallModels.EveryOperator()))!.AsObject();
        string text = Reversed(root).ToJsonString();
        Assert.StartsWith("{\"heads\":", text, StringComparison.Ordinal);
        Assert.Equal(SmallModels.EveryOperator(), GraphReader.Read(text, "m", Limits.Default));
    }

    [Fact]
    public void Read_MoreThanALimit_NamesIt()
    {
        string text = SmallModels.Text(SmallModels.Graph());
        Assert.Contains("limit Nodes", Refusal(text, new Limits { Nodes = 3 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit NameLength", Refusal(text, new Limits { NameLength = 4 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit Attributes", Refusal(text, new Limits { Attributes = 3 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit JsonDepth", Refusal(text, new Limits { JsonDepth = 3 }).Expected, StringComparison.Ordinal);
        Assert.Contains("limit TensorElements", Refusal(text, new Limits { TensorElements = 10 }).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AHundredThousandNodes_IsAllowedAndOneMoreIsNot()
    {
        string nodes = string.Join(',', Enumerable.Range(1, 99_999).Select(i =>
            $$"""{"name":"n{{i}}","operator":"Relu","attributes":{},"inputs":["n{{i - 1}}"],"shape":[1,1]}"""));
        string text = $$$"""{"name":"long","nodes":[{"name":"n0","operator":"Input","attributes":{"shape":[1,1]},"inputs":[],"shape":[1,1]},{{{nodes}}}],"heads":[{"name":"main","node":"n99999","loss_weight":1}]}""";
        Assert.Equal(100_000, GraphReader.Read(text, "m", Limits.Default).Nodes.Length);
        string more = text.Replace("],\"heads\"", ",{\"name\":\"one\"}],\"heads\"", StringComparison.Ordinal);
        Assert.Equal("too many nodes", Refusal(more, Limits.Default).Problem);
    }

    [Fact]
    public void Read_ValuesChangedAtRandom_IsReadOrRefused()
    {
        JsonNode root = JsonNode.Parse(SmallModels.Text(SmallModels.EveryOperator()))!;
        JsonNode[] others = [.. OperatorCases.All.Where(c => c.Operator is GeneralOperator or FedParameters).Select(c => JsonNode.Parse(SmallModels.Text(SmallModels.Graph(c)))!)];
        var random = new Random(11);
        int read = 0;
        for (int i = 0; i < 12000; i++)
        {
            JsonNode changed = (i % 2 == 0 ? root : others[random.Next(others.Length)]).DeepClone();
            for (int k = random.Next(1, 4); k > 0; k--) Change(changed, random);
            string mutated = changed.ToJsonString();
            try
            {
                Graph graph = GraphReader.Read(mutated, "m", Limits.Default);
                _ = graph.Parameters.Sum(p => p.Shape.Elements);
                string again = SmallModels.Text(graph);
                Assert.Equal(again, SmallModels.Text(GraphReader.Read(again, "m", Limits.Default)));
                read++;
            }
            catch (PointwiseException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {i}: {e.GetType().Name} {e.StackTrace}\n{mutated}");
            }
        }

        Assert.InRange(read, 1, 11999);
    }

    /// <summary>Walks down at random and replaces, removes or repeats what it stands on.</summary>
    private static void Change(JsonNode root, Random random)
    {
        JsonNode at = root;
        while (true)
        {
            JsonNode? next = at switch
            {
                JsonObject { Count: > 0 } o => o.ElementAt(random.Next(o.Count)).Value,
                JsonArray { Count: > 0 } a => a[random.Next(a.Count)],
                _ => null,
            };
            if (next is null || (at != root && random.Next(5) == 0)) break;
            at = next;
        }

        JsonNode value = JsonNode.Parse(Nasty[random.Next(Nasty.Length)]) ?? "null";
        if (at.Parent is JsonArray list && random.Next(4) == 0) list.Insert(random.Next(list.Count + 1), at.DeepClone());
        else if (at.Parent is JsonObject owner && random.Next(8) == 0) owner.Remove(at.GetPropertyName());
        else if (at.Parent is not null) at.ReplaceWith(value);
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Reversed(p.Value!)))),
        JsonArray a => new JsonArray([.. a.Select(item => Reversed(item!))]),
        _ => node.DeepClone(),
    };

    private static PointwiseException Refusal(string text, Limits limits) => Assert.Throws<PointwiseException>(() => GraphReader.Read(text, "m", limits));
}
