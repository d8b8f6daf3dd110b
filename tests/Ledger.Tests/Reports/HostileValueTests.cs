using System.Text;
using Ledger.Reports;

namespace Ledger.Tests.Reports;

/// <summary>No value of an act becomes markup, style, a formula or another cell, whoever published it.</summary>
public sealed class HostileValueTests
{
    static readonly string[] Values =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><style>*{display:none}", "'; } body { display: none } @page { \"", "=HYPERLINK(\"http://x\")",
        "a;b\"c\r\nd,e", "\u202Eобратно", "&lt;", "@SUM(1)", "\u2028\u2029",
    ];

    [TestCaseSource(nameof(Values))]
    public async Task Html_shows_it_and_does_not_run_it(string value)
    {
        foreach (var kind in Enum.GetValues<ActReportKind>())
        {
            var html = await Written(Report(kind, value).WriteHtml);
            Assert.That(Tags(html), Is.EqualTo(Tags(await Written(Report(kind, "x").WriteHtml))), "the same markup, whatever the values");
            Assert.That(System.Net.WebUtility.HtmlDecode(html), Does.Contain(value));
            var style = html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf("</style>", StringComparison.Ordinal)];
            foreach (var sign in "<;{}@\"&=") Assert.That(style.Count(c => c == sign), Is.EqualTo(Style(kind).Count(c => c == sign)), $"{sign} in the style");
        }
    }

    [TestCaseSource(nameof(Values))]
    public async Task Csv_keeps_it_in_its_cell_and_makes_no_formula_of_it(string value)
    {
        foreach (var kind in Enum.GetValues<ActReportKind>())
        {
            var csv = await Written(Report(kind, value).WriteCsv);
            var rows = Rows(csv);
            Assert.That(csv[0], Is.EqualTo('\uFEFF'));
            Assert.That(rows, Has.Count.EqualTo(2));
            Assert.That(rows[1], Has.Count.EqualTo(rows[0].Count));
            Assert.That(rows[1], Has.Some.EqualTo(value).Or.Some.EqualTo($"'{value}"));
            Assert.That(rows[1].Where(cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal)), Is.Empty);
        }
    }

    [Test]
    public async Task What_was_destroyed_reads_so()
    {
        var html = await Written(Report(ActReportKind.Act, null).WriteHtml);
        Assert.That(html, Does.Contain("сведения уничтожены"));
    }

    static string Style(ActReportKind kind)
    {
        var html = Written(Report(kind, "x").WriteHtml).GetAwaiter().GetResult();
        return html[html.IndexOf("<style>", StringComparison.Ordinal)..html.IndexOf("</style>", StringComparison.Ordinal)];
    }

    static ActReport Report(ActReportKind kind, string? value)
    {
        var (text, day) = (value ?? "x", new DateOnly(2026, 3, 1));
        var head = new ActHead(
            text, day, new(text, text, text, text), [new(text, text)], [new(new(value), new(value))], 1, 1, day, day, [text], [text], [text], true, day, text, 7,
            [new(ActGap.Performers, 1)]);
        return new(kind, head, Lines);

        async IAsyncEnumerable<DestroyedLine> Lines()
        {
            yield return new(1, 5, new(new(value), IsName: true), [text], true, text, [new(new(value), 2)], text, text, day, 1, [1]);
            await Task.CompletedTask;
        }
    }

    static async Task<string> Written(Func<Stream, CancellationToken, Task> write)
    {
        using var bytes = new MemoryStream();
        await write(bytes, default);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The markup of the body alone.</summary>
    static string Tags(string html)
    {
        var tags = new StringBuilder();
        var inside = false;
        foreach (var c in html[html.IndexOf("<body>", StringComparison.Ordinal)..])
        {
            if (c == '<') inside = true;
            if (inside) tags.Append(c);
            if (c == '>') inside = false;
        }
        return tags.ToString();
    }

    /// <summary>RFC 4180 with semicolons, read anew.</summary>
    static List<List<string>> Rows(string csv)
    {
        List<List<string>> rows = [[]];
        var (cell, quoted) = (new StringBuilder(), false);
        for (var at = 1; at < csv.Length; at++)
        {
            var c = csv[at];
            if (quoted && c == '"' && at + 1 < csv.Length && csv[at + 1] == '"') (cell, at) = (cell.Append('"'), at + 1);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == ';') (_, cell) = (Add(), new());
            else if (!quoted && c == '\r' && csv[at + 1] == '\n')
            {
                (_, cell, at) = (Add(), new(), at + 1);
                rows.Add([]);
            }
            else cell.Append(c);
        }
        rows.RemoveAt(rows.Count - 1);
        return rows;

        bool Add()
        {
            rows[^1].Add(cell.ToString());
            return true;
        }
    }
}
