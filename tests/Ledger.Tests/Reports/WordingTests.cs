using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Tests.Reports;

/// <summary>Articles and periods as documents say them.</summary>
public sealed class WordingTests
{
    static readonly ReportWording Russian = new(ReportLanguage.Ru, LegalClock.Moscow), English = new(ReportLanguage.En, LegalClock.Moscow);

    [TestCase("152-FZ 6(1)(5)", "п. 5 ч. 1 ст. 6 152-ФЗ", "152-FZ 6(1)(5)"), TestCase("152-FZ-6-1-3.1", "п. 3.1 ч. 1 ст. 6 152-ФЗ", "152-FZ 6(1)(3.1)"), TestCase("152-FZ 6(3)", "ч. 3 ст. 6 152-ФЗ", "152-FZ 6(3)")]
    [TestCase("152-FZ 7", "ст. 7 152-ФЗ", "152-FZ 7"), TestCase("152-FZ art. 21(5.1)", "ч. 5.1 ст. 21 152-ФЗ", "152-FZ 21(5.1)"), TestCase("3-FZ-13-1-4", "п. 4 ч. 1 ст. 13 3-ФЗ", "3-FZ 13(1)(4)")]
    [TestCase("GDPR art. 6(1)", "GDPR art. 6(1)", "GDPR art. 6(1)"), TestCase("", "", "")]
    public void Articles_are_said_as_lawyers_say_them(string article, string ru, string en) =>
        Assert.That((LawArticle.InWords(article, ReportLanguage.Ru).Replace('\u00A0', ' '), LawArticle.InWords(article, ReportLanguage.En)), Is.EqualTo((ru, en)));

    [TestCase("2025-01-01T00:00:00+03:00", "2026-01-01T00:00:00+03:00", "с 1 января 2025 г. по 31 декабря 2025 г. включительно", "from 1 January 2025 to 31 December 2025, both included")]
    [TestCase("2025-05-31T21:00:00Z", "2025-06-01T21:00:00Z", "1 июня 2025 г.", "1 June 2025")]
    [TestCase("2025-06-01T09:00:00Z", "2025-06-02T21:00:00Z", "с 01.06.2025 12:00 до 3 июня 2025 г. (не включая)", "from 1 Jun 2025 12:00 until 3 June 2025 (not included)")]
    [TestCase("2025-05-31T21:00:00Z", null, "с 1 июня 2025 г. до времени составления", "from 1 June 2025 to the time of making")]
    [TestCase(null, "2025-05-31T21:00:00Z", "с начала ведения журнала до 1 июня 2025 г. (не включая)", "from the beginning of the ledger until 1 June 2025 (not included)")]
    [TestCase(null, null, "за всё время ведения журнала", "the whole time of the ledger")]
    public void A_period_is_said_in_whole_local_days_where_it_is_that(string? from, string? to, string ru, string en)
    {
        static DateTimeOffset? Parsed(string? moment) => moment is null ? null : DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That((Russian.Span(Parsed(from), Parsed(to)).Replace('\u00A0', ' '), English.Span(Parsed(from), Parsed(to)).Replace('\u00A0', ' ')), Is.EqualTo((ru, en)));
    }
}
