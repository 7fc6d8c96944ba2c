using System.Text;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>How weights start.</summary>
public enum InitializationScheme
{
    /// <summary>Normal of variance 2 / fan-in (He et al., arXiv:1502.01852); biases 0.</summary>
    He,

    /// <summary>Uniform of variance 1 / fan-in as Caffe's "xavier" filler draws it; biases 0.2: Caffe's GoogLeNet.</summary>
    XavierBias,

    /// <summary>Normal of standard deviation 0.1 cut at two deviations (torchvision's Inception v3); biases 0.</summary>
    TruncatedNormal,
}

/// <summary>First values of parameters. A tensor's stream follows from its name, so that adding a layer leaves the others' start unchanged.</summary>
internal static class Initialization
{
    public static void Fill(Tensor tensor, ParameterSpec spec, ulong seed, InitializationScheme scheme)
    {
        Span<float> values = tensor.Values;
        switch (spec.Role)
        {
            case ParameterRole.Weight or ParameterRole.Constant when spec.InterpolatesGroups > 0:
                BilinearWeights.Fill(values, spec.Shape, spec.InterpolatesGroups);
                break;
            case ParameterRole.Weight:
                FillWeights(values, spec, new RandomStream(seed, StreamOf(spec.Name)), scheme);
                break;
            case ParameterRole.Scale or ParameterRole.RunningVariance:
                values.Fill(1);
                break;
            case ParameterRole.Slope:
                values.Fill(0.25f);
                break;
            case ParameterRole.Bias when scheme == InitializationScheme.XavierBias:
                values.Fill(0.2f);
                break;
        }
    }

    private static void FillWeights(Span<float> values, ParameterSpec spec, RandomStream random, InitializationScheme scheme)
    {
        double fanIn = Math.Max(1, spec.FanIn);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = scheme switch
            {
                InitializationScheme.XavierBias => (float)((2 * random.Uniform(i) - 1) * Math.Sqrt(3 / fanIn)),
                InitializationScheme.TruncatedNormal => (float)(0.1 * CutNormal(random, i)),
                _ => (float)(random.Normal(i) * Math.Sqrt(2 / fanIn)),
            };
        }
    }

    private static double CutNormal(RandomStream random, int index)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            double value = random.Split(attempt).Normal(index);
            if (Math.Abs(value) <= 2) return value;
        }
    }

    /// <summary>FNV-1a of the name.</summary>
    private static ulong StreamOf(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
