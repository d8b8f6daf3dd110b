using Ledger.Consents;
using Ledger.Policies;

namespace Ledger.Tests.Deciders;

/// <summary>What a later edition of the policy says that an earlier one does not (6.1).</summary>
public sealed class PolicyComparisonTests
{
    static readonly PolicyPublished First = new(
        "2025-01", new("Политика", "Policy"), new('a', 64), new(2025, 1, 1), new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(
            ["web", "app"],
            [new("service", "2.2.1", new("Услуги", "Services"), ["email", "device"], [LegalBasis.Contract], RetentionDays: 30), new("news", "2.2.3", new("Новости", "News"), ["email"], [LegalBasis.Consent])],
            [new("email", "1.1.1", new("Почта", "E-mail"), DataOrigin.Provided), new("device", "1.1.2", new("Устройство", "Device"), DataOrigin.Automatic)],
            [], ["news"], ["email", "sms"], ["RU"], new("2.4", new("Письмом", "By letter"))));

    [Test]
    public void An_edition_is_the_same_as_itself_whenever_it_takes_effect_and_in_whatever_order_it_lists_things()
    {
        var terms = First.Terms;
        var later = First with
        {
            Edition = "2025-02", EffectiveFrom = First.EffectiveFrom.AddYears(1),
            Terms = terms with { Services = ["app", "web"], Purposes = [terms.Purposes[1], terms.Purposes[0] with { Categories = ["device", "email"] }] },
        };
        var compared = PolicyComparison.Of(First, later);
        Assert.Multiple(() =>
        {
            Assert.That(compared.IsSame, string.Join('\n', compared.Changes));
            Assert.That(compared.HasSameTerms);
        });
    }

    [Test]
    public void Another_file_is_a_change_of_the_document_and_of_no_promise()
    {
        var compared = PolicyComparison.Of(First, First with { DocumentSha256 = new('b', 64), LastUpdated = new(2025, 2, 1) });
        Assert.Multiple(() =>
        {
            Assert.That(compared.IsSame, Is.False);
            Assert.That(compared.HasSameTerms);
            Assert.That(compared.Changes.Single().Differences.Select(d => d.Field), Is.EqualTo(new[] { PolicyField.DocumentSha256, PolicyField.LastUpdated }));
        });
    }

    [Test]
    public void What_was_added_is_what_the_other_way_round_was_removed()
    {
        var terms = First.Terms;
        var later = First with
        {
            Terms = terms with
            {
                Purposes = [terms.Purposes[0], new("statistics", "2.2.5", new("Статистика", "Statistics"), ["device"], [LegalBasis.Statistics], AnonymisedOnly: true)],
                Channels = ["email", "push"], StorageCountries = ["RU", "BY"], Withdrawal = null,
            },
        };
        Assert.Multiple(() =>
        {
            Assert.That(Told(First, later), Is.EqualTo(new[]
            {
                "Purpose Added statistics", "Purpose Removed news", "Channel Added push", "Channel Removed sms", "Country Added BY", "Withdrawal Removed ",
            }));
            Assert.That(Told(later, First), Is.EqualTo(new[]
            {
                "Purpose Added news", "Purpose Removed statistics", "Channel Added sms", "Channel Removed push", "Country Removed BY", "Withdrawal Added ",
            }));
            Assert.That(PolicyComparison.Of(First, later).Of(PolicyPart.Purpose).First().Name, Is.EqualTo(new LocalText("Статистика", "Statistics")));
        });
    }

    [Test]
    public void A_change_says_what_was_and_what_is()
    {
        var terms = First.Terms;
        var later = First with { Terms = terms with { Purposes = [terms.Purposes[0] with { Categories = ["email"], RetentionDays = 90, Name = new("Услуги и оплата", "Services and payment") }, terms.Purposes[1]] } };
        var change = PolicyComparison.Of(First, later).Changes.Single();
        var categories = change.Differences.Single(d => d.Field == PolicyField.Categories);
        var days = change.Differences.Single(d => d.Field == PolicyField.RetentionDays);
        Assert.Multiple(() =>
        {
            Assert.That((change.Part, change.Kind, change.Id), Is.EqualTo((PolicyPart.Purpose, PolicyChangeKind.Changed, "service")));
            Assert.That(change.Differences, Has.Count.EqualTo(3));
            Assert.That(categories.Removed, Is.EqualTo(new[] { new PolicyValue("device", new("Устройство", "Device")) }));
            Assert.That(categories.Added, Is.Empty);
            Assert.That((days.Before.Single().Code, days.After.Single().Code), Is.EqualTo(("30", "90")));
            Assert.That(change.Differences.Single(d => d.Field == PolicyField.Name).After.Single().Words, Is.EqualTo(new LocalText("Услуги и оплата", "Services and payment")));
        });
    }

    [Test]
    public void A_category_that_is_renamed_changes_once_and_not_in_every_purpose_that_uses_it()
    {
        var terms = First.Terms;
        var later = First with { Terms = terms with { Categories = [terms.Categories[0] with { Name = new("Адрес почты", "E-mail address") }, terms.Categories[1]] } };
        Assert.That(Told(First, later), Is.EqualTo(new[] { "Category Changed email" }));
    }

    [Test]
    public void A_term_that_only_one_edition_has_differs_from_nothing()
    {
        var terms = First.Terms;
        var later = First with { Terms = terms with { Purposes = [terms.Purposes[0] with { RetentionDays = null }, terms.Purposes[1]] } };
        var days = PolicyComparison.Of(First, later).Changes.Single().Differences.Single();
        Assert.Multiple(() =>
        {
            Assert.That(days.Before.Single().Code, Is.EqualTo("30"));
            Assert.That(days.After, Is.Empty);
            Assert.That(days.Removed, Has.Exactly(1).Items);
        });
    }

    static IEnumerable<string> Told(PolicyPublished before, PolicyPublished after) =>
        PolicyComparison.Of(before, after).Changes.Select(change => $"{change.Part} {change.Kind} {change.Id}");
}
