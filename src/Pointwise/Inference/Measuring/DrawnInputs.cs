using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>Values for all that is fed into a session: floats drawn between -0.5 and 0.5, whole numbers and truth values 0.</summary>
internal sealed class DrawnInputs
{
    private readonly Session session;
    private readonly List<(string Name, float[] Values)> drawn = [];

    public DrawnInputs(Session session)
    {
        this.session = session;
        foreach (string name in session.Inputs)
        {
            if (session.InfoOf(name).Kind != ElementKind.Float32) continue;
            var values = new float[session.InputOf(name).Length];
            Draw(values, (ulong)drawn.Count + 1);
            drawn.Add((name, values));
        }
    }

    /// <summary>Feeds them in: before every run, for running destroys them.</summary>
    public void Feed()
    {
        foreach ((string name, float[] values) in drawn) values.CopyTo(session.InputOf(name));
        foreach (string name in session.Inputs)
            if (session.InfoOf(name).Kind != ElementKind.Float32) session.IntegersOf(name).Clear();
    }

    /// <summary>Floats between -0.5 and 0.5, always the same.</summary>
    public static void Draw(Span<float> values, ulong stream)
    {
        var random = new RandomStream(1, stream);
        for (int i = 0; i < values.Length; i++) values[i] = random.Uniform(i) - 0.5f;
    }
}
