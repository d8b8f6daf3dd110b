using System.Text;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Proofs;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>The way in: what is published, what is recorded, what is refused.</summary>
public sealed class PublishingTests
{
    [Test]
    public async Task A_persons_stream_begins_with_an_introduction_that_seals_their_id()
    {
        await using var ledger = new TestLedger();
        var receipts = await ledger.Publish(Service, OptIn("a", "u-1"));
        var recorded = await ledger.Recorded();
        Assert.Multiple(() =>
        {
            Assert.That(receipts.Value.Single().Index, Is.EqualTo(1));
            Assert.That(recorded.Select(e => e.Data.GetType()), Is.EqualTo([typeof(SubjectRegistered), typeof(MessagingOptedIn)]));
            Assert.That(((SubjectRegistered)recorded[0].Data).Person!.Sealed!.KeyName, Does.EndWith("/evidence/identity/1"));
            Assert.That(recorded.Select(e => e.Stream).Distinct(), Is.EqualTo([ledger.Vault.FindToken("u-1")]));
        });
    }

    [Test]
    public async Task A_published_registration_is_the_introduction()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Event("r", "subject.registered", "u-1", """{"service":"panel","regime":"ru"}"""), OptIn("a", "u-1"));
        var recorded = await ledger.Recorded();
        Assert.That(recorded.Select(e => e.Source), Is.EqualTo(["/services/test", "/services/test"]));
        Assert.That(((SubjectRegistered)recorded[0].Data).Person, Is.Not.Null);
    }

    [Test]
    public async Task The_same_publication_again_gets_the_first_receipt_and_adds_nothing()
    {
        await using var ledger = new TestLedger();
        var first = (await ledger.Publish(Service, OptIn("a", "u-1"))).Value.Single();
        var again = (await ledger.Publish(Service, OptIn("a", "u-1"))).Value.Single();
        Assert.That((again.Index, again.Sequence, again.Duplicate), Is.EqualTo((first.Index, first.Sequence, true)));
        Assert.That(again.LeafHash, Is.EqualTo(first.LeafHash));
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(2));
    }

    [Test]
    public async Task A_repeat_within_one_batch_is_recorded_once()
    {
        await using var ledger = new TestLedger();
        var receipts = (await ledger.Publish(Service, OptIn("a", "u-1"), OptIn("a", "u-1"))).Value;
        Assert.That(receipts.Select(r => (r.Index, r.Duplicate)), Is.EqualTo([(1L, false), (1L, true)]));
    }

    [Test]
    public async Task The_same_id_with_other_content_is_refused()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var other = await ledger.Publish(Service, OptIn("a", "u-1", "other@example.org"));
        Assert.That(other.Refusal?.Code, Is.EqualTo(Refusals.PublicationDiffers));
    }

    [Test]
    public async Task The_same_id_about_another_person_is_refused()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var other = await ledger.Publish(Service, OptIn("a", "u-2"));
        Assert.That(other.Refusal?.Code, Is.EqualTo(Refusals.PublicationNamesAnother));
    }

    [Test]
    public async Task A_batch_with_one_bad_event_leaves_nothing_and_names_it()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("taken", "u-1"));
        var before = await ledger.Journal.Count(default);
        var refused = await ledger.Publish(Service, OptIn("b", "u-2"), OptIn("taken", "u-2"), OptIn("c", "u-3"));
        Assert.That((refused.Refusal?.Code, refused.Refusal?.Item), Is.EqualTo((Refusals.PublicationNamesAnother, 1)));
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(before));
    }

    [Test]
    public async Task A_batch_that_follows_another_is_recorded_after_it()
    {
        await using var ledger = new TestLedger();
        var earlier = new TaskCompletionSource<bool>();
        var following = ledger.Publish(Service, earlier.Task, OptIn("second", "u-1"));
        await ledger.Publish(Service, OptIn("first", "u-1"));
        earlier.SetResult(true);
        Assert.That((await following).Value.Single().Index, Is.EqualTo(2), "after the introduction and the first");
    }

    [Test]
    public async Task A_batch_that_follows_a_refused_one_is_refused()
    {
        await using var ledger = new TestLedger();
        var refused = await ledger.Publish(Service, Task.FromResult(false), OptIn("a", "u-1"));
        Assert.That(refused.Refusal?.Code, Is.EqualTo(Refusals.EarlierRefused));
        Assert.That(await ledger.Journal.Count(default), Is.Zero);
    }

    [Test]
    public async Task A_repeat_among_new_publications_is_found_all_the_same()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var receipts = (await ledger.Publish(Service, OptIn("b", "u-1"), OptIn("a", "u-1"), OptIn("c", "u-2"))).Value;
        Assert.That(receipts.Select(r => (r.Index, r.Duplicate)), Is.EqualTo([(2L, false), (1L, true), (4L, false)]));
    }

    [Test]
    public async Task A_withdrawal_is_recorded_with_its_due_date()
    {
        await using var ledger = new TestLedger();
        ledger.Clock.Now = new(2025, 12, 2, 0, 0, 0, TimeSpan.Zero);
        await ledger.Publish(Service, Event("w", "consent.withdrawn", "u-1", """{"purposes":[],"channel":"support"}""", "2025-12-01T10:00:00+03:00"));
        var withdrawn = (ConsentWithdrawn)(await ledger.Recorded())[^1].Data;
        var duty = withdrawn.Duties![0];
        Assert.Multiple(() =>
        {
            Assert.That(duty.Rule, Is.EqualTo("WDR-01"));
            Assert.That(duty.Due, Is.EqualTo(new DateTimeOffset(2026, 1, 13, 0, 0, 0, TimeSpan.FromHours(3))), "statutory: 12.01.2026, 24:00 Moscow");
            Assert.That(duty.Safe, Is.EqualTo(new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.FromHours(3))), "safe: 30.12.2025, 24:00 Moscow");
        });
    }

    [Test]
    public async Task No_personal_value_and_no_user_id_reaches_the_journal()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "user-marked-77", "marked@example.org"));
        await foreach (var entry in ledger.Journal.ReadAll(0, default))
            Assert.That(Encoding.UTF8.GetString(entry.Bytes.Span), Does.Not.Contain("marked"));
    }

    [Test]
    public async Task A_sealed_value_opens_at_its_place_and_nowhere_else()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"), OptIn("b", "u-1"));
        var recorded = await ledger.Recorded();
        Assert.That(Open(ledger, recorded[1], recorded[1].Id), Is.EqualTo("marked@example.org"));
        Assert.That(Open(ledger, recorded[1], recorded[2].Id), Is.Null);
    }

    static string? Open(TestLedger ledger, RecordedEvent recorded, string id)
    {
        var field = ((MessagingOptedIn)recorded.Data).Contact!.Sealed!;
        var context = new FieldContext(ledger.Journal.Origin, recorded.Stream, recorded.Source, id, "/data/contact", field.KeyName);
        var key = ledger.Vault.Find(KeyName.Parse(field.KeyName)!)!;
        return field.Open(context, FieldKey.Derive(context, key, field.Salt.Span)).Value;
    }
}
