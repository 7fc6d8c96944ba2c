using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>Tensors one behind the other, as filters of layers that become one layer.</summary>
/// <param name="Parts">The tensors.</param>
/// <param name="Elements">Elements of each.</param>
internal sealed record JoinedTensor(ImmutableArray<DerivedTensor> Parts, ImmutableArray<int> Elements) : DerivedTensor
{
    public override IEnumerable<string> Sources => Parts.SelectMany(part => part.Sources);

    public override void Fill(Parameters stored, Span<float> values)
    {
        int place = 0;
        for (int i = 0; i < Parts.Length; i++)
        {
            Parts[i].Fill(stored, values.Slice(place, Elements[i]));
            place += Elements[i];
        }
    }
}

/// <summary>A tensor of the model as it is.</summary>
/// <param name="Name">Its name.</param>
internal sealed record StoredTensor(string Name) : DerivedTensor
{
    public override IEnumerable<string> Sources => [Name];

    public override void Fill(Parameters stored, Span<float> values) => stored[Name].Values.CopyTo(values);
}
