using Pointwise.Tensors;

namespace Pointwise.Data.Augmenting;

/// <summary>Mixes each picture of a batch with the next one, the last with the first, and their targets in the same shares.</summary>
internal sealed class BatchMixing(Augmentation augmentation, Shape input, int classes)
{
    private readonly int floats = checked((int)input.WithBatch(1).Elements);
    private float[] first = [];
    private readonly float[] firstTargets = new float[classes];

    /// <summary>Mixes a batch in place.</summary>
    /// <param name="epoch">The epoch's stream.</param>
    /// <param name="indices">The pictures' indices in their data set.</param>
    /// <param name="pictures">[N,H,W,C] values, normalised.</param>
    /// <param name="targets">[N,classes].</param>
    public void Mix(RandomStream epoch, ReadOnlySpan<int> indices, Span<float> pictures, Span<float> targets)
    {
        if (indices.Length < 2) return;
        if (first.Length == 0) first = new float[floats];
        pictures[..floats].CopyTo(first);
        targets[..classes].CopyTo(firstTargets);
        for (int i = 0; i < indices.Length; i++)
        {
            bool isLast = i == indices.Length - 1;
            ReadOnlySpan<float> other = isLast ? first : pictures.Slice((i + 1) * floats, floats);
            ReadOnlySpan<float> otherTargets = isLast ? firstTargets : targets.Slice((i + 1) * classes, classes);
            PictureDraws draws = PictureDraws.For(epoch, indices[i], PictureDraws.Use.Mixing);
            Span<float> picture = pictures.Slice(i * floats, floats);
            bool isCut = draws.Happens(augmentation.CutMix > 0 ? augmentation.Mixup > 0 ? 0.5 : 1 : 0);
            float share = isCut ? Cut(ref draws, picture, other) : (float)draws.Beta(augmentation.Mixup);
            if (!isCut) Blend(picture, other, share);
            Blend(targets.Slice(i * classes, classes), otherTargets, share);
        }
    }

    /// <summary>Puts a rectangle of the other picture in; the share of the picture that is left.</summary>
    private float Cut(ref PictureDraws draws, Span<float> picture, ReadOnlySpan<float> other)
    {
        double half = 0.5 * Math.Sqrt(1 - draws.Beta(augmentation.CutMix));
        int row = draws.Integer(input.H), column = draws.Integer(input.W), down = (int)(half * input.H), right = (int)(half * input.W);
        int top = Math.Max(row - down, 0), bottom = Math.Min(row + down, input.H), left = Math.Max(column - right, 0), end = Math.Min(column + right, input.W);
        for (int y = top; y < bottom; y++)
        {
            int start = (y * input.W + left) * input.C, length = (end - left) * input.C;
            other.Slice(start, length).CopyTo(picture.Slice(start, length));
        }

        return (float)(1 - (double)(bottom - top) * (end - left) / ((double)input.H * input.W));
    }

    private static void Blend(Span<float> values, ReadOnlySpan<float> others, float share)
    {
        float rest = 1 - share;
        others = others[..values.Length];
        for (int i = 0; i < values.Length; i++) values[i] = values[i] * share + others[i] * rest;
    }
}
