using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>Turns the stored order of a picture, pixels of channels, into channels of pixels and back.</summary>
internal static unsafe class ChannelOrder
{
    private const int ChannelsPerPiece = 32;

    /// <summary>vectors[n, c * pixels + p] = pictures[n, p, c].</summary>
    public static void ToChannelsFirst(Workers workers, Rows pictures, Rows vectors)
    {
        var work = new Work(pictures, vectors, Direction.ToVectors);
        workers.Run(ref work, work.Count);
    }

    /// <summary>pictures[n, p, c] = or += vectors[n, c * pixels + p].</summary>
    public static void ToChannelsLast(Workers workers, Rows vectors, Rows pictures, bool accumulate)
    {
        var work = new Work(pictures, vectors, accumulate ? Direction.AddToPictures : Direction.ToPictures);
        workers.Run(ref work, work.Count);
    }

    private enum Direction
    {
        ToVectors,
        ToPictures,
        AddToPictures,
    }

    private readonly struct Work : IWork
    {
        private readonly Rows pictures;
        private readonly Rows vectors;
        private readonly Direction direction;
        private readonly Split channels;

        public Work(Rows pictures, Rows vectors, Direction direction)
        {
            Debug.Assert(vectors.N == pictures.N && vectors.Elements == pictures.Elements);
            (this.pictures, this.vectors, this.direction) = (pictures, vectors, direction);
            channels = new Split(pictures.C, ChannelsPerPiece);
        }

        public int Count => channels.Count * pictures.N;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int n = piece / channels.Count, first = channels.Start(piece % channels.Count), end = channels.End(piece % channels.Count);
            int pixels = pictures.H * pictures.W;
            for (int p = 0; p < pixels; p++)
            {
                float* pixel = pictures.Row((long)n * pixels + p), vector = vectors.Row(n) + p;
                switch (direction)
                {
                    case Direction.ToVectors:
                        for (int c = first; c < end; c++) vector[(long)c * pixels] = pixel[c];
                        break;
                    case Direction.ToPictures:
                        for (int c = first; c < end; c++) pixel[c] = vector[(long)c * pixels];
                        break;
                    default:
                        for (int c = first; c < end; c++) pixel[c] += vector[(long)c * pixels];
                        break;
                }
            }
        }
    }
}
