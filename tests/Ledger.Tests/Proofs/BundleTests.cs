using System.Text;
using System.Text.Json;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class BundleTests
{
    [Test]
    public async Task A_bundle_is_genuine_to_who_knows_the_key()
    {
        var ledger = new MadeUpLedger();
        var scope = ledger.AboutAnna;
        var verdict = (await ledger.Export(scope)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults, Is.Empty);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That((verdict.Events, verdict.FieldsOpened, verdict.PersonId, verdict.CheckpointSize), Is.EqualTo((5L, 3L, "anna@example.org", 12L)));
        Assert.That(verdict.KeyFingerprint, Is.EqualTo(ledger.Signer.VerifierKey.Fingerprint));
        Assert.That(verdict.Scope, Is.EqualTo(scope).Using<BundleScope>((a, b) => a.ToUtf8().AsSpan().SequenceEqual(b.ToUtf8())));
        Assert.That(verdict.Notes.Select(n => n.Code), Is.EqualTo(new[] { "tail-not-proved", "second-token", "events-left-out", "recorded-late" }));
        Assert.That(verdict.Notes.Single(n => n.Code == "recorded-late").Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_key_it_is_consistent_and_never_genuine()
    {
        var ledger = new MadeUpLedger();
        var verdict = (await ledger.Export(ledger.AboutAnna)).Verify(null);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Consistent));
        Assert.That(verdict.Notes.Select(n => n.Code), Has.Member("signer-not-checked"));
    }

    [Test]
    public async Task The_table_is_the_one_another_implementation_builds()
    {
        var ledger = new MadeUpLedger();
        var files = await ledger.Export(ledger.AboutAnna with { Person = null, Inquiry = null });
        var rebuilt = files.Copy().Rebuild(ledger, [.. Enumerable.Range(0, 9).Select(n => (long)n)]);
        Assert.That(files.Text("events.csv"), Is.EqualTo(rebuilt.Text("events.csv")));
        Assert.That(files.Text("proof"), Is.EqualTo(rebuilt.Text("proof")));
        Assert.That(files.Text("manifest.json"), Is.EqualTo(rebuilt.Text("manifest.json")));
        Assert.That(files.Text("events.csv"), Does.Contain(",'=crm,").And.Contain("\"{\"\"reasons\"\":[\"\"=cmd\"\",\"\"~\"\"]}\""));
    }

    [Test]
    public async Task The_files_are_those_of_the_document()
    {
        var ledger = new MadeUpLedger();
        var files = await ledger.Export(ledger.AboutAnna, html: "<p>words</p>");
        Assert.That(files.Files.Select(f => f.Name), Is.EqualTo(new[]
        {
            "scope.json", "events.jsonl", "openings.json", "events.csv", "report.html", "key", "manifest.json", "export.json", "proof", "checkpoint",
        }));
        Assert.That(files.Text("scope.json"), Is.EqualTo(
            """{"format":"ledger.scope.v1","origin":"ledger.example/test","person":"s-0a","inquiry":"77","from":null,"to":null,"types":[],"recipient":null,"opened":true,"known":8}"""));
        Assert.That(files.Lines("events.jsonl"), Is.EqualTo(new[] { 1, 3, 4, 5, 7 }.Select(n => Encoding.UTF8.GetString(ledger.Entries[n]))));
        Assert.That(files.Text("openings.json"), Does.Match(
            """\A\[\n\{"index":1,"pointer":"/data/person","key":"[^"]{44}"\},\n\{"index":3,[^\n]*\},\n\{"index":7,"pointer":"/data/reasons/0",[^\n]*\}\n\]\n\z"""));
        Assert.That(files.Text("key"), Is.EqualTo(ledger.Signer.VerifierKey + "\n"));
        using var manifest = JsonDocument.Parse(files["manifest.json"]);
        Assert.That(manifest.RootElement.GetProperty("files").EnumerateObject().Select(f => f.Name),
            Is.EqualTo(new[] { "scope.json", "events.jsonl", "openings.json", "events.csv", "report.html", "key" }));
        Assert.That(files.Verify(ledger.Signer.VerifierKey).Notes.Select(n => n.Code), Has.Member("operators-words"));
    }

    [Test]
    public async Task The_same_inputs_give_the_same_bytes()
    {
        async Task<byte[]> Write()
        {
            var ledger = new MadeUpLedger();
            var writer = ledger.Writer(ledger.AboutAnna);
            using var stream = new MemoryStream();
            await writer.WriteAsync(stream);
            Assert.That(writer.EventsWritten, Is.EqualTo(5));
            return stream.ToArray();
        }
        // The signature differs from run to run and lies, with the key, in two small files; everything else must not.
        var (one, two) = (BundleFiles.Unzip(await Write()), BundleFiles.Unzip(await Write()));
        foreach (var name in new[] { "scope.json", "events.jsonl", "openings.json", "events.csv" })
        {
            Assert.That(one[name], Is.EqualTo(two[name]), name);
        }
    }

    [TestCaseSource(nameof(Scopes))]
    public async Task Every_kind_of_scope_verifies_and_holds_what_it_asks_for(BundleScope scope, long[] expected)
    {
        var ledger = new MadeUpLedger();
        var files = await ledger.Export(scope);
        var verdict = files.Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults, Is.Empty);
        Assert.That(files.Lines("events.jsonl"), Is.EqualTo(expected.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n]))));
        Assert.That(BundleScope.Parse(scope.ToUtf8())!.ToUtf8(), Is.EqualTo(scope.ToUtf8()));
        Assert.That(verdict.Notes.Any(n => n.Code == "empty-answer"), Is.EqualTo(expected.Length == 0));
        Assert.That(verdict.Notes.Any(n => n.Code == "fields-unopened"), Is.EqualTo(!scope.Opened && expected.Length > 1));
    }

    static IEnumerable<TestCaseData> Scopes()
    {
        var all = new BundleScope { Origin = MadeUpLedger.Origin, Known = 8 };
        yield return new(all, new long[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 });
        yield return new(all with { Opened = true }, new long[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 });
        yield return new(all with { Known = 3 }, new long[] { 0, 1, 2, 3 });
        yield return new(all with { Known = -1 }, Array.Empty<long>());
        yield return new(all with { Person = MadeUpLedger.Anna }, new long[] { 1, 3, 4, 7 });
        yield return new(all with { Person = "s-0c" }, Array.Empty<long>());
        yield return new(all with { Person = MadeUpLedger.Boris, Inquiry = "77" }, new long[] { 2, 6 });
        yield return new(all with { Recipient = "nobody", Inquiry = "77" }, new long[] { 5 });
        yield return new(all with { Inquiry = "77" }, new long[] { 5 });
        yield return new(all with { Recipient = "police", Opened = true }, new long[] { 4, 6 });
        yield return new(all with { Types = ["ledger.consent.given", "ledger.consent.withdrawn.v1"], Opened = true }, new long[] { 3, 7 });
        yield return new(all with { Types = ["ledger.consent"] }, Array.Empty<long>());
        yield return new(all with
        {
            From = new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.FromHours(3)),
            To = new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero),
        }, new long[] { 1, 2 });
    }

    [Test]
    public async Task A_shredded_field_stays_sealed_and_is_counted()
    {
        var ledger = new MadeUpLedger();
        ledger.Shred(MadeUpLedger.Anna + "/content");
        var files = await ledger.Export(ledger.AboutAnna);
        var verdict = files.Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Notes.Single(n => n.Code == "fields-unopened").Count, Is.EqualTo(1));
        Assert.That(files.Text("events.csv"), Does.Contain("[\"\"[sealed]\"\",\"\"~\"\"]"));
    }

    [Test]
    public async Task A_forgotten_person_need_not_be_opened_and_a_known_one_must()
    {
        var ledger = new MadeUpLedger();
        ledger.Shred(MadeUpLedger.Anna);
        var verdict = (await ledger.Export(ledger.AboutAnna)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File, f.Index)), Is.EqualTo(new[] { ("person-not-opened", "openings.json", (long?)1) }));
        ledger.Add("person.forgotten", MadeUpLedger.Anna, MadeUpLedger.Anna, "{}");
        verdict = (await ledger.Export(ledger.AboutAnna)).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That((verdict.PersonId, verdict.Notes.Select(n => n.Code)), Is.EqualTo(((string?)null,
            new[] { "tail-not-proved", "person-not-shown", "second-token", "events-left-out", "fields-unopened", "recorded-late" })));
    }

    [Test]
    public async Task A_person_whose_first_event_seals_no_id_is_a_fault()
    {
        var ledger = new MadeUpLedger();
        ledger.Add("subject.registered", "s-0d", "s-0d", "{}");
        ledger.Add("subject.registered", "s-0e", "s-0e", "{\"person\":" + ledger.Seal("s-0e", "/data/person", "content/identity", "x") + "}");
        foreach (var (person, index) in new[] { ("s-0d", 9L), ("s-0e", 10L) })
        {
            var verdict = (await ledger.Export(ledger.AboutAnna with { Person = person, Inquiry = null })).Verify(ledger.Signer.VerifierKey);
            Assert.That(verdict.Faults.Select(f => (f.Code, f.File, f.Index)), Is.EqualTo(new[] { ("person-not-named", "events.jsonl", (long?)index) }));
        }
    }

    [Test]
    public async Task The_writer_refuses_keys_that_go_while_it_writes()
    {
        var ledger = new MadeUpLedger();
        var asked = 0;
        var writer = ledger.Writer(ledger.AboutAnna);
        var shredded = new BundleWriter
        {
            Scope = writer.Scope,
            Key = writer.Key,
            Events = writer.Events,
            Random = writer.Random,
            RecordExport = writer.RecordExport,
            Publish = writer.Publish,
            Opener = (index, field, context) => ++asked > 3 ? null : ledger.Open(index, field, context),
        };
        using var stream = new MemoryStream();
        Assert.That(async () => await shredded.WriteAsync(stream), Throws.InvalidOperationException);
        Assert.That(() => writer.Add("scope.json", default), Throws.ArgumentException);
    }
}
