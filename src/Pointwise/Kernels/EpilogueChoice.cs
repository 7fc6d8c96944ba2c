namespace Pointwise.Kernels;

/// <summary>A product that is compiled for each epilogue.</summary>
internal interface IEpilogueProduct
{
    /// <summary>Computes all of it.</summary>
    void RunWith<TEpilogue>(Workers workers) where TEpilogue : struct, IEpilogue;
}

/// <summary>Chooses the epilogue of a product, once a call.</summary>
internal static class EpilogueChoice
{
    /// <summary>Computes a product whose sums get a bias, a residual and a rectification, each or none.</summary>
    public static void Run<TProduct>(TProduct product, Workers workers, bool addsBias, bool addsResidual, bool rectifies)
        where TProduct : struct, IEpilogueProduct
    {
        switch (addsBias, addsResidual, rectifies)
        {
            case (false, false, false): product.RunWith<Plain>(workers); break;
            case (true, false, false): product.RunWith<AddBias>(workers); break;
            case (false, false, true): product.RunWith<Rectify>(workers); break;
            case (true, false, true): product.RunWith<AddBiasRectify>(workers); break;
            case (false, true, false): product.RunWith<AddResidual>(workers); break;
            case (true, true, false): product.RunWith<AddBiasResidual>(workers); break;
            case (false, true, true): product.RunWith<AddResidualRectify>(workers); break;
            case (true, true, true): product.RunWith<AddBiasResidualRectify>(workers); break;
        }
    }
}
