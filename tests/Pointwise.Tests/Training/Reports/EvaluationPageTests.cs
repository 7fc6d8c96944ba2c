using System.Collections.Immutable;
using System.Xml.Linq;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Pointwise.Training.Reports;
using Xunit;

namespace Pointwise.Tests.Training.Reports;

public class EvaluationPageTests
{
    private static readonly DrawnShapes Shapes = new(90, 4);

    [Fact]
    public void Page_OfAReport_IsWellFormedAndHoldsEveryPart()
    {
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Shapes, 1) with { Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("epochs", "<3>") };
        EvaluationReport report = Evaluation.Report(model, Shapes, 1, TestContext.Current.CancellationToken);
        var log = new LoggedRun([.. Enumerable.Range(1, 5).Select(e => new LoggedEpoch(10 * e, e, 1.0 / e, 0.5, 0.1, double.NaN, double.NaN))], []);
        string page = EvaluationPage.Write("shapes & more", report, model, Shapes, log).ToString();
        XElement[] all = [.. Body(page).Descendants()];
        Assert.Equal(["Training", "What is taken for what, and how far probabilities can be believed", "Classes", $"All mistakes, the surest first: {report.Mistakes.Length}", "How the model came to be"], all.Where(e => e.Name.LocalName == "h2").Select(e => e.Value));
        Assert.Equal(3 + 2, all.Count(e => e.Name.LocalName == "svg"));
        Assert.Equal(report.Mistakes.Length, all.Count(e => e.Name.LocalName == "figure"));
        Assert.All(all.Where(e => e.Name.LocalName == "img"), e => Assert.StartsWith("data:image/png;base64,", e.Attribute("src")!.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(all, e => e.Name.LocalName == "td" && e.Value == "<3>");
        int cells = report.Confusion.Sum(row => row.Count(n => n > 0));
        Assert.Equal(cells + 1, all.Count(e => e.Name.LocalName == "rect" && e.Attribute("class")!.Value.StartsWith('h')));
    }

    [Fact]
    public void Page_OfAModelWithoutMistakes_HasNone()
    {
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Shapes, 1);
        EvaluationReport report = Evaluation.Report(model, Shapes, 1, TestContext.Current.CancellationToken) with { Mistakes = [] };
        Assert.DoesNotContain("<figure", EvaluationPage.Write("x", report, model, Shapes).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The page's body as XML: what is written is well-formed but for the empty elements of HTML.</summary>
    private static XElement Body(string page)
    {
        int from = page.IndexOf("<body>", StringComparison.Ordinal), to = page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length;
        string body = page[from..to].Replace("<br>", "<br/>", StringComparison.Ordinal);
        return XElement.Parse(System.Text.RegularExpressions.Regex.Replace(body, "(<img [^>]*[^/])>", "$1/>"));
    }
}
