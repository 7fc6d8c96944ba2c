using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>
/// The operators of pictures and vectors, each a word of the language that networks are written in: <c>x.Conv2D("conv1", 64, Window.Square(7, 2, 3)).MaxPool("pool1", …)</c>.
/// A name of null is made from the operator's. Each throws <see cref="PointwiseException"/> with network and node where the shapes do not fit.
/// </summary>
public static class ValueOperators
{
    /// <summary>Convolution: [N,C,H,W] gives [N,filters,H',W'].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="groups">Independent groups that channels and filters are cut into.</param>
    /// <param name="bias">Whether a value is added per filter.</param>
    /// <param name="activation">What is applied to the sums.</param>
    public static Value Conv2D(this Value x, string? name, int filters, Window window, int groups = 1, bool bias = true, Activation activation = Activation.None) =>
        x.Apply(name, new Conv2D(filters, window, groups, bias, activation));

    /// <summary>Transposed convolution: [N,C,H,W] gives [N,filters,H',W'], larger by about the stride (arXiv:1411.4038, section 3.3).</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="window">Kernel, stride, dilation and the padding that is cut off the result.</param>
    /// <param name="groups">Independent groups that channels and filters are cut into.</param>
    /// <param name="bias">Whether a value is added per filter.</param>
    /// <param name="activation">What is applied to the sums.</param>
    /// <param name="bilinear">Whether the weights start as bilinear interpolation.</param>
    /// <param name="isFixed">Whether bilinear weights stay so.</param>
    public static Value ConvTranspose2D(
        this Value x, string? name, int filters, Window window, int groups = 1, bool bias = true, Activation activation = Activation.None, bool bilinear = false, bool isFixed = false) =>
        x.Apply(name, new ConvTranspose2D(filters, window, Groups: groups, Bias: bias, Activation: activation, Bilinear: bilinear, Fixed: isFixed));

    /// <summary>Fully connected layer: [N,C] gives [N,outputs].</summary>
    /// <param name="x">Vectors.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="outputs">Length of the result.</param>
    /// <param name="bias">Whether a value is added per output.</param>
    /// <param name="activation">What is applied to the sums.</param>
    public static Value Linear(this Value x, string? name, int outputs, bool bias = true, Activation activation = Activation.None) =>
        x.Apply(name, new Linear(outputs, bias, activation));

    /// <summary>Batch normalisation per channel (arXiv:1502.03167).</summary>
    /// <param name="x">Pictures or vectors.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">The weight of the new batch in the running statistics.</param>
    /// <param name="activation">What is applied to the result.</param>
    public static Value BatchNorm(this Value x, string? name, float epsilon = 1e-5f, float momentum = 0.1f, Activation activation = Activation.None) =>
        x.Apply(name, new BatchNorm(epsilon, momentum, activation));

    /// <summary>Normalisation of each picture's channels by their own mean and variance (arXiv:1607.08022).</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Value InstanceNorm(this Value x, string? name, float epsilon = 1e-5f) => x.Apply(name, new InstanceNorm(epsilon));

    /// <summary>x above zero, x times a trained slope below (arXiv:1502.01852).</summary>
    /// <param name="x">Pictures or vectors.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="shared">Whether all channels share one slope.</param>
    public static Value PRelu(this Value x, string? name, bool shared = false) => x.Apply(name, new PRelu(shared));

    /// <summary>max(0, x).</summary>
    /// <param name="x">Any value.</param>
    /// <param name="name">The node's name.</param>
    public static Value Relu(this Value x, string? name = null) => x.Apply(name, new Relu());

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">Any value.</param>
    /// <param name="name">The node's name.</param>
    public static Value Sigmoid(this Value x, string? name = null) => x.Apply(name, new Sigmoid());

    /// <summary>The largest value under a window; padding never wins.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="window">Kernel, stride, padding and ceil mode.</param>
    public static Value MaxPool(this Value x, string? name, Window window) => x.Apply(name, new MaxPool(window));

    /// <summary>The mean under a window.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="window">Kernel, stride, padding and ceil mode.</param>
    /// <param name="countPadding">Whether padding counts as pixels of value 0.</param>
    public static Value AveragePool(this Value x, string? name, Window window, bool countPadding = false) =>
        x.Apply(name, new AveragePool(window, countPadding));

    /// <summary>The p-norm of the values under a window; padding counts as 0.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="window">Kernel, stride, padding and ceil mode.</param>
    /// <param name="p">The norm.</param>
    public static Value LpPool(this Value x, string? name, Window window, int p = 2) => x.Apply(name, new LpPool(window, p));

    /// <summary>The largest value of all pixels: [N,C,H,W] gives [N,C,1,1].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    public static Value GlobalMaxPool(this Value x, string? name = null) => x.Apply(name, new GlobalMaxPool());

    /// <summary>The p-norm of all pixels: [N,C,H,W] gives [N,C,1,1].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="p">The norm.</param>
    public static Value GlobalLpPool(this Value x, string? name, int p = 2) => x.Apply(name, new GlobalLpPool(p));

    /// <summary>The mean over all pixels: [N,C,H,W] gives [N,C,1,1].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    public static Value GlobalAveragePool(this Value x, string? name = null) => x.Apply(name, new GlobalAveragePool());

    /// <summary>The mean over bins that cover the picture: [N,C,H,W] gives [N,C,height,width].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static Value AdaptiveAveragePool(this Value x, string? name, int height, int width) => x.Apply(name, new AdaptiveAveragePool(height, width));

    /// <summary>Pictures enlarged or made smaller, pixels being areas: [N,C,H,W] gives [N,C,floor(H * scale),floor(W * scale)].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="scale">Result over source, of rows and columns; above 0.</param>
    /// <param name="mode">How values between those of the source are made.</param>
    /// <param name="antialias">Whether, where the result is smaller, each pixel is a mean of all that it covers.</param>
    public static Value Resize(this Value x, string? name, float scale, ResizeMode mode = ResizeMode.Linear, bool antialias = false) =>
        x.Builder.Add(name, new Resize(new ResizeRule(mode, Antialias: antialias), [2, 3]), x, x.Builder.Add(null, new Constant(Literal.Of(new Shape(2), scale, scale))));

    /// <summary>Pictures cut to the height and width of others: [N,C,H,W] gives [N,C,H',W'].</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="like">Pictures [N',C',H',W'], no larger.</param>
    /// <param name="top">Rows left out above.</param>
    /// <param name="left">Columns left out at the left.</param>
    public static Value Crop(this Value x, string? name, Value like, int top = 0, int left = 0) => x.Builder.Add(name, new Crop(top, left), x, like);

    /// <summary>The sum of two values of one shape: a shortcut's end.</summary>
    /// <param name="x">One value.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="other">The other.</param>
    /// <param name="activation">What is applied to the sums.</param>
    public static Value Add(this Value x, string? name, Value other, Activation activation = Activation.None) =>
        x.Builder.Add(name, new Add(activation), x, other);

    /// <summary>Every element times one number.</summary>
    /// <param name="x">Any value.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="factor">The number.</param>
    public static Value Scale(this Value x, string? name, float factor) => x.Apply(name, new Scale(factor));

    /// <summary>Local response normalisation over neighbouring channels (Krizhevsky et al., 2012, section 3.3), alpha divided by size.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="size">Channels summed over.</param>
    /// <param name="alpha">The weight of the mean of squares.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">The addend.</param>
    public static Value LocalResponseNorm(this Value x, string? name, int size = 5, float alpha = 1e-4f, float beta = 0.75f, float k = 1) =>
        x.Apply(name, new LocalResponseNorm(size, alpha, beta, k));

    /// <summary>In training, values are set to 0 with a probability and the others scaled up; otherwise nothing.</summary>
    /// <param name="x">Any value.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="rate">The probability of 0.</param>
    public static Value Dropout(this Value x, string? name, float rate) => x.Apply(name, new Dropout(rate));

    /// <summary>[N,C,H,W] as [N,C*H*W], in C,H,W order.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="name">The node's name.</param>
    public static Value Flatten(this Value x, string? name = null) => x.Apply(name, new Flatten());

    /// <summary>Scores [N,C] as probabilities.</summary>
    /// <param name="x">Scores.</param>
    /// <param name="name">The node's name.</param>
    public static Value Softmax(this Value x, string? name = null) => x.Apply(name, new Softmax());

    extension(Value)
    {
        /// <summary>Joins branches along the channels.</summary>
        /// <param name="name">The node's name.</param>
        /// <param name="branches">Values of the same batch, height and width; at least one.</param>
        public static Value Concat(string? name, params ReadOnlySpan<Value> branches)
        {
            ArgumentOutOfRangeException.ThrowIfZero(branches.Length, nameof(branches));
            return branches[0].Builder.Add(name, new Concat(), branches);
        }
    }
}
