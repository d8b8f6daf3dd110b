using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Ledger.Law;
using Ledger.Reports;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Reports;

/// <summary>Drawings hold what they were given: everything within the page, heights and widths in proportion, parts that make the whole, names that do not meet.</summary>
public sealed class FigureTests
{
    const string Hostile = "<script>alert(1)</script>\"'&";

    static readonly ReportWording Russian = new(ReportLanguage.Ru, LegalClock.Moscow), English = new(ReportLanguage.En, LegalClock.Moscow);

    static readonly DateOnly Start = new(2026, 7, 1);

    static ColumnsFigure Columns(DateOnly from, DateOnly to, params FigureColumn[] days) =>
        new("given", "Согласия", ["дано согласий", "отказов"], FigureSpan.Of(from, to, 2, days));

    static ColumnsFigure Quarter => Columns(Start, new(2026, 10, 1), [.. Enumerable.Range(0, 92).Where(n => n % 5 > 0).Select(n => new FigureColumn(Start.AddDays(n), [n * 7 % 31, n % 3]))]);

    static XElement Drawn(Action<HtmlWriter> draw)
    {
        using var output = new MemoryStream();
        var html = new HtmlWriter(output);
        draw(html);
        html.Flush(all: true, default).AsTask().Wait();
        return XElement.Parse(Encoding.UTF8.GetString(output.ToArray()));
    }

    static IReadOnlyList<XElement> Of(XElement svg, string kind) => [.. svg.Descendants().Where(shape => shape.Attribute("class")?.Value == kind)];

    static double Number(XElement shape, string name) => double.Parse(shape.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    static IEnumerable<TestCaseData> Figures()
    {
        TestCaseData Case(string name, Action<HtmlWriter> draw) => new TestCaseData(draw).SetArgDisplayNames(name);
        var rows = Enumerable.Range(1, 8).Select(n => new FigureBar($"Общество с ограниченной ответственностью «Получатель {n}» и его филиалы в городе", [n * 1000, n, 0])).ToList();
        yield return Case("a quarter", html => Quarter.Draw(html, Russian));
        yield return Case("nothing", html => Columns(Start, Start.AddDays(92)).Draw(html, Russian));
        yield return Case("one day", html => Columns(Start, Start.AddDays(1), new FigureColumn(Start, [1_234_567, 0])).Draw(html, English));
        yield return Case("ten years", html => Columns(new(2016, 1, 1), new(2026, 1, 1), new FigureColumn(new(2020, 2, 29), [3, 4])).Draw(html, English));
        yield return Case("bars", html => new BarsFigure("by", "Кому", ["в срок", "с нарушением срока", "не исполнено"], rows).Draw(html, Russian));
        yield return Case("no bars", html => new BarsFigure("by", "Кому", ["a"], []).Draw(html, Russian));
        yield return Case("bars of nought", html => new BarsFigure("by", "To", ["a"], [new("nobody", [0])]).Draw(html, English));
        yield return Case("shares", html => new SharesFigure("Основания", [.. rows.Select(row => new FigureBar(row.Label, [row.Sum]))]).Draw(html, Russian));
        yield return Case("no shares", html => new SharesFigure("Основания", [new("x", [0])]).Draw(html, Russian));
    }

    [TestCaseSource(nameof(Figures))]
    public void Everything_lies_within_the_page_and_no_two_texts_of_a_kind_meet(Action<HtmlWriter> draw)
    {
        var svg = Drawn(draw);
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        var texts = svg.Descendants().Where(shape => shape.Name.LocalName == "text").Select(text => (Kind: text.Attribute("class")!.Value, Place: Box(text))).ToList();
        var places = svg.Descendants().Where(shape => shape.Name.LocalName == "rect" && shape.Attribute("class") is not null)
            .Select(rect => (Number(rect, "x"), Number(rect, "y"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y") + Number(rect, "height"))).Concat(texts.Select(text => text.Place));
        foreach (var (left, top, right, bottom) in places)
            Assert.That(left >= -0.01 && top >= -0.01 && right <= box[2] + 0.01 && bottom <= box[3] + 0.01, $"{left} {top} {right} {bottom} of {box[2]} {box[3]}");
        foreach (var kind in texts.GroupBy(text => text.Kind))
            Assert.That(kind.SelectMany((a, at) => kind.Skip(at + 1).Where(b => Meet(a.Place, b.Place))), Is.Empty, kind.Key);
        Assert.That((svg.Elements().First().Name.LocalName, svg.Elements().ElementAt(1).Name.LocalName, svg.Elements().ElementAt(1).Value.Length > 5), Is.EqualTo(("title", "desc", true)));
    }

    static (double, double, double, double) Box(XElement text)
    {
        var (x, y, wide) = (Number(text, "x"), Number(text, "y"), FigureText.Width(text.Value));
        var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - wide / 2, "end" => x - wide, _ => x };
        return (left, y - 9, left + wide, y + 1);
    }

    static bool Meet((double L, double T, double R, double B) a, (double L, double T, double R, double B) b) => a.L < b.R && b.L < a.R && a.T < b.B && b.T < a.B;

    [Test]
    public void Columns_are_as_high_as_there_is_much_and_their_parts_stand_upon_another()
    {
        var svg = Drawn(html => Columns(Start, Start.AddDays(3), new(Start, [10, 5]), new(Start.AddDays(2), [20, 0])).Draw(html, Russian));
        var columns = Of(svg, "column");
        Assert.That(columns, Has.Count.EqualTo(3), "what is nought is not drawn");
        Assert.That(Number(columns[2], "height"), Is.EqualTo(2 * Number(columns[0], "height")).Within(0.02).And.EqualTo(4 * Number(columns[1], "height")).Within(0.02));
        Assert.That(Number(columns[1], "y") + Number(columns[1], "height"), Is.EqualTo(Number(columns[0], "y")).Within(0.02));
        Assert.That(columns[0].Attribute("fill")!.Value, Is.Not.EqualTo(columns[1].Attribute("fill")!.Value));
        Assert.That(Of(svg, "tick").Select(tick => tick.Value), Is.EqualTo(new[] { "0", "5", "10", "15", "20" }));
    }

    [Test]
    public void Bars_are_as_wide_as_there_is_much_and_their_parts_make_the_row()
    {
        var svg = Drawn(html => new BarsFigure("by", "To", ["a", "b"], [new("one", [30, 10]), new("two", [10, 0])]).Draw(html, English));
        var bars = Of(svg, "bar");
        Assert.That(Number(bars[0], "width"), Is.EqualTo(3 * Number(bars[1], "width")).Within(0.05).And.EqualTo(3 * Number(bars[2], "width")).Within(0.05));
        Assert.That(Number(bars[1], "x"), Is.EqualTo(Number(bars[0], "x") + Number(bars[0], "width")).Within(0.02));
        Assert.That(Of(svg, "value").Select(value => value.Value), Is.EqualTo(new[] { "40", "10" }));
    }

    [TestCase(new long[] { 1, 1, 1 }, new[] { 334, 333, 333 }), TestCase(new long[] { 0, 0 }, new[] { 0, 0 }), TestCase(new long[] { 999_999, 1 }, new[] { 1000, 0 })]
    public void Shares_add_up(long[] numbers, int[] tenths) => Assert.That(SharesFigure.Tenths(numbers), Is.EqualTo(tenths));

    [TestCase(0, 1, 1), TestCase(1, 1, 1), TestCase(5, 1, 5), TestCase(6, 2, 6), TestCase(11, 5, 15), TestCase(26, 10, 30), TestCase(1_000_001, 500_000, 1_500_000)]
    public void An_axis_has_round_steps_and_a_top_above_everything(long most, long step, long top) => Assert.That(FigureScale.Of(most), Is.EqualTo(new FigureScale(step, top)));

    [TestCase(92, FigureUnit.Day, 92), TestCase(365, FigureUnit.Week, 53), TestCase(1461, FigureUnit.Month, 48), TestCase(7305, FigureUnit.Year, 21)]
    public void A_longer_period_has_longer_columns_and_loses_nothing(int days, FigureUnit unit, int columns)
    {
        var span = FigureSpan.Of(Start, Start.AddDays(days), 1, Enumerable.Range(0, days).Select(n => new FigureColumn(Start.AddDays(n), [n])));
        Assert.That((span.Unit, span.Columns.Count, span.Columns.Sum(column => column.Sum)), Is.EqualTo((unit, columns, (long)days * (days - 1) / 2)));
        Assert.That(span.Columns[0].From, Is.EqualTo(Start), "a week or month that began earlier is named by the period's own first day");
    }

    [Test]
    public void A_few_recipients_are_shown_and_the_rest_together()
    {
        var bars = Enumerable.Range(1, 6).Select(n => new FigureBar($"r{n}", [n]));
        Assert.That(FigureBar.Greatest(bars, 3, count => $"other {count}").Select(bar => (bar.Label, bar.Sum)), Is.EqualTo(new[] { ("r6", 6L), ("r5", 5L), ("r4", 4L), ("other 3", 6L) }));
        Assert.That(FigureBar.Greatest(bars.Take(4), 3, count => "other"), Has.Count.EqualTo(4), "one alone needs no other name");
    }

    [Test]
    public void No_name_becomes_markup()
    {
        var svg = Drawn(html => new BarsFigure("by", Hostile, ["a", Hostile], [new(Hostile, [1, 2])]).Draw(html, Russian));
        Assert.That(svg.Descendants().Select(shape => shape.Name.LocalName), Does.Not.Contain("script"));
        Assert.That(svg.Elements().First().Value, Is.EqualTo(Hostile));
    }

    [Test]
    public void Long_names_are_broken_between_words_and_cut_at_the_last_line()
    {
        Assert.That(FigureText.Lines("один два", 1000, 2), Is.EqualTo(new[] { "один два" }));
        var lines = FigureText.Lines("Управление Роскомнадзора по Центральному федеральному округу Российской Федерации", 200, 2);
        Assert.That((lines.Count, lines[1].EndsWith('…'), lines.All(line => FigureText.Width(line) <= 200)), Is.EqualTo((2, true, true)));
    }

    [Test]
    public void The_drawing_of_a_quarter_is_as_it_was()
    {
        var drawn = Drawn(html => Quarter.Draw(html, Russian)).ToString().ReplaceLineEndings("\n") + "\n";
        var path = Path.Combine(SourceTree.Root, "tests", "Ledger.Tests", "golden", "columns.svg");
        if (Environment.GetEnvironmentVariable("LEDGER_GOLDEN") == "write") File.WriteAllText(path, drawn);
        Assert.That(drawn, Is.EqualTo(File.ReadAllText(path)));
    }
}
