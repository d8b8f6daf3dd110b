using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Receipts;

/// <summary>
/// Kantara Consent Receipt v1.1: the rules of its JSON schema (KantaraInitiative/consent-receipt-v-next, CR_v1_1, draft-04), put down as tests, since its
/// licence does not clearly let the schema itself be copied.
/// </summary>
public sealed class KantaraTests
{
    static readonly string[] Kinds = ["string", "integer", "boolean", "object", "strings", "array"];

    [Test]
    public void It_is_what_the_schema_demands()
    {
        foreach (var made in Every()) Assert.That(Breaches(made.Json), Is.Empty);
    }

    [TestCase("version"), TestCase("spiCat"), TestCase("piiControllers"), TestCase("policyUrl")]
    public void The_rules_see_what_is_missing(string name)
    {
        var file = Every().First().Json;
        file.AsObject().Remove(name);
        Assert.That(Breaches(file), Is.Not.Empty);
    }

    [Test]
    public void A_third_party_is_named_where_data_may_be_disclosed()
    {
        var file = Every().First().Json;
        Assert.That(Purposes(file).First()!["thirdPartyName"]!.GetValue<string>(), Is.EqualTo("АО «Помощь»"));
        Purposes(file).First()!.AsObject().Remove("thirdPartyName");
        Assert.That(Breaches(file), Is.Not.Empty);
    }

    [Test]
    public void An_end_of_the_consent_stands_where_the_receipt_says_how_it_terminates()
    {
        var made = new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":["contact"],"channel":"letter"}"""), profile: ReceiptProfile.Kantara);
        var termination = Purposes(made.Json).Select(purpose => purpose!["termination"]!.GetValue<string>()).ToList();
        Assert.That(termination[0], Does.StartWith("отозвано 2026-03-1"));
        Assert.That(termination[1], Does.Not.Contain("отозвано"));
    }

    [Test]
    public void Data_that_the_policy_maps_to_a_special_category_is_sensitive()
    {
        var policy = MadeUpReceipt.Policy.Replace("\"pd:DeviceBased\"", "\"pd:Biometric\",\"dpv:SpecialCategoryPersonalData\"");
        var file = new MadeUpReceipt(policy: policy, profile: ReceiptProfile.Kantara).Json;
        Assert.That((file["sensitive"]!.GetValue<bool>(), file["spiCat"]!.AsArray().Single()!.GetValue<string>()), Is.EqualTo((true, "Файлы cookie")));
        Assert.That(Every().First().Json["sensitive"]!.GetValue<bool>(), Is.False);
    }

    [Test]
    public void The_time_of_consent_is_in_seconds() => Assert.That(Every().First().Json["consentTimestamp"]!.GetValue<long>(),
        Is.EqualTo(new DateTimeOffset(2026, 3, 16, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()));

    static IEnumerable<MadeUpReceipt> Every() =>
    [
        new(profile: ReceiptProfile.Kantara), new(profile: ReceiptProfile.Kantara, later: made => made.Withdraw("""{"purposes":[],"channel":"letter"}""")),
        new(profile: ReceiptProfile.Kantara, consent: ",\"validUntil\":\"2026-05-01T00:00:00Z\"", opened: false),
    ];

    static JsonArray Purposes(JsonNode file) => file["services"]![0]!["purposes"]!.AsArray();

    /// <summary>The members the schema names, each with its type and whether it is required.</summary>
    static List<string> Breaches(JsonNode file) =>
    [
        .. Check(file, "version string, jurisdiction string, consentTimestamp integer, collectionMethod string, consentReceiptID string, publicKey? string, language? string, piiPrincipalId string, piiControllers array, policyUrl string, services array, sensitive boolean, spiCat strings"),
        .. Items(file, "piiControllers").SelectMany(item => Check(item, "piiController string, onBehalf? boolean, contact string, address object, email string, phone string, piiControllerUrl? string")),
        .. Items(file, "services").SelectMany(item => Check(item, "service string, purposes array")),
        .. Items(file, "services").SelectMany(service => Items(service, "purposes")).SelectMany(item => Check(item,
            "purpose? string, consentType string, purposeCategory strings, piiCategory strings, primaryPurpose? boolean, termination string, thirdPartyDisclosure boolean"
            + (item?["thirdPartyDisclosure"]?.GetValue<bool>() == true ? ", thirdPartyName string" : ""))),
        .. file["consentTimestamp"]?.GetValue<long>() < 0 ? ["consentTimestamp"] : Array.Empty<string>(),
    ];

    static IEnumerable<JsonNode?> Items(JsonNode? of, string name) => of?[name] as JsonArray ?? [];

    static IEnumerable<string> Check(JsonNode? of, string members)
    {
        foreach (var member in members.Split(", "))
        {
            var (name, kind) = (member.Split(' ')[0], member.Split(' ')[1]);
            Assert.That(Kinds, Does.Contain(kind));
            if (of?[name.TrimEnd('?')] is { } value ? !IsOf(value, kind) : !name.EndsWith('?')) yield return name;
        }
    }

    static bool IsOf(JsonNode value, string kind) => kind switch
    {
        "string" => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "integer" => value is JsonValue number && number.TryGetValue<long>(out _),
        "boolean" => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "object" => value is JsonObject,
        "strings" => value is JsonArray items && items.All(item => item?.GetValueKind() == System.Text.Json.JsonValueKind.String),
        _ => value is JsonArray,
    };
}
