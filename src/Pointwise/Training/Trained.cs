using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>A parameter that training moves, beside the gradient of the last step.</summary>
/// <param name="Spec">Its full name, shape and role.</param>
/// <param name="Value">The parameter itself, shared with the model.</param>
/// <param name="Gradient">The loss's gradient, stored as the value is.</param>
internal sealed record Trained(ParameterSpec Spec, Tensor Value, Tensor Gradient);
