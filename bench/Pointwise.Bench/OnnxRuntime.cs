using System.Runtime.InteropServices;

namespace Pointwise.Bench;

/// <summary>A model in ONNX Runtime, through its C API: the functions that a run needs, by their place in OrtApi.</summary>
internal sealed unsafe class OnnxRuntime : IDisposable
{
    private const int ErrorMessage = 2, CreateEnvironment = 3, CreateSession = 7, RunSession = 9, CreateOptions = 10, OptimizationLevel = 23, ThreadsWithin = 24,
        ThreadsBetween = 25, CreateTensor = 49, TensorData = 51, CreateMemoryInfo = 69, ReleaseSession = 95, ReleaseValue = 96;
    private const uint ApiVersion = 17;
    private const int AllOptimizations = 99, OnlyErrors = 3, FloatElements = 1;
    private static void** api;
    private static void* environment, memory;
    private static readonly Dictionary<string, nint> Texts = new(StringComparer.Ordinal);
    private readonly void* session;

    /// <summary>Loads a model with every optimisation of the graph; its threads wait as they do by default, spinning for a while first.</summary>
    public OnnxRuntime(string model, int threads)
    {
        void* options, made;
        Check(((delegate* unmanaged<void**, void*>)api[CreateOptions])(&options));
        Check(((delegate* unmanaged<void*, int, void*>)api[OptimizationLevel])(options, AllOptimizations));
        Check(((delegate* unmanaged<void*, int, void*>)api[ThreadsWithin])(options, threads));
        Check(((delegate* unmanaged<void*, int, void*>)api[ThreadsBetween])(options, 1));
        Check(((delegate* unmanaged<void*, byte*, void*, void**, void*>)api[CreateSession])(environment, Text(model), options, &made));
        session = made;
    }

    /// <summary>Loads the library.</summary>
    /// <returns>Its version.</returns>
    public static string Load(string library)
    {
        var getBase = (delegate* unmanaged<void**>)NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase");
        void** functions = getBase();
        api = ((delegate* unmanaged<uint, void**>)functions[0])(ApiVersion);
        void* made;
        Check(((delegate* unmanaged<int, byte*, void**, void*>)api[CreateEnvironment])(OnlyErrors, Text("bench"), &made));
        environment = made;
        Check(((delegate* unmanaged<int, int, void**, void*>)api[CreateMemoryInfo])(1, 0, &made));
        memory = made;
        return Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)functions[1])()) ?? "";
    }

    /// <summary>Runs on pictures, N,C,H,W, and copies an output's floats out.</summary>
    public void Run(string input, float[] pictures, ReadOnlySpan<int> shape, string output, float[] result)
    {
        void* value, given = null;
        long* extents = stackalloc long[shape.Length];
        for (int i = 0; i < shape.Length; i++) extents[i] = shape[i];
        fixed (float* data = pictures)
        {
            Check(((delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)api[CreateTensor])(memory, data, (nuint)pictures.Length * sizeof(float), extents, (nuint)shape.Length, FloatElements, &value));
            byte* inputName = Text(input), outputName = Text(output);
            Check(((delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)api[RunSession])(session, null, &inputName, &value, 1, &outputName, 1, &given));
            float* values;
            Check(((delegate* unmanaged<void*, void**, void*>)api[TensorData])(given, (void**)&values));
            new ReadOnlySpan<float>(values, result.Length).CopyTo(result);
            ((delegate* unmanaged<void*, void>)api[ReleaseValue])(given);
            ((delegate* unmanaged<void*, void>)api[ReleaseValue])(value);
        }
    }

    public void Dispose() => ((delegate* unmanaged<void*, void>)api[ReleaseSession])(session);

    private static void Check(void* status)
    {
        if (status != null) throw new InvalidOperationException(Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<void*, byte*>)api[ErrorMessage])(status)));
    }

    /// <summary>Names live as long as the bench.</summary>
    private static byte* Text(string text)
    {
        if (!Texts.TryGetValue(text, out nint address)) Texts[text] = address = Marshal.StringToCoTaskMemUTF8(text);
        return (byte*)address;
    }
}
