using System.Globalization;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>What was done to events.jsonl is named exactly, also where it was done to many events at once.</summary>
public sealed class BundleNamingTests
{
    const string File = "events.jsonl";

    static readonly (string, long?)[] None = [];

    static async Task<(string Code, long? Index)[]> Named(Action<List<string>> change, int more = 0)
    {
        var ledger = new MadeUpLedger();
        for (var n = 0; n < more; n++)
        {
            ledger.Add("data.rectified", MadeUpLedger.Boris, MadeUpLedger.Boris, "{}");
        }
        var files = await ledger.Export(new BundleScope { Origin = MadeUpLedger.Origin, Known = ledger.Newest });
        var lines = files.Lines(File);
        change(lines);
        files.SetLines(File, lines);
        return [.. files.Verify(ledger.Signer.VerifierKey).Faults.Where(f => f.File == File && f.Code != "file-changed").Select(f => (f.Code, f.Index))];
    }

    [TestCase(0, 2)]
    [TestCase(3, 2)]
    [TestCase(3, 5)]
    [TestCase(5, 4)]
    [TestCase(0, 9)]
    public async Task Dropped_events_are_named_one_by_one(int first, int count)
    {
        var named = await Named(lines => lines.RemoveRange(first, count));
        Assert.That(named, Is.EqualTo(Enumerable.Range(first, count).Select(n => ("event-missing", (long?)n))));
    }

    [Test]
    public async Task Sixty_four_events_dropped_in_a_row_are_named()
    {
        var named = await Named(lines => lines.RemoveRange(10, 64), more: 100);
        Assert.That(named, Is.EqualTo(Enumerable.Range(10, 64).Select(n => ("event-missing", (long?)n))));
    }

    [TestCase(1, 9)]
    [TestCase(1, 5)]
    [TestCase(0, 2)]
    public async Task An_event_that_comes_again_later_is_doubled(int line, int again)
    {
        var named = await Named(lines => lines.Insert(again, lines[line]));
        Assert.That(named, Is.EqualTo(new[] { ("event-doubled", (long?)line) }));
    }

    [Test]
    public async Task A_line_that_is_no_event_is_malformed_in_its_place()
    {
        foreach (var text in new[] { "", "no JSON", "{", "{}", "[1]" })
        {
            var named = await Named(lines => lines[4] = text);
            Assert.That(named, Is.EqualTo(new[] { ("malformed", (long?)4), ("event-changed", 4) }), text);
            named = await Named(lines => lines.Insert(4, text));
            Assert.That(named, Is.EqualTo(new[] { ("malformed", (long?)4), ("event-added", 4) }), text);
            named = await Named(lines => lines.Add(text));
            Assert.That(named, Is.EqualTo(new[] { ("malformed", (long?)null), ("event-added", null) }), text);
        }
    }

    [Test]
    public async Task Dropped_changed_and_doubled_events_do_not_hide_each_other()
    {
        var named = await Named(lines =>
        {
            lines.Insert(8, lines[2]);
            lines[6] = lines[6].Replace("police", "nobody", StringComparison.Ordinal);
            lines.RemoveRange(3, 2);
        });
        Assert.That(named, Is.EquivalentTo(new[] { ("event-doubled", (long?)2), ("event-missing", 3), ("event-missing", 4), ("event-changed", 6) }));
    }

    [Test]
    public async Task An_event_moved_far_back_is_missed_in_its_place_and_found_behind_it()
    {
        var named = await Named(lines =>
        {
            lines.Insert(7, lines[2]);
            lines.RemoveAt(2);
        });
        Assert.That(named, Is.EqualTo(new[] { ("event-missing", (long?)2), ("events-swapped", 2) }));
    }

    [Test]
    public async Task Untouched_events_have_no_fault() => Assert.That(await Named(_ => { }), Is.EqualTo(None));

    [TestCase("scope.json", "\"known\":8", "\"known\":-0")]
    [TestCase("scope.json", "\"known\":8", "\"known\":-2")]
    [TestCase("scope.json", "\"known\":8", "\"known\":8.0")]
    [TestCase("scope.json", "\"known\":8", "\"known\":\"8\"")]
    [TestCase("scope.json", "\"known\":8", "\"known\":9223372036854775808")]
    [TestCase("scope.json", "\"person\":\"s-0a\"", "\"person\":\"\"")]
    [TestCase("scope.json", "\"inquiry\":\"77\"", "\"inquiry\":\"\"")]
    [TestCase("scope.json", "\"recipient\":null", "\"recipient\":\"\"")]
    [TestCase("scope.json", "\"types\":[]", "\"types\":[\"\"]")]
    [TestCase("manifest.json", "\"events\":5", "\"events\":-0")]
    [TestCase("manifest.json", "\"events\":5", "\"events\":5e0")]
    [TestCase("openings.json", "\"index\":1", "\"index\":-0")]
    public async Task A_value_in_no_spelling_of_the_format_is_malformed(string file, string from, string to)
    {
        var (ledger, files) = await BundleAttack.Exported();
        Assert.That(files.Text(file), Does.Contain(from));
        files.Edit(file, text => text.Replace(from, to, StringComparison.Ordinal));
        BundleAttack.AssertFault(files, ledger, "malformed", file);
    }

    [TestCase("2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z")]
    [TestCase("2026-01-31T23:59:59.1234567+23:59", "2026-01-31T00:00:59.1234567Z")]
    [TestCase("2026-01-31T23:59:59.1-00:00", "2026-01-31T23:59:59.1Z")]
    [TestCase("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [TestCase("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    [TestCase("9999-12-31T23:59:59+00:01", "9999-12-31T23:58:59Z")]
    [TestCase("9999-12-31T23:59:59-00:01", null)]
    [TestCase("0001-01-01T00:00:00+00:01", null)]
    [TestCase("0000-12-31T00:00:00Z", null)]
    [TestCase("2026-02-29T00:00:00Z", null)]
    [TestCase("2026-01-31T23:59:60Z", null)]
    [TestCase("2026-01-31T24:00:00Z", null)]
    [TestCase("2026-01-31T23:59:59+24:00", null)]
    [TestCase("2026-01-31T23:59:59+00:60", null)]
    [TestCase("2026-01-31T23:59:59.12345678Z", null)]
    [TestCase("2026-01-31T23:59:59.Z", null)]
    [TestCase("2026-01-31T23:59:59", null)]
    [TestCase("2026-01-31t23:59:59z", null)]
    [TestCase("2026-01-31 23:59:59Z", null)]
    public void A_time_has_one_form(string text, string? inUtc)
    {
        var json = new BundleScope { Origin = MadeUpLedger.Origin, Known = 1 }.ToUtf8();
        var scope = BundleScope.Parse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace("\"from\":null", $"\"from\":\"{text}\"", StringComparison.Ordinal)));
        Assert.That(scope?.From, Is.EqualTo(inUtc is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(inUtc, CultureInfo.InvariantCulture)));
        Assert.That(scope is null, Is.EqualTo(inUtc is null));
    }

    [Test]
    public async Task The_export_event_tells_what_was_known_and_how_many_events_went_out()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var copy = files.Copy();
        files.Edit("scope.json", text => text.Replace("\"known\":8", "\"known\":7", StringComparison.Ordinal));
        BundleAttack.AssertFault(files.RebuildManifest(), ledger, "export-of-another", "scope.json");
        copy.Edit("manifest.json", text => text.Replace("\"events\":5", "\"events\":6", StringComparison.Ordinal));
        BundleAttack.AssertFault(copy, ledger, "export-of-another", "manifest.json");
    }

    [TestCase(8, null)]
    [TestCase(5, 3)]
    [TestCase(-1, 9)]
    public async Task A_whole_ledger_says_how_much_was_recorded_while_it_was_exported(int known, int? between)
    {
        var ledger = new MadeUpLedger();
        var verdict = (await ledger.Export(new BundleScope { Origin = MadeUpLedger.Origin, Known = known })).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults, Is.Empty);
        Assert.That(verdict.Notes.SingleOrDefault(n => n.Code == "events-left-out")?.Count, Is.EqualTo(between));
    }

    [TestCase("consent.given", true)]
    [TestCase("subject.registered", false)]
    public async Task A_persons_stream_begins_with_the_persons_registration(string type, bool ownSubject)
    {
        var ledger = new MadeUpLedger();
        var person = string.Create(CultureInfo.InvariantCulture, $"s-{ledger.Newest:x2}");
        ledger.Add(type, person, ownSubject ? person : MadeUpLedger.Boris, "{\"person\":" + ledger.Seal(person, "/data/person", "evidence/identity", "x") + "}");
        var verdict = (await ledger.Export(ledger.AboutAnna with { Person = person, Inquiry = null })).Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File, f.Index)), Is.EqualTo(new[] { ("person-not-named", File, (long?)9) }));
    }

    [Test]
    public async Task Without_a_key_another_root_only_proves_that_one_of_two_checkpoints_is_false()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var held = ledger.Signer.Sign(new Checkpoint(MadeUpLedger.Origin, 12, new byte[32]).ToString());
        Assert.That(files.Verify(null, held).Faults.Single().Message, Does.Contain("one of the two is false"));
        Assert.That(files.Verify(ledger.Signer.VerifierKey, held).Faults.Single().Message, Does.Contain("the log has forked"));
    }
}
