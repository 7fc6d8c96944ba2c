using Pointwise.Operators;
using Xunit;

namespace Pointwise.Tests.Operators;

public class OperatorCatalogTests
{
    public static IEnumerable<TheoryDataRow<string>> All => OperatorCases.Names(_ => true);

    [Fact]
    public void Catalog_EveryOperator_HasCases()
    {
        var tried = OperatorCases.All.Select(c => c.Operator.Name).ToHashSet(StringComparer.Ordinal);
        string[] missing = [.. OperatorCatalog.Names.Where(name => !tried.Contains(name))];
        Assert.True(missing.Length == 0, $"no cases in OperatorCases: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Catalog_EveryOperatorType_HasCases()
    {
        var tried = OperatorCases.All.Select(c => c.Operator.GetType()).ToHashSet();
        string[] missing = [.. typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && !tried.Contains(t)).Select(t => t.Name)];
        Assert.True(missing.Length == 0, $"no cases in OperatorCases: {string.Join(", ", missing)}");
    }

    [Theory, MemberData(nameof(All))]
    public void Attributes_WrittenAndRead_GiveTheSameOperator(string name)
    {
        Operator op = OperatorCases.All.Single(c => c.Name == name).Operator;
        Assert.True(OperatorCatalog.TryRead(op.Name, op.Attributes, out Operator? read), $"the catalog has no {op.Name}");
        Assert.Equal(op, read);
    }

    [Fact]
    public void Catalog_UnknownName_ReadsNothing() => Assert.False(OperatorCatalog.TryRead("Conv3D", new Attributes("Conv3D"), out _));
}
