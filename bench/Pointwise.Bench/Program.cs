using BenchmarkDotNet.Running;
using Pointwise.Bench;
using Pointwise.Kernels;

// peak [batch] [forward | dW | dX …] [name part …]: shares of the multiply-add peak, measured in turn with it; anything else that is not told below
// goes to BenchmarkDotNet
if (args is ["peak", ..])
{
    int batch = args.Length > 1 && int.TryParse(args[1], out int given) ? given : 1;
    PeakTable.Print(LaneWidths.Best, batch, [.. args.Skip(1).Where(a => !int.TryParse(a, out _))]);
    return 0;
}

// winograd [threads] [window]: every distinct convolution of some networks by gathered rows and by each form of Winograd's transforms, in turn
if (args is ["winograd", ..])
{
    int threads = args.Length > 1 && int.TryParse(args[1], out int asked) ? asked : 1;
    WinogradTable.Print(LaneWidths.Best, threads, args.Length > 2 ? args[2] : "");
    return 0;
}

// winograd-gradients [batch] [threads] [window]: gradients of weights by gathered rows and by each form of Winograd's transforms, in turn
if (args is ["winograd-gradients", ..])
{
    int Number(int index) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : 1;
    WinogradGradientTable.Print(LaneWidths.Best, Number(1), Number(2), args.Length > 3 ? args[3] : "");
    return 0;
}

// step [architecture] [side] [batch] [threads]: a training step on drawn pictures
if (args is ["step", ..])
{
    int At(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    StepTable.Print(args.Length > 1 ? args[1] : "small-inception", At(2, 32), At(3, 64), At(4, 2));
    return 0;
}

// passes NETWORK BATCH THREADS [rewrite … | fastest]: inference with all rewrites and without these, or with ways chosen by batch and threads, in turn
if (args is ["passes", var passed, var pictures, var threadCount, ..])
{
    PassTable.Print(passed, int.Parse(pictures, System.Globalization.CultureInfo.InvariantCulture), int.Parse(threadCount, System.Globalization.CultureInfo.InvariantCulture), args[4..]);
    return 0;
}

// png [data folder]: PNGs decoded by us and by libpng, in turn
if (args is ["png", ..])
{
    PngTable.Print(args.Length > 1 ? args[1] : Environment.GetEnvironmentVariable("POINTWISE_DATA") ?? Path.Combine("..", "shared", "data"));
    return 0;
}

// jpeg [folder]: photographs decoded by ours and by libjpeg-turbo in turn
if (args is ["jpeg", ..])
{
    JpegTable.Print(args[1..]);
    return 0;
}

// onnxruntime LIBRARY [network …]: what we write as ONNX, run by ONNX Runtime beside us; bench/peers/onnxruntime.sh brings the library
if (args is ["onnxruntime", var library, ..])
{
    OnnxTable.Compare(library, args[2..]);
    return 0;
}

// peers LIBRARY [network …] [--batch 1,8] [--threads 1,2] [--pairs 30]: networks here and in ONNX Runtime in turn; bench/peers/inference.sh does it all
if (args is ["peers", var peer, ..])
{
    PeerTable.Print(peer, PeerOptions.Of(args[2..]));
    return 0;
}

if (args is [PeerMemory.Word, var side, ..])
{
    PeerMemory.Print(side, PeerCall.Of(args[2..]));
    return 0;
}

// onnx-answers LIBRARY FILE FOLDER: pictures answered by an ONNX file here and in ONNX Runtime
if (args is ["onnx-answers", var runtime, var model, var folder])
{
    OnnxAnswers.Compare(runtime, model, folder);
    return 0;
}

// onnx-load FILE: reading an ONNX file and preparing it to run
if (args is ["onnx-load", var file])
{
    OnnxTable.Load(file);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(PeakTable).Assembly).Run(args);
return 0;
