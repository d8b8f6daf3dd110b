using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Receipts;

/// <summary>A consent receipt (docs/receipts.md, "Checking a receipt"): what it says is what its events give, and nothing else passes.</summary>
public sealed class ReceiptVerifierTests
{
    static readonly MadeUpReceipt Made = new();

    [TestCase(ReceiptProfile.Iso27560), TestCase(ReceiptProfile.Kantara)]
    public void A_receipt_is_genuine_under_the_logs_key_and_consistent_without(ReceiptProfile profile)
    {
        var made = new MadeUpReceipt(profile: profile);
        var verdict = made.Verify(made.File);
        Assert.That(verdict.Faults, Is.Empty);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(ReceiptVerifier.Verify(made.File).Outcome, Is.EqualTo(BundleOutcome.Consistent));
        Assert.That((verdict.Facts!.UserId, verdict.Facts.State), Is.EqualTo(("vera-17", ReceiptState.Given)));
    }

    [Test]
    public void Whoever_keeps_it_may_write_it_anew_in_another_order_and_without_line_breaks()
    {
        var turned = new JsonObject(Made.Json.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.That(Made.Verify(turned).Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    static IEnumerable<TestCaseData> Lies()
    {
        yield return Lie("dpv:hasRecordOfActivity/0/dpv:hasProcess/0/dpv:hasPurpose/0/dct:title/0/@value", file => Process(file)["dpv:hasPurpose"]![0]!["dct:title"]![0]!["@value"] = "Реклама");
        yield return Lie("dpv:hasRecordOfActivity/0/dpv:hasProcess/1/dpv:hasPersonalData", file => file["dpv:hasRecordOfActivity"]![0]!["dpv:hasProcess"]![1]!["dpv:hasPersonalData"]!.AsArray().RemoveAt(0));
        yield return Lie("dpv:hasRecordOfActivity/0/dpv:hasConsentStatus/0/dpv:isIndicatedAtTime/@value", file => Status(file)["dpv:isIndicatedAtTime"]!["@value"] = "2027-01-01T00:00:00Z");
        yield return Lie("dpv:hasRecordOfActivity/0/dpv:hasEntity/1/dpv:hasName", file => file["dpv:hasRecordOfActivity"]![0]!["dpv:hasEntity"]![1]!["dpv:hasName"] = "Другие");
        yield return Lie("dpv:hasRecordOfActivity/0/dpv:hasDataSubject/dct:identifier", file => file["dpv:hasRecordOfActivity"]![0]!["dpv:hasDataSubject"]!["dct:identifier"] = "boris");
        yield return Lie("dct:conformsTo", file => file.AsObject().Remove("dct:conformsTo"));
        yield return Lie("dpv:hasRisk", file => file["dpv:hasRisk"] = null);
        yield return Lie("@context/dpv", file => file["@context"]!["dpv"] = "https://example.org/dpv#");
    }

    [TestCaseSource(nameof(Lies))]
    public void What_it_says_otherwise_than_its_events_is_named(string place, Action<JsonNode> lie)
    {
        var file = Made.Json;
        lie(file);
        var fault = Made.Verify(file).Faults.Single();
        Assert.That((fault.Code, fault.File), Is.EqualTo((ReceiptFault.Differs, place)));
    }

    static IEnumerable<TestCaseData> Forgeries()
    {
        yield return Forgery(ErasureFault.EventNotProved, (evidence, _) => Event(evidence, "consent.given")["event"] = Event(evidence, "consent.given")["event"]!.GetValue<string>().Replace("\"separateDocument\":true", "\"separateDocument\":false"));
        yield return Forgery(ErasureFault.EventNotProved, (evidence, _) => Event(evidence, "consent.given")["leaf"] = new string('0', 64));
        yield return Forgery(ErasureFault.EventNotProved, (evidence, _) => Event(evidence, "consent.given")["proof"] = Event(evidence, "policy")["proof"]!.GetValue<string>());
        yield return Forgery(ErasureFault.EventNotProved, (evidence, _) => Event(evidence, "policy")["proof"] = Event(evidence, "policy")["proof"]!.GetValue<string>().Replace("@v1\n", "@v1\nextra YQ==\n"));
        yield return Forgery(FaultCode.OpeningWrong, (evidence, _) => Event(evidence, "subject.registered")["openings"]![0]!["key"] = Convert.ToBase64String(new byte[32]));
        yield return Forgery(FaultCode.OpeningForeign, (evidence, _) => Event(evidence, "subject.registered")["openings"]![0]!["pointer"] = "/data/other");
        yield return Forgery(FaultCode.EventsSwapped, (evidence, _) => { var events = evidence["events"]!.AsArray(); var first = events[0]; events.RemoveAt(0); events.Add(first); });
        yield return Forgery(FaultCode.EventBeyondKnown, (evidence, _) => evidence["known"] = 3);
        yield return Forgery(FaultCode.EventBeyondKnown, (evidence, _) => evidence["known"] = 1000);
        yield return Forgery(FaultCode.PersonNotNamed, (evidence, _) => evidence["events"]!.AsArray().Remove(Event(evidence, "subject.registered")));
        yield return Forgery(ReceiptFault.Incomplete, (evidence, _) => evidence["events"]!.AsArray().Remove(Event(evidence, "operator")));
        yield return Forgery(FaultCode.OtherLog, (evidence, _) => evidence["origin"] = "other.example/log");
        yield return Forgery(FaultCode.Malformed, (evidence, _) => evidence["consent"] = 1);
        yield return Forgery(FaultCode.Malformed, (evidence, _) => evidence["format"] = "ledger.receipt/2");
        yield return Forgery(FaultCode.Malformed, (evidence, _) => evidence["more"] = true);
        yield return Forgery(FaultCode.Malformed, (_, file) => file.AsObject().Remove(ConsentReceipt.EvidenceMember));
        yield return Forgery(FaultCode.EventOutOfScope, (evidence, _) => Event(evidence, "system")["event"] = Event(evidence, "system")["event"]!.GetValue<string>().Replace("\"stream\":\"registers\"", "\"stream\":\"s-0b\""));
    }

    [TestCaseSource(nameof(Forgeries))]
    public void A_changed_piece_of_evidence_is_refused(string code, Action<JsonNode, JsonNode> forge)
    {
        var file = Made.Json;
        forge(file[ConsentReceipt.EvidenceMember]!, file);
        var verdict = Made.Verify(file);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Refused));
        Assert.That(verdict.Faults.Select(fault => fault.Code), Does.Contain(code));
    }

    [TestCase(""), TestCase("{"), TestCase("[]"), TestCase("{\"ledgerEvidence\":null}"), TestCase("{\"ledgerEvidence\":{\"format\":7}}"), TestCase("{\"a\":1,\"a\":1}")]
    public void What_is_no_receipt_is_refused_without_an_exception(string file) =>
        Assert.That(Made.Verify(System.Text.Encoding.UTF8.GetBytes(file)).Faults.Single().Code, Is.EqualTo(FaultCode.Malformed));

    [Test]
    public void An_escape_that_is_no_text_is_refused_without_an_exception()
    {
        var text = Made.Json.ToJsonString().Replace("\"dpv:ConsentReceipt\"", "\"\\ud800\"", StringComparison.Ordinal);
        Assert.That(Made.Verify(System.Text.Encoding.UTF8.GetBytes(text)).Outcome, Is.EqualTo(BundleOutcome.Refused));
    }

    [Test]
    public void A_name_that_comes_twice_is_refused()
    {
        var text = Made.Json.ToJsonString();
        var twice = text.Insert(1, "\"dct:created\":\"2026-01-01T00:00:00Z\",");
        Assert.That(Made.Verify(System.Text.Encoding.UTF8.GetBytes(twice)).Faults.Single().Code, Is.EqualTo(FaultCode.Malformed));
    }

    [Test]
    public void A_checkpoint_with_another_root_shows_a_forked_log()
    {
        var other = Made.Ledger.Signer.Sign(new Checkpoint(Ledger.Tests.Proofs.MadeUpLedger.Origin, Made.Ledger.Entries.Count, new byte[32]).ToString());
        Assert.That(ReceiptVerifier.Verify(Made.File, Made.Ledger.Signer.VerifierKey, [other]).Faults.Select(fault => fault.Code), Does.Contain(FaultCode.LogForked));
    }

    [Test]
    public void It_says_what_it_does_not_show()
    {
        var made = new MadeUpReceipt(opened: false);
        Assert.That(made.Verify(made.File).Notes.Select(note => note.Code), Is.EquivalentTo(new[] { "person-not-shown", "second-token", "ends-not-excluded", "making-not-proved", "fields-unopened" }));
        Assert.That(ReceiptVerifier.Verify(Made.File).Notes.Select(note => note.Code), Is.EquivalentTo(new[] { "signer-not-checked", "second-token", "ends-not-excluded", "making-not-proved" }));
    }

    static TestCaseData Lie(string place, Action<JsonNode> lie) => new TestCaseData(place, lie).SetArgDisplayNames(place);

    static TestCaseData Forgery(string code, Action<JsonNode, JsonNode> forge) => new(code, forge);

    static JsonNode Process(JsonNode file) => file["dpv:hasRecordOfActivity"]![0]!["dpv:hasProcess"]![0]!;

    static JsonNode Status(JsonNode file) => file["dpv:hasRecordOfActivity"]![0]!["dpv:hasConsentStatus"]![0]!;

    static JsonNode Event(JsonNode evidence, string type) =>
        evidence["events"]!.AsArray().First(one => JsonDocument.Parse(one!["event"]!.GetValue<string>()).RootElement.GetProperty("type").GetString()!.Contains($"ledger.{type}", StringComparison.Ordinal))!;
}
