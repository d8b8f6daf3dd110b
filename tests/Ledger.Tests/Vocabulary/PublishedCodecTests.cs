using System.Text;
using System.Text.Json.Nodes;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Messaging;

namespace Ledger.Tests.Vocabulary;

public sealed class PublishedCodecTests
{
    const string Consent = "ledger.consent.given.v1", Policy = "ledger.policy.published.v1";

    static IEnumerable<TestCaseData> Samples() =>
        Sample.Published.Select(line => new TestCaseData(line.Key, line.Value).SetArgDisplayNames(line.Key));

    [TestCaseSource(nameof(Samples))]
    public void A_well_formed_event_is_read_and_what_only_the_ledger_writes_is_refused(string type, string json)
    {
        var read = Sample.Read(json);
        if (EventCatalogue.Find(type)!.By == Publishing.Ledger)
        {
            Assert.That((read.Refusal?.Code, read.Refusal?.Path), Is.EqualTo(("only-ledger", "$.type")));
            return;
        }
        Assert.That(read.Refusal, Is.Null);
        Assert.That((read.Value.Kind.FullType, read.Value.Data.GetType()), Is.EqualTo((type, EventCatalogue.Find(type)!.Data)));
        Assert.That(read.Value.Time, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 9, 0, 0, 250, TimeSpan.Zero)));
    }

    [Test]
    public void What_is_left_out_takes_its_default()
    {
        var read = Sample.Read(Sample.Changed("ledger.subject.registered.v1", e => e["data"] = new JsonObject()));
        Assert.That(read.Value.Data, Is.EqualTo(new Persons.SubjectRegistered()));
    }

    [Test]
    public void Order_of_properties_and_escapes_do_not_matter()
    {
        var reordered = Sample.Read("""
            {"data":{"via":"settings","ch\u0061nnels":["\u0073ms"],"kinds":[]},"time":"2026-03-01T09:00:00Z","subject":"u","type":"ledger.messaging.opted-out.v1",
             "source":"/a","id":"1","specversion":"1.0","datacontenttype":"application/json","tr\u0061ceparent":"00-1","tracestate":"a=1"}
            """);
        Assert.That(reordered.Refusal, Is.Null);
        var data = (MessagingOptedOut)reordered.Value.Data;
        Assert.That((data.Kinds.Count, data.Channels.Single(), data.Via), Is.EqualTo((0, "sms", OptOutVia.Settings)));
        Assert.That(Encoding.UTF8.GetString(reordered.Value.Canonical.Span), Is.EqualTo(
            """{"data":{"channels":["sms"],"kinds":[],"via":"settings"},"id":"1","source":"/a","specversion":"1.0","subject":"u","time":"2026-03-01T09:00:00Z","type":"ledger.messaging.opted-out.v1"}"""));
    }

    [TestCase("specversion"), TestCase("id"), TestCase("source"), TestCase("type"), TestCase("time"), TestCase("data")]
    public void A_missing_attribute_is_named(string attribute) =>
        Refused(Sample.Changed(Consent, e => e.Remove(attribute)), "missing-attribute", $"$.{attribute}");

    [TestCase("recordedtime"), TestCase("stream"), TestCase("sequence"), TestCase("actor"), TestCase("publishedhash"), TestCase("dataschema"), TestCase("Id")]
    public void An_attribute_a_publisher_cannot_set_is_refused(string attribute) =>
        Refused(Sample.Changed(Consent, e => e[attribute] = "x"), "unknown-attribute", $"$.{attribute}");

    [TestCase("ledger.consent.given"), TestCase("ledger.consent.given.v2"), TestCase("ledger.consent.gave.v1"), TestCase("")]
    public void A_type_outside_the_catalogue_is_refused(string type) => Refused(Sample.Changed(Consent, e => e["type"] = type), "unknown-type", "$.type");

    [TestCase("ledger.subject.registered.v1", "person"), TestCase(Consent, "duties"), TestCase("ledger.person.shredded.v1", "keys")]
    public void What_only_the_ledger_writes_is_refused_from_a_publisher(string type, string property) =>
        Refused(Sample.Changed(type, e => e.Data()[property] = new JsonArray()), "only-ledger", $"$.data.{property}");

    [TestCase("[]", "wrong-type"), TestCase("1", "wrong-type"), TestCase("null", "wrong-type"), TestCase("", "not-json"), TestCase("{", "not-json"),
     TestCase("{}{}", "not-json"), TestCase("\uFEFF{}", "not-json"), TestCase("{\"a\":01}", "not-json"), TestCase("{'a':1}", "not-json")]
    public void What_is_no_json_object_is_refused(string json, string code) => Refused(json, code, "$");

    [Test]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var bytes = Sample.Utf8(Sample.Published[Consent]);
        bytes[bytes.AsSpan().IndexOf("c-1"u8)] = 0xFF;
        Assert.That(PublishedCodec.Read(bytes, Sample.Now, Sample.Skew).Refusal?.Code, Is.EqualTo("not-utf8"));
    }

    [Test]
    public void An_event_of_65535_bytes_is_judged_and_one_more_byte_is_too_large()
    {
        var json = Sample.Published[Consent];
        var padded = json + new string(' ', Entry.BytesMax - Encoding.UTF8.GetByteCount(json));
        Assert.That(Sample.Read(padded).Refusal, Is.Null);
        Refused(padded + " ", "too-large", "$");
    }

    [Test]
    public void Nesting_deeper_than_any_event_is_refused_as_such()
    {
        Refused(new string('[', 17) + new string(']', 17), "too-deep", "$");
        Refused(new string('[', 17), "too-deep", "$");
        Refused("\"" + new string('[', 17), "not-json", "$");
    }

    [Test]
    public void A_name_that_is_there_twice_is_refused_at_any_depth()
    {
        var json = Sample.Published[Consent];
        Refused(json.Replace("\"id\":", "\"id\":\"x\",\"id\":", StringComparison.Ordinal), "duplicate-property", "$.id");
        Refused(json.Replace("\"consent\":", "\"consent\":\"x\",\"consent\":", StringComparison.Ordinal), "duplicate-property", "$.data.consent");
        Refused(json.Replace("\"ip\":", "\"ip\":\"x\",\"i\\u0070\":", StringComparison.Ordinal), "duplicate-property", "$.data.evidence.ip");
    }

    [TestCase("$.data.nonsense", "unknown-property"), TestCase("$.data.evidence.nonsense", "unknown-property"),
     TestCase("$.data.dissemination[0].nonsense", "unknown-property")]
    public void A_property_the_type_does_not_have_is_refused_at_its_place(string path, string code) =>
        Refused(Sample.Changed(Consent, e => Parent(e, path)["nonsense"] = 1), code, path);

    [Test]
    public void A_name_that_is_no_plain_word_is_not_repeated() =>
        Refused(Sample.Changed(Consent, e => e.Data()["anna@example.com"] = 1), "unknown-property", "$.data.?");

    [TestCase("$.data.consent"), TestCase("$.data.separateDocument"), TestCase("$.data.representative.capacity"), TestCase("$.data.dissemination[0].allowed")]
    public void A_missing_property_is_named(string path) =>
        Refused(Sample.Changed(Consent, e => Parent(e, path).Remove(Leaf(path))), "missing-property", path);

    [TestCase("$.data.consent", "1"), TestCase("$.data.separateDocument", "\"true\""), TestCase("$.data.purposes", "\"contact\""), TestCase("$.data.evidence", "[]"),
     TestCase("$.data.validUntil", "0"), TestCase("$.data.form", "0"), TestCase("$.data.evidence.ip", "{}"), TestCase("$.data.recipients", "null"), TestCase("$.time", "1"),
     TestCase("$.id", "1"), TestCase("$.subject", "null"), TestCase("$.specversion", "1.0"), TestCase("$.traceparent", "1"), TestCase("$.data", "[]")]
    public void Another_json_type_than_expected_is_refused(string path, string value) =>
        Refused(Sample.Changed(Consent, e => Parent(e, path)[Leaf(path)] = JsonNode.Parse(value)), "wrong-type", path);

    [TestCase("$.data.consent", "a b"), TestCase("$.data.consent", ""), TestCase("$.data.consent", "-a"), TestCase("$.data.form", "Checkbox"), TestCase("$.data.form", "1"),
     TestCase("$.data.validUntil", "2027-03-01"), TestCase("$.data.validUntil", "2027-03-01T00:00:00"), TestCase("$.data.evidence.textSha256", "AB"),
     TestCase("$.data.evidence.ip", ""), TestCase("$.time", "yesterday"), TestCase("$.id", ""), TestCase("$.source", "a b"), TestCase("$.source", "дом"),
     TestCase("$.subject", "a\nb"), TestCase("$.subject", "."), TestCase("$.subject", ".."), TestCase("$.specversion", "0.3"), TestCase("$.datacontenttype", "text/plain")]
    public void A_value_of_the_wrong_form_is_refused(string path, string value) =>
        Refused(Sample.Changed(Consent, e => Parent(e, path)[Leaf(path)] = value), "bad-value", path);

    [Test]
    public void Limits_hold_on_both_sides()
    {
        Assert.That(Sample.Read(Sample.Changed(Consent, e => e.Data()["consent"] = new string('я', 64))).Refusal, Is.Null);
        Refused(Sample.Changed(Consent, e => e.Data()["consent"] = new string('я', 65)), "bad-value", "$.data.consent");
        Assert.That(Sample.Read(Sample.Changed(Consent, e => e.Data()["purposes"] = Ids(64))).Refusal, Is.Null);
        Refused(Sample.Changed(Consent, e => e.Data()["purposes"] = Ids(65)), "bad-value", "$.data.purposes");
        Refused(Sample.Changed(Consent, e => e.Data()["purposes"] = Ids(0)), "bad-value", "$.data.purposes");
        Refused(Sample.Changed(Policy, e => e.Data()["terms"]!["storageCountries"] = new JsonArray("RU", "ru")), "bad-value", "$.data.terms.storageCountries[1]");
    }

    [TestCase("1.5"), TestCase("1.0"), TestCase("1e2"), TestCase("9007199254740992"), TestCase("-9007199254740992"), TestCase("99999999999999999999")]
    public void A_number_that_is_no_integer_within_2_to_the_53_is_refused(string number) =>
        Refused(Sample.Changed("ledger.disclosure.made.v1", e => e.Data()["records"] = JsonNode.Parse(number)), "number-not-integer", "$.data.records");

    [TestCase("0", null), TestCase("9007199254740991", null), TestCase("-1", "bad-value")]
    public void A_count_is_not_negative(string number, string? code) =>
        Assert.That(Sample.Read(Sample.Changed("ledger.disclosure.made.v1", e => e.Data()["records"] = JsonNode.Parse(number))).Refusal?.Code, Is.EqualTo(code));

    [Test]
    public void Half_a_surrogate_pair_is_no_text()
    {
        var json = Sample.Published[Consent];
        Refused(json.Replace("203.0.113.7", "\\ud83d", StringComparison.Ordinal), "bad-value", "$.data.evidence.ip");
        Refused(json.Replace("203.0.113.7", "\\udE00\\ud83d", StringComparison.Ordinal), "bad-value", "$.data.evidence.ip");
        Refused(json.Replace("\"ip\":", "\"i\\ud83d\":", StringComparison.Ordinal), "unknown-property", "$.data.evidence.?");
        Assert.That(Sample.Read(json.Replace("203.0.113.7", "\\\\ud83d \\ud83d\\ude00", StringComparison.Ordinal)).Refusal, Is.Null);
    }

    [Test]
    public void A_time_may_run_ahead_by_the_skew_and_no_more()
    {
        Assert.That(Sample.Read(Sample.Changed(Consent, e => e["time"] = "2026-03-01T12:05:00Z")).Refusal, Is.Null);
        Refused(Sample.Changed(Consent, e => e["time"] = "2026-03-01T12:05:00.000001Z"), "time-in-future", "$.time");
    }

    [TestCase("consent-user-4711"), TestCase("USER-4711"), TestCase("user-4711/3"), TestCase("xuser-4711 user-4711")]
    public void An_id_that_names_the_subject_is_refused(string id) => Refused(Sample.Changed(Consent, e => e["id"] = id), "id-names-subject", "$.id");

    [TestCase("user-47110"), TestCase("xuser-4711"), TestCase("user-471"), TestCase("xuser-4711x")]
    public void An_id_that_merely_resembles_the_subject_is_fine(string id) => Assert.That(Sample.Read(Sample.Changed(Consent, e => e["id"] = id)).Refusal, Is.Null);

    [Test]
    public void A_person_is_named_where_the_type_concerns_one_and_nowhere_else()
    {
        Refused(Sample.Changed(Consent, e => e.Remove("subject")), "subject-required", "$.subject");
        Refused(Sample.Changed(Policy, e => e["subject"] = "u"), "subject-not-allowed", "$.subject");
        Assert.That(Sample.Read(Sample.Changed("ledger.inquiry.received.v1", e => e.Remove("subject"))).Refusal, Is.Null);
    }

    [Test]
    public void Nothing_that_was_sent_is_repeated_in_a_refusal()
    {
        const string secret = "anna-secret@example.com";
        foreach (var (type, json) in Sample.Published)
        {
            if (EventCatalogue.Find(type)!.By == Publishing.Ledger) continue;
            var strings = JsonNode.Parse(json)!["data"]!.AsObject().Where(p => p.Value is JsonValue).Select(p => p.Key);
            foreach (var name in strings)
            {
                var read = Sample.Read(Sample.Changed(type, e => e.Data()[name] = new JsonObject { [secret] = secret }));
                Assert.That(read.Refusal!.ToString(), Does.Not.Contain(secret), $"{type} {name}");
            }
        }
    }

    [Test]
    public void Personal_values_do_not_print()
    {
        var read = Sample.Read(Sample.Published[Consent]).Value;
        Assert.That($"{read} {((ConsentGiven)read.Data).Evidence}", Does.Not.Contain("203.0.113.7").And.Not.Contain("user-4711"));
    }

    static void Refused(string json, string code, string path)
    {
        var refusal = Sample.Read(json).Refusal;
        Assert.That((refusal?.Code, refusal?.Path), Is.EqualTo((code, path)), refusal?.Message);
    }

    static JsonArray Ids(int count) => [.. Enumerable.Range(0, count).Select(n => JsonValue.Create($"p{n}"))];

    static string Leaf(string path) => path[(path.LastIndexOf('.') + 1)..];

    static JsonObject Parent(JsonObject sample, string path)
    {
        JsonNode node = sample;
        foreach (var step in path.Split('.')[1..^1])
        {
            var name = step.Split('[')[0];
            node = step.Contains('[', StringComparison.Ordinal) ? node[name]![0]! : node[name]!;
        }
        return node.AsObject();
    }
}
