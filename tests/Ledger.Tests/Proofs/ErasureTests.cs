using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A certificate of erasure (docs/certificate-format.md): what it states, and that nothing else passes for one.</summary>
public sealed class ErasureTests
{
    static readonly MadeUpErasure Made = new();

    [Test]
    public void A_certificate_is_genuine_under_the_logs_key_and_consistent_without()
    {
        var verdict = Made.Verify(Made.File);
        Assert.That(verdict.Faults, Is.Empty);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(ErasureVerifier.Verify(Made.File).Outcome, Is.EqualTo(BundleOutcome.Consistent));
    }

    [Test]
    public void It_states_what_became_unreadable_and_what_did_not()
    {
        var statement = Made.Statement;
        Assert.That(statement.Unreadable, Is.EqualTo(new UnreadableField[] { new(10, "/data/note", MadeUpErasure.Contact), new(Made.Reading, "/data/reason", MadeUpErasure.Contact) }));
        Assert.That(statement.Remaining, Is.EqualTo(new RemainingKey[] { new("s-0c/evidence/identity/1", 1) }));
        Assert.That(statement.Erasures.Single() is { Reason: "withdrawal", Type: "ledger.person.shredded.v1" });
    }

    [Test]
    public void It_states_which_system_has_not_reported_everything()
    {
        var system = Made.Statement.Systems.Single();
        Assert.That(system.Outstanding, Is.EqualTo(new[] { "name" }));
        Assert.That((system.Gathered.Count, system.Destroyed.Count), Is.EqualTo((1, 1)));
        Assert.That(Made.Verify(Made.File).Notes, Has.Some.Matches<BundleNote>(note => note is { Code: "systems-outstanding", Count: 1 }));
        Assert.That(Made.Statement.Acts.Single().Act, Is.EqualTo("act-7"));
    }

    [Test]
    public void A_system_that_copies_another_holds_what_was_gathered_there_until_it_reports_too()
    {
        const string archive = """{"system":"archive","categories":["contact"],"copiesOf":["crm"]}""", tape = """{"system":"tape","categories":[],"copiesOf":["archive"]}""";
        var made = new MadeUpErasure(made => _ = (made.Ledger.Add("system.registered", "registers", null, archive), made.Ledger.Add("system.registered", "registers", null, tape)));
        var statement = made.Of([.. made.Chosen(), made.Event(made.Shredding + 1), made.Event(made.Shredding + 2)]);
        Assert.That(statement.Copies.Select(copy => copy.System), Is.EqualTo(new[] { "archive", "tape" }));
        Assert.That(statement.Systems.Select(system => (system.System, string.Join(' ', system.Outstanding))), Is.EqualTo(new[] { ("archive", "contact"), ("crm", "name"), ("tape", "contact") }));
        Assert.That(made.Verify(made.Certify(statement).ToUtf8()).Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    [Test]
    public void A_report_of_what_was_gathered_until_then_leaves_what_came_later()
    {
        var collected = """{"system":"crm","categories":["location"],"purposes":["service"]}""";
        string Report(string upTo) => $$"""{"system":"crm","categories":["location","name"],"gatheredUpTo":"{{upTo}}"}""";
        var made = new MadeUpErasure(made => _ = (made.Ledger.Add("data.collected", MadeUpErasure.Vera, MadeUpErasure.Vera, collected),
            made.Ledger.Add("data.destroyed", MadeUpErasure.Vera, MadeUpErasure.Vera, Report("2026-03-15T00:00:00Z"))));
        Assert.That(made.Statement.Systems.Single().Outstanding, Is.EqualTo(new[] { "location" }));
    }

    [TestCase("\"until spring\""), TestCase("\"\""), TestCase("20260315"), TestCase("null"), TestCase("[\"2026-03-15T00:00:00Z\"]")]
    public void A_report_up_to_what_is_no_date_takes_nothing_out(string upTo)
    {
        var collected = """{"system":"crm","categories":["location"],"purposes":["service"]}""";
        var made = new MadeUpErasure(made => _ = (made.Ledger.Add("data.collected", MadeUpErasure.Vera, MadeUpErasure.Vera, collected),
            made.Ledger.Add("data.destroyed", MadeUpErasure.Vera, MadeUpErasure.Vera, $$"""{"system":"crm","categories":["location"],"gatheredUpTo":{{upTo}}}""")));
        Assert.That(made.Statement.Systems.Single().Outstanding, Does.Contain("location"));
    }

    [Test]
    public void What_was_gathered_long_ago_and_recorded_late_makes_what_came_later_no_older()
    {
        var made = new MadeUpErasure();
        var collected = """{"system":"crm","categories":["location"],"purposes":["service"]}""";
        var (newer, older) = (made.Ledger.Add("data.collected", "s-0e", "s-0e", collected), made.Ledger.Add("data.collected", "s-0e", "s-0e", collected));
        var report = made.Ledger.Add("data.destroyed", "s-0e", "s-0e", """{"system":"crm","categories":["location"],"gatheredUpTo":"2020-06-01T00:00:00Z"}""");
        var late = System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(made.Ledger.Entries[older]), "\"time\":\"[^\"]*\"", "\"time\":\"2020-01-01T00:00:00Z\"");
        var statement = made.Of([made.Event(newer), new(older, Encoding.UTF8.GetBytes(late)), made.Event(report)], person: "s-0e");
        Assert.That(statement.Systems.Single().Outstanding, Is.EqualTo(new[] { "location" }));
    }

    [Test]
    public void It_states_who_was_told_and_acknowledged()
    {
        var recipient = Made.Statement.Recipients.Single();
        Assert.That((recipient.Recipient, recipient.Disclosed.Count, recipient.Told.Count, recipient.Acknowledged.Count), Is.EqualTo(("police", 1, 1, 1)));
    }

    [Test]
    public void A_copy_of_the_vault_taken_before_the_shredding_holds_the_keys_until_it_expires()
    {
        Assert.That(Made.Statement.Backups, Is.EqualTo(new VaultBackup[] { new("b-1", Made.Backup, "2026-06-01T00:00:00Z", null) }));
        Assert.That(Made.Statement.BackupsExpire, Is.EqualTo("2026-06-01T00:00:00Z"));
    }

    [Test]
    public void A_copy_that_was_removed_holds_them_no_more_and_one_without_an_end_for_ever()
    {
        var removed = new MadeUpErasure(made => made.Ledger.Add("backup.removed", "registers", null, """{"backup":"b-1"}"""));
        Assert.That(removed.Of([.. removed.Chosen(), removed.Event(removed.Shredding + 1)]).BackupsExpire, Is.Null);
        var endless = new MadeUpErasure(made => made.Ledger.Add("backup.taken", "registers", null, """{"backup":"b-3","size":5,"vault":true}"""));
        Assert.That(endless.Of([.. endless.Chosen(), endless.Event(endless.Shredding + 1)]).BackupsExpire, Is.EqualTo(ErasureStatement.Never));
    }

    [Test]
    public void Each_byte_that_is_changed_makes_it_no_certificate()
    {
        var made = new MadeUpErasure();
        var file = made.Smallest().ToUtf8();
        Assert.That(made.Verify(file).Outcome, Is.EqualTo(BundleOutcome.Genuine));
        for (var at = 0; at < file.Length; at++)
        {
            // Each bit has its turn; most often the one that makes another letter case, which JSON and base64 could overlook.
            var mask = (byte)(at % 2 == 0 ? 0x20 : 1 << (at / 2 % 8));
            file[at] ^= mask;
            if (made.Verify(file).Outcome != BundleOutcome.Refused) Assert.Fail($"byte {at} of {file.Length}, mask {mask}");
            file[at] ^= mask;
        }
    }

    [Test]
    public void Cut_short_or_with_something_behind_it_it_is_none()
    {
        foreach (var length in new[] { 0, 1, Made.File.Length / 2, Made.File.Length - 1 })
            Assert.That(Made.Verify(Made.File.AsMemory(0, length)).Faults.Single().Code, Is.EqualTo(FaultCode.Malformed));
        Assert.That(Made.Verify((byte[])[.. Made.File, (byte)'\n']).Faults.Single().Code, Is.EqualTo(ErasureFault.SpeltOtherwise));
    }

    [Test]
    public void An_event_left_out_afterwards_is_missed_even_where_the_statement_is_worked_out_anew()
    {
        foreach (var left in Made.Chosen().ToList())
        {
            var forged = Made.Prove(Made.Of(Made.Chosen().Where(one => one.Index != left.Index)), Made.Certificate.Export);
            Assert.That(Codes(forged.ToUtf8()), Does.Contain(ErasureFault.StatementNotRecorded), $"#{left.Index}");
        }
    }

    [Test]
    public void An_event_left_out_and_still_told_of_is_missed()
    {
        var json = Made.Json;
        json["statement"]!["events"]!.AsArray().RemoveAt(2);
        json["proofs"]!.AsArray().RemoveAt(2);
        Assert.That(Codes(json), Does.Contain(ErasureFault.StatementDiffers).And.Contain(ErasureFault.StatementNotRecorded));
    }

    [Test]
    public void Not_even_the_operator_can_leave_out_an_event_of_the_persons_stream()
    {
        var made = new MadeUpErasure();
        var second = made.Chosen().ElementAt(1);
        Assert.That(Codes(made, made.Certify(made.Of(made.Chosen().Where(one => one.Index != second.Index)))), Does.Contain(FaultCode.SequenceGap));
        Assert.That(Codes(made, made.Certify(made.Of(made.Chosen().Where(one => one.Index != made.Shredding)))), Does.Contain(ErasureFault.NotShredded));
    }

    [Test]
    public void An_event_that_does_not_belong_is_named()
    {
        var made = new MadeUpErasure();
        foreach (var foreign in new[] { 0, 2, made.Later })
            Assert.That(Codes(made, made.Certify(made.Of(made.Chosen().Append(made.Event(foreign)).OrderBy(one => one.Index)))), Does.Contain(FaultCode.EventOutOfScope), $"#{foreign}");
    }

    [Test]
    public void Events_in_another_order_or_twice_are_named()
    {
        var made = new MadeUpErasure();
        Assert.That(Codes(made, made.Certify(made.Of(made.Chosen().Reverse()))), Does.Contain(FaultCode.EventsSwapped).And.Contain(FaultCode.SequenceGap));
        Assert.That(Codes(made, made.Certify(made.Of(made.Chosen().Append(made.Chosen().Last())))), Does.Contain(FaultCode.EventsSwapped));
    }

    [Test]
    public void An_event_of_made_up_bytes_is_not_proved()
    {
        var made = new MadeUpErasure();
        var forged = made.Chosen().Select(one => one.Index != made.Shredding ? one
            : one with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(one.Bytes.Span).Replace("withdrawal", "court-order")) });
        Assert.That(made.Verify(made.Certify(made.Of(forged)).ToUtf8()).Faults,
            Has.Some.Matches<BundleFault>(fault => fault.Code == ErasureFault.EventNotProved && fault.Index == made.Shredding));
    }

    [Test]
    public void A_key_used_after_it_was_destroyed_is_named()
    {
        var made = new MadeUpErasure(made => made.Ledger.Add("messaging.opted-in", MadeUpErasure.Vera, MadeUpErasure.Vera,
            $$"""{"contact":{{made.Ledger.Seal(MadeUpErasure.Vera, "/data/contact", "content/contact", "again")}}}"""));
        Assert.That(made.Verify(made.File).Faults.Select(fault => (fault.Code, fault.Index)), Is.EqualTo(new[] { (ErasureFault.SealedAfterwards, (long?)made.Shredding + 1) }));
    }

    [Test]
    public void Another_origin_person_or_key_is_no_certificate()
    {
        var made = new MadeUpErasure();
        Assert.That(Codes(made, made.Certify(made.Of(made.Chosen(), origin: "ledger.example/other"))), Does.Contain(FaultCode.OtherLog));
        Assert.That(Codes(made, made.Prove(made.Of(made.Chosen(), person: MadeUpLedger.Anna), made.Certificate.Export)), Does.Contain(FaultCode.ExportOfAnother));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = new NoteSigner(MadeUpLedger.Origin, key).VerifierKey;
        Assert.That(ErasureVerifier.Verify(made.File, other).Faults.Select(fault => fault.Code), Is.EquivalentTo(new[] { FaultCode.KeyNotTrusted, FaultCode.CheckpointNotSigned }));
    }

    [Test]
    public void A_certificate_recorded_before_what_it_claims_to_know_is_none()
    {
        var made = new MadeUpErasure();
        Assert.That(Codes(made, made.Prove(made.Statement, made.Event(made.Reading))), Does.Contain(FaultCode.Malformed));
        var data = new JsonObject { ["known"] = 999, ["events"] = made.Statement.EventCount, ["manifest"] = made.Statement.Digest };
        var export = made.Ledger.Add("report.exported", "v-officer", MadeUpErasure.Vera, data.ToJsonString());
        Assert.That(Codes(made, made.Prove(made.Statement, made.Event(export))), Is.EqualTo(new[] { FaultCode.ExportOfAnother }));
    }

    [Test]
    public void A_checkpoint_that_contradicts_it_shows_a_forked_log()
    {
        var made = new MadeUpErasure();
        var other = made.Ledger.Signer.Sign(new Checkpoint(MadeUpLedger.Origin, made.Ledger.Entries.Count, new byte[32]).ToString());
        Assert.That(made.Verify(made.File, other).Faults.Single().Code, Is.EqualTo(FaultCode.LogForked));
    }

    [Test]
    public void The_same_in_another_spelling_is_named()
    {
        var spaced = Encoding.UTF8.GetString(Made.File).Replace("\"format\":", "\"format\": ", StringComparison.Ordinal);
        Assert.That(Codes(Encoding.UTF8.GetBytes(spaced)), Is.EqualTo(new[] { ErasureFault.SpeltOtherwise }));
    }

    static IEnumerable<string> Codes(JsonNode json) => Codes(Encoding.UTF8.GetBytes(json.ToJsonString()));

    static IEnumerable<string> Codes(byte[] file) => [.. Made.Verify(file).Faults.Select(fault => fault.Code)];

    static IEnumerable<string> Codes(MadeUpErasure made, ErasureCertificate certificate) => [.. made.Verify(certificate.ToUtf8()).Faults.Select(fault => fault.Code)];
}
