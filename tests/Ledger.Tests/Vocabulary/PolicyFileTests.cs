using System.Security.Cryptography;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Policies;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

/// <summary>The operator's policy as data: deploy/policies/x-keeper-2025.json says what the published text says, clause by clause.</summary>
public sealed class PolicyFileTests
{
    static readonly PolicyPublished Policy = Read();

    [Test]
    public void Clause_1_1_1_names_what_a_person_gives() =>
        Assert.That(Categories(DataOrigin.Provided), Is.EqualTo(["name", "email", "phone", "login", "contact"]));

    [Test]
    public void Clause_1_1_2_names_what_is_gathered_automatically() =>
        Assert.That(Categories(DataOrigin.Automatic), Is.EqualTo(["cookies", "device", "location"]));

    [Test]
    public void Clause_1_2_names_the_services() => Assert.That(Policy.Terms.Services, Does.Contain("x-keeper-panel"));

    [TestCase("identification", "2.2.1"), TestCase("personalised-service", "2.2.2"), TestCase("contact", "2.2.3"), TestCase("improvement", "2.2.4"),
     TestCase("statistics", "2.2.5"), TestCase("support", "7.2")]
    public void Clause_2_2_names_each_purpose(string id, string clause) => Assert.That(Policy.Terms.Purposes.Single(p => p.Id == id).Clause, Is.EqualTo(clause));

    [Test]
    public void Clause_2_2_5_allows_statistics_on_anonymised_data_only() =>
        Assert.That(Policy.Terms.Purposes.Where(p => p.AnonymisedOnly).Select(p => p.Id), Is.EqualTo(["statistics"]));

    [Test]
    public void Clause_2_4_says_how_consent_is_withdrawn() => Assert.That(Policy.Terms.Withdrawal, Is.Not.Null.And.Property("Clause").EqualTo("2.4"));

    [Test]
    public void Clause_3_1_keeps_data_in_Russia() => Assert.That(Policy.Terms.StorageCountries, Is.EqualTo(["RU"]));

    [TestCase(DisclosureGround.Consent, "3.3.1", "152-FZ 6(1)(1)"), TestCase(DisclosureGround.Service, "3.3.2", "152-FZ 6(1)(5)"),
     TestCase(DisclosureGround.Law, "3.3.3", "152-FZ 6(1)(2)")]
    public void Clause_3_3_maps_each_ground_to_the_law(DisclosureGround ground, string clause, string article)
    {
        var named = Policy.Terms.DisclosureGrounds.Single(candidate => candidate.Ground == ground);
        Assert.That((named.Clause, named.Articles[0]), Is.EqualTo((clause, article)));
    }

    [Test]
    public void Clause_4_1_names_kinds_and_channels_of_messages()
    {
        Assert.That(Policy.Terms.MessageKinds, Is.EqualTo(["terms", "faults-and-updates", "news", "offers", "personal"]));
        Assert.That(Policy.Terms.Channels, Is.EqualTo(["email", "web", "sms", "push", "phone"]));
    }

    [Test]
    public void Clause_7_1_names_six_kinds_of_support_data() => Assert.That(Categories(DataOrigin.Support), Has.Count.EqualTo(6).And.All.StartsWith("support-"));

    [Test]
    public void Every_purpose_uses_declared_categories_only_and_every_category_has_a_purpose()
    {
        var declared = Policy.Terms.Categories.Select(category => category.Id).ToList();
        Assert.That(declared, Is.Unique);
        Assert.That(Policy.Terms.Purposes.SelectMany(purpose => purpose.Categories).Distinct(), Is.EquivalentTo(declared));
    }

    [Test]
    public void Clause_6_1_the_edition_carries_the_hash_of_the_real_document()
    {
        var document = Path.Combine(SourceTree.Root, "../shared/data/policy-x-keeper.ru.txt");
        Needs.Met(File.Exists(document), "The text of the published policy is not beside this repository.");
        Assert.That(Policy.DocumentSha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(document)))));
    }

    static List<string> Categories(DataOrigin origin) => [.. Policy.Terms.Categories.Where(category => category.Origin == origin).Select(category => category.Id)];

    static PolicyPublished Read()
    {
        var file = File.ReadAllBytes(Path.Combine(SourceTree.Root, "deploy/policies/x-keeper-2025.json"));
        var read = PublishedCodec.Read(file, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(3)), TimeSpan.Zero);
        return (PolicyPublished)(read.Refusal is null ? read.Value.Data : throw new AssertionException($"{read.Refusal}"));
    }
}
