using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>What an operator means, in double precision and plain loops, from the papers' formulas; it shares no code with the product.</summary>
internal abstract class OperatorReference
{
    public abstract Field Forward(Field[] inputs, Field[] parameters, bool training);

    /// <summary>Gradients of a training pass; null where there is none.</summary>
    public abstract Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient);

    /// <summary>The parameters after a training forward.</summary>
    public virtual Field[] ParametersAfter(Field[] inputs, Field[] parameters) => parameters;

    /// <summary>How near the values are to a place where the derivative jumps: a rectifier's zero, two equal maxima.</summary>
    public virtual double DistanceToKink(Field[] inputs, Field[] parameters) => double.PositiveInfinity;

    /// <summary>The reference of a case; what its inputs are may decide.</summary>
    public static OperatorReference Of(OperatorCase @case) =>
        @case.Operator is Resize resize ? new ResizeReference(resize, byScales: @case.Infos[1].Kind == ElementKind.Float32) : Of(@case.Operator);

    public static OperatorReference Of(Operator op) => op switch
    {
        AdaptiveAveragePool pool => new AdaptiveAveragePoolReference(pool.Height, pool.Width),
        Add add => new AddReference(add),
        ArgExtreme or TopK => new OrderReference(op),
        AveragePool pool => new AveragePoolReference(pool),
        BiasedAveragePool pool => new BiasedAveragePoolReference(pool),
        BatchNorm norm => new BatchNormReference(norm),
        Cast or Wrap or Constant or ConstantOfShape or ShapeOf => new ValueReference(op),
        Clip clip => new ClipReference(clip),
        Combine combine => new CombineReference(combine.Function),
        Concat { Axis: 1 } => new ConcatReference(),
        Concat concat => new JoinReference(concat.Axis),
        Conv2D convolution => new ConvolutionReference(convolution),
        ConvTranspose2D convolution => new TransposedConvolutionReference(convolution),
        Crop crop => new CropReference(crop),
        DepthToSpace depth => new DepthToSpaceReference(depth),
        Dropout => new ScaleReference(1),
        Expand => new ExpandReference(),
        FedParameters fed => new FedParametersReference(Of(fed.Inner)),
        Gather gather => new GatherReference(gather.Axis),
        Gemm gemm => new GemmReference(gemm),
        LogSoftmax log => new SoftmaxReference(log.Axis, log.Flattened, logarithm: true),
        MatMul => new MatMulReference(),
        Pad pad => new PadReference(pad.Mode),
        Reduce reduce => new ReduceReference(reduce),
        Reshaping reshaping => new ReshapingReference(reshaping),
        Slice => new SliceReference(),
        SpaceToDepth space => new SpaceToDepthReference(space.BlockSize),
        SplitPart part => new SplitPartReference(part),
        Tile => new TileReference(),
        Transpose transpose => new TransposeReference(transpose),
        Unary unary => new UnaryReference(unary),
        Where => new WhereReference(),
        Weight => new WeightReference(),
        GlobalAveragePool => new AdaptiveAveragePoolReference(1, 1),
        GlobalLpPool pool => new LpPoolReference(pool.P, x => new Window(x.H, x.W)),
        GlobalMaxPool => new GlobalMaxPoolReference(),
        InstanceNorm norm => new InstanceNormReference(norm),
        Linear linear => new LinearReference(linear),
        LocalResponseNorm norm => new LocalResponseNormReference(norm),
        LpPool pool => new LpPoolReference(pool.P, _ => pool.Window),
        MaxPoolIndices pool => new MaxPoolIndicesReference(pool),
        MaxPool pool => new MaxPoolReference(pool),
        PooledConv2D pooled => new PooledConvolutionReference(pooled),
        PRelu rectifier => new PReluReference(rectifier),
        Relu => new ReluReference(),
        ResidualConv2D residual => new ResidualConvolutionReference(residual.Convolution),
        Scale scale => new ScaleReference(scale.Factor),
        Sigmoid => new SigmoidReference(),
        Softmax softmax => new SoftmaxReference(softmax.Axis, softmax.Flattened),
        SoftmaxCrossEntropy loss => new SoftmaxCrossEntropyReference(loss),
        _ => throw new NotSupportedException($"{op.Name} has no reference"),
    };
}

/// <summary>What backward gives, one for each input and parameter.</summary>
internal sealed record Gradients(Field?[] Inputs, Field?[] Parameters);
