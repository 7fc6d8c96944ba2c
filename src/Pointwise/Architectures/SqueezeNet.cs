using Pointwise.Graphs;
using Pointwise.Operators;
using static Pointwise.Architectures.Units;

namespace Pointwise.Architectures;

/// <summary>
/// SqueezeNet (arXiv:1602.07360) as torchvision has it, parameter names to the letter: fire modules squeeze with a 1x1 and expand with 1x1 and
/// 3x3 side by side; the last 1x1 gives one map a class, whose mean is the score. Version 1.1 has 2.4 times fewer multiply-adds than 1.0.
/// </summary>
internal static class SqueezeNet
{
    /// <summary>Version 1.0: [N,C,H,W] gives the scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply10(Value x, int classes, HeadTaker? heads)
    {
        using (x.Builder.Scope("features"))
        {
            x = ConvRelu(x, "0", 96, Window.Square(7, 2)).MaxPool("2", Halving);
            x = Fire(Fire(Fire(x, "3", 16, 64), "4", 16, 64), "5", 32, 128).MaxPool("6", Halving);
            x = Fire(Fire(x, "7", 32, 128), "8", 48, 192);
            x = Fire(Fire(x, "9", 48, 192), "10", 64, 256).MaxPool("11", Halving);
            x = Fire(x, "12", 64, 256);
        }

        return Classifier(x, classes);
    }

    /// <summary>Version 1.1: [N,C,H,W] gives the scores [N,classes]; 224x224x3 where the weights were trained.</summary>
    /// <param name="x">Pictures.</param>
    /// <param name="classes">How many classes are told apart.</param>
    /// <param name="heads">Not used: there is one classifier.</param>
    public static Value Apply11(Value x, int classes, HeadTaker? heads)
    {
        using (x.Builder.Scope("features"))
        {
            x = ConvRelu(x, "0", 64, Window.Square(3, 2)).MaxPool("2", Halving);
            x = Fire(Fire(x, "3", 16, 64), "4", 16, 64).MaxPool("5", Halving);
            x = Fire(Fire(x, "6", 32, 128), "7", 32, 128).MaxPool("8", Halving);
            x = Fire(Fire(x, "9", 48, 192), "10", 48, 192);
            x = Fire(Fire(x, "11", 64, 256), "12", 64, 256);
        }

        return Classifier(x, classes);
    }

    private static Window Halving => Window.Square(3, 2, ceilMode: true);

    private static Value Fire(Value x, string name, int squeezed, int expanded)
    {
        using IDisposable scope = x.Builder.Scope(name);
        x = ConvRelu(x, "squeeze", squeezed, Window.Square(1));
        return Value.Concat("concat", ConvRelu(x, "expand1x1", expanded, Window.Square(1)), ConvRelu(x, "expand3x3", expanded, Window.Square(3, padding: 1)));
    }

    private static Value Classifier(Value x, int classes)
    {
        using IDisposable scope = x.Builder.Scope("classifier");
        x = ConvRelu(x.Dropout("0", 0.5f), "1", classes, Window.Square(1));
        return x.GlobalAveragePool("3").Flatten("flatten");
    }
}
