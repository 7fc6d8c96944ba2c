namespace Pointwise.Training.Experiments;

/// <summary>Eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, "Matrix Computations", section 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 30;
    private const double Tolerance = 1e-22;

    /// <summary>Unit eigenvectors, that of the largest eigenvalue first.</summary>
    /// <param name="matrix">n x n values, row by row; it is changed.</param>
    /// <param name="n">Rows.</param>
    public static double[][] Of(double[] matrix, int n)
    {
        double[][] vectors = [.. Enumerable.Range(0, n).Select(i => Unit(n, i))];
        double scale = matrix.Sum(v => v * v);
        for (int sweep = 0; sweep < MostSweeps && OffDiagonal(matrix, n) > Tolerance * scale; sweep++)
        {
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) Rotate(matrix, vectors, n, p, q);
        }

        return [.. Enumerable.Range(0, n).OrderByDescending(i => matrix[i * n + i]).Select(i => vectors[i])];
    }

    private static void Rotate(double[] a, double[][] vectors, int n, int p, int q)
    {
        double apq = a[p * n + q];
        if (apq == 0) return;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1)), c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < n; k++) Turn(ref a[k * n + p], ref a[k * n + q], c, s);
        for (int k = 0; k < n; k++) Turn(ref a[p * n + k], ref a[q * n + k], c, s);
        for (int k = 0; k < n; k++) Turn(ref vectors[p][k], ref vectors[q][k], c, s);
    }

    private static void Turn(ref double x, ref double y, double c, double s) => (x, y) = (c * x - s * y, s * x + c * y);

    private static double OffDiagonal(double[] matrix, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) sum += i == j ? 0 : matrix[i * n + j] * matrix[i * n + j];
        return sum;
    }

    private static double[] Unit(int n, int i)
    {
        var unit = new double[n];
        unit[i] = 1;
        return unit;
    }
}
