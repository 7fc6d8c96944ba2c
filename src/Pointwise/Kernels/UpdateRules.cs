namespace Pointwise.Kernels;

/// <summary>v = momentum v + g; w -= rate v, or with Nesterov's look ahead w -= rate (g + momentum v), where g = scale gradient + decay w.</summary>
internal readonly unsafe struct MomentumUpdate(float rate, float momentum, bool nesterov, float decay, float scale) : IUpdate
{
    private readonly float rate = rate, momentum = momentum, decay = decay, scale = scale;
    private readonly bool nesterov = nesterov;

    public void Apply<TLanes, TVector>(float* value, float* gradient, float* first, float* second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector w = TLanes.Load(value);
        TVector g = TLanes.MultiplyAdd(TLanes.All(decay), w, TLanes.Multiply(TLanes.All(scale), TLanes.Load(gradient)));
        TVector velocity = TLanes.MultiplyAdd(TLanes.All(momentum), TLanes.Load(first), g);
        TLanes.Store(velocity, first);
        TVector direction = nesterov ? TLanes.MultiplyAdd(TLanes.All(momentum), velocity, g) : velocity;
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-rate), direction, w), value);
    }
}

/// <summary>
/// s += (1 - keep) (g g - s); m = momentum m + rate g / sqrt(s + epsilon); w -= m, where g = scale gradient + decay w:
/// first is s, second is m.
/// </summary>
internal readonly unsafe struct RootMeanSquareUpdate(float rate, float keep, float momentum, float epsilon, float decay, float scale) : IUpdate
{
    private readonly float rate = rate, take = 1 - keep, momentum = momentum, epsilon = epsilon, decay = decay, scale = scale;

    public void Apply<TLanes, TVector>(float* value, float* gradient, float* first, float* second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector w = TLanes.Load(value), square = TLanes.Load(first);
        TVector g = TLanes.MultiplyAdd(TLanes.All(decay), w, TLanes.Multiply(TLanes.All(scale), TLanes.Load(gradient)));
        square = TLanes.MultiplyAdd(TLanes.All(take), TLanes.Subtract(TLanes.Multiply(g, g), square), square);
        TLanes.Store(square, first);
        TVector root = TLanes.Sqrt(TLanes.Add(square, TLanes.All(epsilon)));
        TVector step = TLanes.Divide(TLanes.Multiply(TLanes.All(rate), g), root);
        TVector movement = TLanes.MultiplyAdd(TLanes.All(momentum), TLanes.Load(second), step);
        TLanes.Store(movement, second);
        TLanes.Store(TLanes.Subtract(w, movement), value);
    }
}

/// <summary>
/// m += (1 - beta1) (g - m); v += (1 - beta2) (g g - v); w = keep w - rate m / (sqrt(v) / root + epsilon), where g = scale gradient:
/// first is m, second is v; rate and root hold the bias corrections.
/// </summary>
internal readonly unsafe struct AdaptiveMomentUpdate(float rate, float beta1, float beta2, float root, float epsilon, float keep, float scale) : IUpdate
{
    private readonly float rate = rate, take1 = 1 - beta1, take2 = 1 - beta2, root = root, epsilon = epsilon, keep = keep, scale = scale;

    public void Apply<TLanes, TVector>(float* value, float* gradient, float* first, float* second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector g = TLanes.Multiply(TLanes.All(scale), TLanes.Load(gradient));
        TVector mean = TLanes.Load(first), square = TLanes.Load(second);
        mean = TLanes.MultiplyAdd(TLanes.All(take1), TLanes.Subtract(g, mean), mean);
        square = TLanes.MultiplyAdd(TLanes.All(take2), TLanes.Subtract(TLanes.Multiply(g, g), square), square);
        TLanes.Store(mean, first);
        TLanes.Store(square, second);
        TVector divisor = TLanes.Add(TLanes.Divide(TLanes.Sqrt(square), TLanes.All(root)), TLanes.All(epsilon));
        TVector kept = TLanes.Multiply(TLanes.All(keep), TLanes.Load(value));
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-rate), TLanes.Divide(mean, divisor), kept), value);
    }
}

/// <summary>a += take (v - a): value is the average a, gradient what is averaged; nothing is remembered.</summary>
internal readonly unsafe struct AverageUpdate(float take) : IUpdate
{
    private readonly float take = take;

    public void Apply<TLanes, TVector>(float* value, float* gradient, float* first, float* second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector average = TLanes.Load(value);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(take), TLanes.Subtract(TLanes.Load(gradient), average), average), value);
    }
}
