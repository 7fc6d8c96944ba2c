namespace Pointwise.Graphs;

/// <summary>The colours of operators in drawings: 1x1 convolutions orange, others blue, pools red.</summary>
internal static class OperatorColours
{
    public const string Rules = """
        .point{fill:#ffe2b8;stroke:#e09a2f}.conv{fill:#cfe3fb;stroke:#5b97d9}.pool{fill:#fbd9d9;stroke:#d97a7a}.join{fill:#33475b;stroke:#33475b}
        .linear{fill:#dff0d8;stroke:#79b060}.other{fill:#eceff3;stroke:#b3bfcc}.input{fill:#fff;stroke:#33475b}
        """;
}
