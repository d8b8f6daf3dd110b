using System.Text;
using System.Xml.Linq;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Tests.Reports;

/// <summary>A timeline stands on its page, in black and white, and counts what would lie upon each other.</summary>
public sealed class TimelineTests
{
    static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(3));

    static XElement Drawn(TimelineFigure figure)
    {
        using var output = new MemoryStream();
        var html = new HtmlWriter(output);
        figure.Draw(html, new(ReportLanguage.Ru, LegalClock.Moscow));
        html.Flush(all: true, default).AsTask().GetAwaiter().GetResult();
        return XElement.Parse(Encoding.UTF8.GetString(output.ToArray()));
    }

    static TimelineFigure Figure(int days, params TimelinePoint[] points) => new("life", "События",
        [
            new("Согласия", points, [new(Start, null, TimelineFill.Grey, "Связь", "c-1")], [new("согласие дано", TimelineMark.Up), new("действует", Fill: TimelineFill.Grey)]),
            new("Блокирование", [], [new(Start, Start.AddDays(days / 2), TimelineFill.Hatched, "проверка")], [new("заблокировано", Fill: TimelineFill.Hatched)]),
        ], Start, Start.AddDays(days));

    static IEnumerable<XElement> Of(XElement svg, string kind) => svg.Descendants().Where(element => (string?)element.Attribute("class") == kind);

    [TestCase(1), TestCase(20), TestCase(200), TestCase(365), TestCase(4000)]
    public void Everything_lies_within_the_page_and_is_black_white_or_grey(int days)
    {
        var svg = Drawn(Figure(days, new TimelinePoint(Start, TimelineMark.Up, "начало"), new TimelinePoint(Start.AddDays(days), TimelineMark.Down, "конец")));
        var size = ((string)svg.Attribute("viewBox")!).Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        foreach (var number in svg.Descendants().SelectMany(element => element.Attributes()).Where(attribute => attribute.Name.LocalName is "x" or "x1" or "x2"))
            Assert.That(double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture), Is.InRange(0, size[2]));
        foreach (var colour in svg.Descendants().SelectMany(element => element.Attributes()).Where(attribute => attribute.Name.LocalName is "fill" or "stroke").Select(attribute => attribute.Value))
            Assert.That(colour, Is.AnyOf("#000", "#fff", "#bbb", "#c8c8c8", "url(#life-hatch)"));
        Assert.That(Of(svg, "tick").Count(), Is.InRange(1, 11));
    }

    [Test]
    public void Marks_that_would_lie_upon_each_other_become_one_with_their_number()
    {
        var svg = Drawn(Figure(365, [.. Enumerable.Range(0, 12).Select(hour => new TimelinePoint(Start.AddDays(100).AddHours(hour), TimelineMark.Diamond, "передача")), new TimelinePoint(Start.AddDays(300), TimelineMark.Diamond, "передача")]));
        Assert.That(Of(svg, "diamond").Count(), Is.EqualTo(2));
        Assert.That(Of(svg, "count").Single().Value, Is.EqualTo("12"));
    }

    [Test]
    public void What_still_lasts_goes_to_the_end_and_each_mark_is_in_the_legend()
    {
        var svg = Drawn(Figure(365, new TimelinePoint(Start.AddDays(3), TimelineMark.Up, "дано")));
        var spans = Of(svg, "span").Select(span => (double)span.Attribute("x")! + (double)span.Attribute("width")!).ToList();
        Assert.That(spans[0], Is.GreaterThan(spans[1]).And.EqualTo(SvgWriter.PageWidth - 8).Within(0.1));
        Assert.That(Of(svg, "part").Select(part => part.Value), Is.EqualTo(new[] { "согласие дано", "действует", "заблокировано" }));
    }
}
