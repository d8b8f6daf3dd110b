using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Receipts;

/// <summary>ISO/IEC TS 27560:2023 as W3C's group maps it: every field it demands is there, and what may come more than once is a list.</summary>
public sealed class Iso27560Tests
{
    static readonly JsonNode Record = new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":["contact"],"channel":"letter"}""")).Record;

    /// <summary>The field, and what holds it, by the path from the record; * stands for every item of a list.</summary>
    static readonly (string Field, string Path)[] Fields =
    [
        ("schema version", "dct:conformsTo/@id"), ("record id", "dct:identifier"), ("record id", "dpv:hasIdentifier"), ("pii principal id", "dpv:hasDataSubject/dct:identifier"),
        ("privacy notice", "dpv:hasNotice/*/@id"), ("language", "dct:language"), ("purpose", "dpv:hasProcess/*/dpv:hasPurpose/*/dct:title"), ("purpose type", "dpv:hasProcess/*/dpv:hasPurpose/*/skos:broader"),
        ("lawful basis", "dpv:hasLegalBasis"), ("pii information", "dpv:hasProcess/*/dpv:hasPersonalData"), ("pii type", "dpv:hasProcess/*/dpv:hasPersonalData/*/skos:broader"),
        ("pii controllers", "dpv:hasDataController"), ("storage locations", "dpv:hasProcess/*/dpv:hasStorageCondition/0/dpv:hasLocation"),
        ("retention period", "dpv:hasProcess/*/dpv:hasStorageCondition/1/dpv:hasDuration"), ("jurisdiction", "dpv:hasJurisdiction"), ("recipient third parties", "dpv:hasProcess/*/dpv:hasRecipient"),
        ("recipient third parties", "dpv:hasProcess/*/dpv:hasThirdParty"), ("withdrawal method", "dpv:hasConsentControl/*/dct:description"), ("party id", "dpv:hasEntity/*/dct:identifier"),
        ("party name", "dpv:hasEntity/*/dpv:hasName"), ("party address", "dpv:hasEntity/*/dpv:hasAddress"), ("party contact", "dpv:hasEntity/*/dpv:hasContact"), ("party type", "dpv:hasEntity/*/@type"),
        ("event time", "dpv:hasConsentStatus/*/dpv:isIndicatedAtTime/@value"), ("event time", "dpv:hasConsentStatus/*/dct:date"), ("validity duration", "dpv:hasConsentStatus/*/dct:valid"),
        ("validity duration", "dpv:hasConsentStatus/*/dpv:hasDuration"), ("entity id", "dpv:hasConsentStatus/*/dpv:isIndicatedBy/*/@id"), ("entity id", "dpv:hasConsentStatus/*/dpv:isImplementedByEntity"),
        ("event type", "dpv:hasConsentStatus/*/@type/1"), ("event state", "dpv:hasConsentStatus/*/@type/0"),
    ];

    static IEnumerable<TestCaseData> All() => Fields.Select(field => new TestCaseData(field.Path).SetArgDisplayNames(field.Field, field.Path));

    [TestCaseSource(nameof(All))]
    public void Every_field_it_demands_is_filled(string path)
    {
        var found = Find(Record, path.Split('/')).ToList();
        Assert.That(found, Is.Not.Empty);
        Assert.That(found.Select(node => node?.ToJsonString()), Has.None.Null.And.None.EqualTo("\"\"").And.None.EqualTo("[]"));
    }

    [Test]
    public void The_receipt_names_its_one_profile_and_wraps_the_record()
    {
        var receipt = new MadeUpReceipt().Json;
        Assert.That(receipt["dct:conformsTo"]!["@id"]!.GetValue<string>(), Is.EqualTo("https://w3id.org/dpv/schema/dpv-27560#receipt-record"));
        Assert.That((receipt["@type"]!.GetValue<string>(), receipt["dpv:hasRecordOfActivity"]!.AsArray().Count), Is.EqualTo(("dpv:ConsentReceipt", 1)));
        Assert.That(receipt["@context"]![ConsentReceipt.EvidenceMember]!["@type"]!.GetValue<string>(), Is.EqualTo("@json"));
    }

    [Test]
    public void What_ended_for_one_purpose_stands_there_and_the_consent_goes_on()
    {
        Assert.That(Record["dpv:hasConsentStatus"]!.AsArray().Select(status => status!["@type"]![0]!.GetValue<string>()), Is.EqualTo(new[] { "dpv:ConsentGiven" }));
        var (ended, goesOn) = (Record["dpv:hasProcess"]![0]!["dpv:hasConsentStatus"]![0]!, Record["dpv:hasProcess"]![1]!["dpv:hasConsentStatus"]![0]!);
        Assert.That((ended["@type"]![0]!.GetValue<string>(), goesOn["@id"]!.GetValue<string>()), Is.EqualTo(("dpv:ConsentWithdrawn", "dpv:ConsentGiven")));
        Assert.That(ended["dpv:isIndicatedAtTime"]!["@value"]!.GetValue<string>(), Does.StartWith("2026-03-1"));
    }

    [Test]
    public void A_consent_withdrawn_as_a_whole_tells_both_moments()
    {
        var record = new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":[],"channel":"letter"}""")).Record;
        Assert.That(record["dpv:hasConsentStatus"]!.AsArray().Select(status => status!["@type"]![0]!.GetValue<string>()), Is.EqualTo(new[] { "dpv:ConsentGiven", "dpv:ConsentWithdrawn" }));
    }

    [Test]
    public void A_consent_given_again_is_renewed()
    {
        var made = new MadeUpReceipt();
        var again = new MadeUpReceipt(later: later => later.Take("consent.given", MadeUpReceipt.Vera, MadeUpReceipt.Vera,
            """{"consent":"c-1","purposes":["contact"],"categories":["email"],"edition":"2026-1","form":"paper","separateDocument":true,"channel":"office","language":"ru"}"""));
        var facts = (again.Statement with { Consent = again.Statement.Known }).Read().Facts!;
        Assert.That((facts.State, facts.Before.Single().Index), Is.EqualTo((ReceiptState.Renewed, (long)made.Consent)));
    }

    [Test]
    public void A_representative_is_told_by_the_capacity_alone()
    {
        var record = new MadeUpReceipt(consent: ""","representative":{"person":"s-0b","capacity":"attorney"}""").Record;
        var by = record["dpv:hasConsentStatus"]![0]!["dpv:isIndicatedBy"]![0]!;
        Assert.That((by["@type"]!.GetValue<string>(), by["ledger:capacity"]!.GetValue<string>(), by["@id"]), Is.EqualTo(("dpv:Representative", "attorney", (JsonNode?)null)));
    }

    [Test]
    public void A_purpose_without_a_mapping_is_of_the_general_class_and_keeps_the_operators_words()
    {
        var purpose = Record["dpv:hasProcess"]![1]!["dpv:hasPurpose"]![0]!;
        Assert.That((purpose["skos:broader"]![0]!["@id"]!.GetValue<string>(), purpose["dct:title"]![0]!["@value"]!.GetValue<string>()), Is.EqualTo(("dpv:Purpose", "Улучшение")));
    }

    static IEnumerable<JsonNode?> Find(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (path.Length == 0) return [node];
        if (path[0] != "*") return node is JsonArray list ? Find(list[int.Parse(path[0], System.Globalization.CultureInfo.InvariantCulture)], path[1..]) : node is JsonObject members ? Find(members[path[0]], path[1..]) : [null];
        List<JsonNode?> found = [];
        foreach (var item in node as JsonArray ?? []) found.AddRange(Find(item, path[1..]));
        return found;
    }
}
