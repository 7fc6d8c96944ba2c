using BenchmarkDotNet.Attributes;
using Pointwise.Kernels;

namespace Pointwise.Bench;

/// <summary>The layers of GoogLeNet that the targets are set on, one image, by thread.</summary>
public class ConvolutionBenchmarks : IDisposable
{
    private Workers? workers;
    private Layer? layer;

    /// <summary>Which layer.</summary>
    [ParamsSource(nameof(Sizes))]
    public LayerSize Size { get; set; } = LayerSize.All[0];

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>The layers.</summary>
    public static IEnumerable<LayerSize> Sizes => LayerSize.All;

    /// <summary>Lays out memory.</summary>
    [GlobalSetup]
    public void Setup()
    {
        workers = new Workers(Threads);
        layer = new Layer(Size, workers);
    }

    /// <summary>Gives it back.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        layer?.Dispose();
        workers?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The forward pass.</summary>
    [Benchmark(Baseline = true)]
    public void Forward() => layer!.Forward();

    /// <summary>The gradient of the input.</summary>
    [Benchmark]
    public void InputGradient() => layer!.InputGradient();

    /// <summary>The gradient of the weights.</summary>
    [Benchmark]
    public void WeightGradient() => layer!.WeightGradient();
}
