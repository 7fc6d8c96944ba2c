using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>The rows of a network file that write one node without weights of a convolution: pools, normalisations, dropout.</summary>
internal static class SimpleRows
{
    public static Func<Value, RowContext, Value> MaxPool(Fields f)
    {
        Window window = f.Patch("patch", same: false, f.Flag("ceil", true));
        return Named(f, (x, name) => x.MaxPool(name, window));
    }

    public static Func<Value, RowContext, Value> AveragePool(Fields f)
    {
        if (f.Has("output"))
        {
            f.Only("type", "name", "from pixels", "output");
            (int height, int width) = f.Extent("output");
            return Named(f, (x, name) => x.AdaptiveAveragePool(name, height, width));
        }

        if (f.Text("patch") == "global")
        {
            f.Only("type", "name", "from pixels", "patch");
            return Named(f, (x, name) => x.GlobalAveragePool(name));
        }

        Window window = f.Patch("patch", same: false, f.Flag("ceil", true));
        bool countPadding = f.Flag("count padding", false);
        return Named(f, (x, name) => x.AveragePool(name, window, countPadding));
    }

    public static Func<Value, RowContext, Value> ResponseNorm(Fields f)
    {
        int size = f.Integer("size", 1, RowReader.MostFilters, 5);
        (float alpha, float beta, float k) = ((float)f.Number("alpha", 0, 1e6, 1e-4), (float)f.Number("beta", 0, 100, 0.75), (float)f.Number("k", 0, 1e6, 1));
        return Named(f, (x, name) => x.LocalResponseNorm(name, size, alpha, beta, k));
    }

    public static Func<Value, RowContext, Value> BatchNorm(Fields f)
    {
        float epsilon = (float)f.Number("epsilon", 1e-12, 1, Units.InceptionEpsilon);
        Activation activation = f.Flag("relu", false) ? Activation.Relu : Activation.None;
        return Named(f, (x, name) => x.BatchNorm(name, epsilon, activation: activation));
    }

    public static Func<Value, RowContext, Value> Scale(Fields f)
    {
        f.Node("factor");
        float factor = (float)f.Number("factor", -1e6, 1e6, 1);
        return Named(f, (x, name) => x.Scale(name, factor));
    }

    public static Func<Value, RowContext, Value> Dropout(Fields f)
    {
        f.Node("rate");
        float rate = (float)f.Number("rate", 0, 1, 0);
        return Named(f, (x, name) => x.Dropout(name, rate));
    }

    /// <summary>A row of one node, named by the row or else by the node's operator.</summary>
    public static Func<Value, RowContext, Value> Named(Fields f, Func<Value, string?, Value> write)
    {
        string? name = GivenName(f);
        return (x, _) => write(x, name);
    }

    public static string? GivenName(Fields f) => f.Has("name") ? f.Name("name") : null;
}
