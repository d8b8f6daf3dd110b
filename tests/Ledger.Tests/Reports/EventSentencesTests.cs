using System.Text.Json;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Tests.Reports;

/// <summary>Every type of event has its sentence, in the words of verify.html, with every place of it filled.</summary>
public sealed class EventSentencesTests
{
    static EventSentences In(ReportLanguage language) => new(language, new(language, LegalClock.Moscow)) { Named = (member, id) => member == "recipient" ? $"«{id}»" : null };

    static JsonElement Recorded(string type, string data) => JsonDocument.Parse($$"""{"type":"{{type}}","data":{{data}}}""").RootElement;

    static IEnumerable<string> Types => EventCatalogue.All.Select(kind => kind.FullType);

    [TestCaseSource(nameof(Types))]
    public void Every_type_has_a_name_and_a_sentence_without_a_place_left_open(string type)
    {
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var sentences = In(language);
            Assert.That(sentences.NameOf(type), Is.Not.EqualTo(type).And.Not.EqualTo(sentences.NameOf("ledger.no.such.v1")));
            Assert.That(sentences.Of(Recorded(type, "{}"), _ => null), Does.Not.Contain("{").And.Not.Contain("[").And.Not.EqualTo(type));
        }
    }

    [Test]
    public void Places_hold_names_words_moments_and_opened_values_and_what_is_absent_is_left_out()
    {
        const string data = """
            {"recipient":"mvd","categories":["name","email"],"purpose":"identification","mode":"provision","country":"RU","ground":"law","document":{"kind":"request","number":{"sealed":"x"},"date":"2025-05-30"}}
            """;
        var said = In(ReportLanguage.Ru).Of(Recorded("ledger.disclosure.made.v1", data), pointer => pointer == "/data/document/number" ? "Исх-7" : null);
        Assert.That(said, Does.Contain("«mvd»").And.Contain("name, email").And.Contain("закон").And.Contain("Исх-7").And.Contain("30.05.2025").And.Contain("предоставление"));
        Assert.That(said, Does.Not.Contain("согласие"), "no consent is named");
        Assert.That(In(ReportLanguage.En).Of(Recorded("ledger.disclosure.made.v1", data), _ => null), Does.Contain("No. destroyed of 30"));
    }

    [Test]
    public void A_value_that_ends_with_a_point_keeps_it_and_the_sentence_adds_none()
    {
        var said = In(ReportLanguage.En).Of(Recorded("ledger.hold.lifted.v1", """{"hold":"h-1","reason":{"sealed":"x"}}"""), _ => "It is over...");
        Assert.That(said, Does.EndWith("why: It is over..."));
    }

    [Test]
    public void An_unknown_type_is_named_as_unknown_and_a_code_without_words_stands_as_itself()
    {
        var sentences = In(ReportLanguage.En);
        Assert.That(sentences.Of(Recorded("ledger.consent.given.v9", "{}"), _ => null), Is.EqualTo("ledger.consent.given.v9"));
        Assert.That((sentences.Code("basis", "contract"), sentences.Code("basis", "new-basis")), Is.EqualTo(("a contract", "new-basis")));
    }
}
