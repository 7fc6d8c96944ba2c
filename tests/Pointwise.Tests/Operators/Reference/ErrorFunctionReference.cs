namespace Pointwise.Tests.Operators.Reference;

/// <summary>The error function in double precision: its power series near 0, its continued fraction far out.</summary>
internal static class ErrorFunctionReference
{
    private const double Middle = 3;
    private const int Levels = 80;

    public static double Of(double x)
    {
        if (Math.Abs(x) >= Middle) return Math.Sign(x) * (1 - Complement(Math.Abs(x)));
        double sum = 0, term = x;
        for (int n = 0; n < Levels; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>e^-x² / √π over x + (1/2) / (x + (2/2) / (x + …)).</summary>
    private static double Complement(double x)
    {
        double fraction = x;
        for (int level = Levels; level > 0; level--) fraction = x + level / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
