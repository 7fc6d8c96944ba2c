namespace Pointwise.Training.Experiments;

/// <summary>Turns a basis within its space towards another: the orthogonal Procrustes problem (Schönemann, 1966).</summary>
internal static class Turning
{
    private const int Steps = 40;

    /// <summary>Rows that span what the basis spans, orthonormal, as near the wanted rows as they can be.</summary>
    /// <param name="basis">Orthonormal rows.</param>
    /// <param name="wanted">As many rows of the same length.</param>
    public static double[][] Towards(double[][] basis, double[][] wanted)
    {
        int k = basis.Length;
        double[][] turn = [.. wanted.Select(w => basis.Select(b => Dot(w, b)).ToArray())];
        double norm = Math.Sqrt(turn.Sum(row => Dot(row, row)));
        if (norm == 0) return basis;
        foreach (double[] row in turn)
            for (int i = 0; i < k; i++) row[i] /= norm;
        for (int step = 0; step < Steps; step++) turn = Nearer(turn);
        Orthonormalize(turn);
        return [.. turn.Select(row => Combine(row, basis))];
    }

    /// <summary>Newton and Schulz's step towards the nearest orthogonal matrix: 1.5 X - 0.5 X Xᵀ X.</summary>
    private static double[][] Nearer(double[][] x)
    {
        double[][] gram = [.. x.Select(a => x.Select(b => Dot(a, b)).ToArray())];
        return [.. x.Select((row, i) => Combine(gram[i], x).Zip(row, (product, value) => 1.5 * value - 0.5 * product).ToArray())];
    }

    /// <summary>Gram and Schmidt's: where a row has nothing of its own, an axis takes its place.</summary>
    private static void Orthonormalize(double[][] rows)
    {
        int axis = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            while (!Stands(rows, i))
            {
                Array.Clear(rows[i]);
                rows[i][axis++] = 1;
            }
        }
    }

    private static bool Stands(double[][] rows, int i)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < i; j++)
            {
                double share = Dot(rows[i], rows[j]);
                for (int c = 0; c < rows[i].Length; c++) rows[i][c] -= share * rows[j][c];
            }
        }

        double length = Math.Sqrt(Dot(rows[i], rows[i]));
        if (length < 1e-6) return false;
        for (int c = 0; c < rows[i].Length; c++) rows[i][c] /= length;
        return true;
    }

    private static double[] Combine(double[] shares, double[][] rows)
    {
        var sum = new double[rows[0].Length];
        for (int r = 0; r < rows.Length; r++)
            for (int c = 0; c < sum.Length; c++) sum[c] += shares[r] * rows[r][c];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
