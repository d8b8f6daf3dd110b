using Ledger.Consents;
using Ledger.Policies;

namespace Ledger.Tests.Deciders;

public sealed class PolicyBookTests
{
    static readonly DateTimeOffset Noon = Given<PolicyBook, PolicyEvent>.Noon;

    [Test]
    public void A_first_edition_is_published() => After().When(Edition("1")).ThenItHappens();

    [Test]
    public void Clause_6_1_an_edition_may_take_effect_the_moment_it_is_published_or_later()
    {
        After().When(Edition("1", Noon), Noon).ThenItHappens();
        After().When(Edition("1", Noon.AddDays(1)), Noon).ThenItHappens();
        After().When(Edition("1", Noon.AddTicks(-1)), Noon).ThenRefused(PolicyBook.EffectiveBeforePublication, "$.data.effectiveFrom");
    }

    [Test]
    public void The_same_edition_again_is_nothing_new() => After(Edition("1")).When(Edition("1"), Noon.AddYears(1)).ThenNothing();

    [Test]
    public void An_edition_keeps_its_content() =>
        After(Edition("1")).When(Edition("1") with { LastUpdated = new(2026, 3, 1) }).ThenRefused(PolicyBook.EditionExists, "$.data.edition");

    [Test]
    public void Editions_take_effect_in_order()
    {
        var first = Edition("1", Noon.AddDays(5));
        After(first).When(Edition("2", Noon.AddDays(4))).ThenRefused(PolicyBook.EditionOutOfOrder);
        After(first).When(Edition("2", Noon.AddDays(5))).ThenRefused(PolicyBook.EditionOutOfOrder);
        After(first).When(Edition("2", Noon.AddDays(6))).ThenItHappens();
    }

    [Test]
    public void Terms_name_each_thing_once_and_use_what_they_declare()
    {
        var terms = Edition("1").Terms;
        After().When(Edition("1") with { Terms = terms with { Purposes = [terms.Purposes[0], terms.Purposes[0]] } }).ThenRefused(PolicyBook.TermDoubled);
        After().When(Edition("1") with { Terms = terms with { Categories = [terms.Categories[0], terms.Categories[0]] } }).ThenRefused(PolicyBook.TermDoubled);
        After().When(Edition("1") with { Terms = terms with { Purposes = [terms.Purposes[0] with { Categories = ["device", "blood-type"] }] } })
            .ThenRefused(PolicyBook.CategoryUndeclared, "$.data.terms.purposes[0].categories");
    }

    [TestCase("dpv:ServiceProvision", "pd:EmailAddress", true), TestCase("pd:EmailAddress", "pd:EmailAddress", false), TestCase("dpv:", "pd:EmailAddress", false),
     TestCase("dpv:ServiceProvision", "EmailAddress", false), TestCase("dpv:ServiceProvision", "https://example.org/Email", false), TestCase("dpv:Service Provision", "dpv:PersonalData", false)]
    public void What_purposes_and_categories_are_mapped_to_can_be_a_term_of_the_Data_Privacy_Vocabulary(string purpose, string category, bool stands)
    {
        var terms = Edition("1").Terms;
        var mapped = Edition("1") with { Terms = terms with { Purposes = [terms.Purposes[0] with { Dpv = [purpose] }], Categories = [terms.Categories[0] with { Dpv = [category] }] } };
        var asked = After().When(mapped);
        if (stands) asked.ThenItHappens();
        else asked.ThenRefused(PolicyBook.DpvTermMalformed);
    }

    static Given<PolicyBook, PolicyEvent> After(params PolicyEvent[] happened) => new(happened);

    static PolicyPublished Edition(string edition, DateTimeOffset? from = null) => new(edition, new("П", "P"), new('a', 64), new(2026, 2, 1), from ?? Noon, new(
        ["panel"], [new("contact", "2.2.3", new("С", "C"), ["device"], [LegalBasis.Consent])], [new("device", "1.1.2", new("У", "D"), DataOrigin.Automatic)],
        [], [], [], ["RU"]));
}
