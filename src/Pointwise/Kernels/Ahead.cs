namespace Pointwise.Kernels;

/// <summary>
/// Hands out what the next block of a weight gradient will read, a line a pixel, so that memory works while the tiles do: first the source's
/// rows, then the gradient's, then memory that is near anyway.
/// </summary>
internal unsafe ref struct Ahead(float* sources, long sourceFloats, float* gradients, long gradientFloats, float* near)
{
    private const int Line = Tensors.Arena.Alignment / sizeof(float);
    private readonly float* sources = sources;
    private readonly float* gradients = gradients;
    private readonly float* near = near;
    private long taken;

    /// <summary>Where the next so many lines begin.</summary>
    public float* Take(int lines)
    {
        long position = taken;
        taken += (long)lines * Line;
        if (position < sourceFloats) return sources + position;
        position -= sourceFloats;
        return position < gradientFloats ? gradients + position : near;
    }
}
