namespace Pointwise.Cli.Verbs;

/// <summary>What one does with data sets: see which can be fetched, fetch one, look one over.</summary>
internal static class DataVerb
{
    public static Verb Create() => new("data", "Fetches and draws data sets, and looks them over", "pointwise data list", "pointwise data get cifar10", "pointwise data check photos --html photos.html")
    {
        DataListVerb.Create(), DataGetVerb.Create(), DataCheckVerb.Create(), DataDrawVerb.Create(),
    };
}
