using System.Text;

namespace Pointwise.Drawing;

/// <summary>Writes one page that needs nothing beside itself: text, tables and drawings, style within, no script.</summary>
/// <param name="title">The page's title, also its heading.</param>
public sealed class HtmlPage(string title)
{
    private const string Style = """
        :root{color-scheme:light}
        body{font-family:system-ui,'Segoe UI','DejaVu Sans',Helvetica,sans-serif;color:#1c2733;background:#fff;margin:2.5rem auto;max-width:86rem;padding:0 1.5rem;line-height:1.5}
        h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
        p{margin:.4rem 0}.note{color:#5b6b7b;font-size:.9rem}
        .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.76rem;font-variant-numeric:tabular-nums}
        th{font-weight:600;text-align:left;border-bottom:2px solid #1c2733}th,td{padding:.3rem .42rem;white-space:nowrap}
        td{border-bottom:1px solid #e3e8ee}tr:last-child td{border-bottom:2px solid #1c2733}tbody tr:hover{background:#f3f7fb}
        .row{display:flex;align-items:center;gap:.5rem;padding:.35rem 0;border-bottom:1px solid #e3e8ee}.row b{flex:0 0 11rem;font-size:.85rem;font-weight:600;overflow-wrap:anywhere}
        .row div{display:flex;flex-wrap:wrap;gap:.4rem}.row img{height:64px;min-width:24px;object-fit:contain;border-radius:3px;background:#f3f7fb;image-rendering:auto}
        .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.9rem .8rem;margin:.8rem 0}figure{margin:0}
        figure img{width:100%;height:8.5rem;object-fit:contain;background:#f3f7fb;border-radius:4px}figcaption{font-size:.76rem;line-height:1.35;margin-top:.25rem;overflow-wrap:anywhere}
        .compared{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.6rem;max-width:66rem;margin:.3rem 0 1.3rem}.compared img{width:100%;height:auto;background:#f3f7fb;border-radius:4px}
        .beside{display:flex;flex-wrap:wrap;gap:1.2rem 2rem;align-items:flex-start}.figures{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0}
        .figures div{border:1px solid #e3e8ee;border-radius:6px;padding:.5rem .9rem;min-width:7rem}.figures b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums}.figures span{font-size:.78rem;color:#5b6b7b}
        ul{margin:.4rem 0;padding-left:1.2rem}table+table,.scroll+.scroll{margin-top:.8rem}
        .right{text-align:right}tr.strong td{font-weight:600}svg{max-width:100%;height:auto}
        """;

    private readonly StringBuilder body = new();

    /// <summary>A second-level heading.</summary>
    public HtmlPage Heading(string text) => Append($"<h2>{SvgWriter.Escape(text)}</h2>\n");

    /// <summary>A paragraph.</summary>
    public HtmlPage Paragraph(string text) => Append($"<p>{SvgWriter.Escape(text)}</p>\n");

    /// <summary>A paragraph in small grey letters.</summary>
    public HtmlPage Note(string text) => Append($"<p class=\"note\">{SvgWriter.Escape(text)}</p>\n");

    /// <summary>Sentences, a bullet each; nothing where there are none.</summary>
    public HtmlPage List(IEnumerable<string> sentences)
    {
        string items = string.Concat(sentences.Select(s => $"<li>{SvgWriter.Escape(s)}</li>\n"));
        return items.Length == 0 ? this : Append($"<ul>{items}</ul>\n");
    }

    /// <summary>A row of small pictures.</summary>
    /// <param name="title">What they are; stands at the left.</param>
    /// <param name="pictures">Addresses that hold the pictures themselves (data:), and a caption each, shown where the pointer rests.</param>
    public HtmlPage Pictures(string title, IEnumerable<(string Address, string Caption)> pictures)
    {
        body.Append("<div class=\"row\"><b>").Append(SvgWriter.Escape(title)).Append("</b><div>");
        foreach ((string address, string caption) in pictures)
            body.Append("<img src=\"").Append(SvgWriter.Escape(address)).Append("\" alt=\"").Append(SvgWriter.Escape(caption)).Append("\" title=\"").Append(SvgWriter.Escape(caption)).Append("\">");
        return Append("</div></div>\n");
    }

    /// <summary>Pictures side by side, each with words under it.</summary>
    /// <param name="pictures">Addresses that hold the pictures themselves (data:), what stands under each, and what is shown where the pointer rests.</param>
    public HtmlPage Gallery(IEnumerable<(string Address, IReadOnlyList<string> Lines, string Hint)> pictures)
    {
        body.Append("<div class=\"gallery\">\n");
        foreach ((string address, IReadOnlyList<string> lines, string hint) in pictures)
        {
            body.Append("<figure title=\"").Append(SvgWriter.Escape(hint)).Append("\"><img src=\"").Append(SvgWriter.Escape(address)).Append("\" alt=\"").Append(SvgWriter.Escape(hint)).Append("\"><figcaption>");
            body.AppendJoin("<br>", lines.Select(SvgWriter.Escape)).Append("</figcaption></figure>\n");
        }

        return Append("</div>\n");
    }

    /// <summary>Rows of pictures to be compared, as large as the page allows, three beside each other.</summary>
    /// <param name="rows">A line of words over each row, and its pictures: addresses that hold the pictures themselves (data:), and what stands under each.</param>
    public HtmlPage Compared(IEnumerable<(string Title, IReadOnlyList<(string Address, string Caption)> Pictures)> rows)
    {
        foreach ((string title, IReadOnlyList<(string Address, string Caption)> pictures) in rows)
        {
            body.Append("<p>").Append(SvgWriter.Escape(title)).Append("</p><div class=\"compared\">\n");
            foreach ((string address, string caption) in pictures)
                body.Append("<figure><img src=\"").Append(SvgWriter.Escape(address)).Append("\" alt=\"").Append(SvgWriter.Escape(caption)).Append("\"><figcaption>").Append(SvgWriter.Escape(caption)).Append("</figcaption></figure>\n");
            body.Append("</div>\n");
        }

        return this;
    }

    /// <summary>The numbers that matter, large, each with its name.</summary>
    public HtmlPage Numbers(IEnumerable<(string Value, string Name)> numbers)
    {
        body.Append("<div class=\"figures\">");
        foreach ((string value, string name) in numbers) body.Append("<div><b>").Append(SvgWriter.Escape(value)).Append("</b><span>").Append(SvgWriter.Escape(name)).Append("</span></div>");
        return Append("</div>\n");
    }

    /// <summary>Drawings side by side where there is room.</summary>
    public HtmlPage Beside(IEnumerable<SvgWriter> drawings) => Append($"<div class=\"beside\">{string.Concat(drawings.Select(d => d.ToElement()))}</div>\n");

    /// <summary>A drawing.</summary>
    public HtmlPage Drawing(SvgWriter drawing) => Append($"<div class=\"scroll\">{drawing.ToElement()}</div>\n");

    /// <summary>A table.</summary>
    /// <param name="headers">The columns' names; one that starts with '>' is set flush right.</param>
    /// <param name="rows">Cells by row.</param>
    /// <param name="strongRows">How many of the last rows are sums, set in bold.</param>
    public HtmlPage Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, int strongRows = 0)
    {
        body.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (string header in headers) Cell("th", header, header);
        body.Append("</tr></thead><tbody>\n");
        for (int r = 0; r < rows.Count; r++)
        {
            body.Append(r >= rows.Count - strongRows ? "<tr class=\"strong\">" : "<tr>");
            for (int c = 0; c < rows[r].Count; c++) Cell("td", headers[c], rows[r][c]);
            body.Append("</tr>\n");
        }

        return Append("</tbody></table></div>\n");
    }

    /// <summary>The page as a file.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>{SvgWriter.Escape(title)}</title><style>
        {Style}
        </style></head><body>
        <h1>{SvgWriter.Escape(title)}</h1>
        {body}</body></html>

        """;

    private void Cell(string tag, string header, string text)
    {
        string right = header.StartsWith('>') ? " class=\"right\"" : "";
        body.Append('<').Append(tag).Append(right).Append('>').Append(SvgWriter.Escape(tag == "th" ? text.TrimStart('>') : text)).Append("</").Append(tag).Append('>');
    }

    private HtmlPage Append(string html)
    {
        body.Append(html);
        return this;
    }
}
