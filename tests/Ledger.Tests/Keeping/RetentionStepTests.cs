using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Law;
using Ledger.Projections;
using static Ledger.Tests.Keeping.KeepingRoom;

namespace Ledger.Tests.Keeping;

/// <summary>What the ledger records by itself when a term ends (152-FZ 5(7), 9(4)(8), Order RKN 179), and what stops it.</summary>
public sealed class RetentionStepTests
{
    [Test]
    public async Task Clause_2_1_A_category_whose_term_ended_is_to_be_destroyed_as_152_FZ_5_7_wants()
    {
        await using var room = await With(("location", 365));
        await room.Collected("u-1", "location", "tracker");
        room.After(364);
        Assert.That((await room.Run()).Recorded, Is.Zero);
        room.After(400);
        Assert.That((await room.Run()).RetentionsEnded, Is.EqualTo(1));
        var told = (await room.Own()).Single();
        var ended = (RetentionEnded)told.Data;
        Assert.Multiple(() =>
        {
            Assert.That((told.Actor, told.Source, told.Stream), Is.EqualTo(("ledger", "/ledger", room.Token("u-1"))));
            Assert.That(told.Time, Is.EqualTo(Start.AddDays(365)), "the end of the term, not the day somebody looked");
            Assert.That((ended.Categories.Single(), ended.Edition, ended.GatheredUpTo), Is.EqualTo(("location", "x-keeper-2025", Start)));
            Assert.That(ended.Duties!.Select(d => d.Rule), Is.EqualTo(new[] { RuleIds.DestroyAfterPurpose, RuleIds.TellRecipients }));
            Assert.That(ended.Duties![0].Start, Is.EqualTo(told.Time));
        });
        var person = (await room.Rows.Find<PersonRow>(room.Token("u-1"), default))!.Read();
        Assert.That(person.Duties.Single(d => d.IsOpen).Waits, Is.EqualTo(new[] { "location@tracker" }));
    }

    [Test]
    public async Task Running_twice_adds_nothing()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        await room.Consented("u-2", "c-1", "2025-07-01T00:00:00Z");
        room.After(60);
        Assert.That((await room.Run()).Recorded, Is.EqualTo(2));
        var stale = await room.Step.Run(default);
        await room.Rebuild();
        Assert.That((stale.Recorded, (await room.Run()).Recorded, (await room.Own()).Count), Is.EqualTo((0L, 0L, 2)));
    }

    [Test]
    public async Task A_step_that_the_read_models_still_ask_for_is_not_taken_twice()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        room.After(60);
        await room.List();
        await room.Step.Run(default);
        Assert.That((await room.Step.Run(default)).Recorded, Is.Zero, "nothing was folded in between");
        Assert.That(await room.Own(), Has.Count.EqualTo(1));
    }

    [TestCase("[]"), TestCase("""["location"]""")]
    public async Task A_hold_stops_it_and_a_lifted_one_lets_it_go_on_at_the_time_the_term_ended(string categories)
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        await room.Tell("hold.placed", "u-1", $$"""{"hold":"h-1","ground":"court","categories":{{categories}}}""");
        room.After(60);
        var held = await room.Run();
        Assert.That((held.Recorded, held.OnHold), Is.EqualTo((0L, 1L)));
        var row = (await room.List()).Single();
        Assert.That((row.State, row.Hold, row.HoldGround, row.HoldBy), Is.EqualTo((KeepingStates.OnHold, "h-1", "court", "officer")));
        await room.Tell("hold.lifted", "u-1", """{"hold":"h-1","reason":"ruling"}""");
        Assert.That((await room.Run()).RetentionsEnded, Is.EqualTo(1));
        Assert.That((await room.Own()).Single().Time, Is.EqualTo(Start.AddDays(30)));
    }

    [Test]
    public async Task A_hold_that_the_read_models_do_not_know_yet_stops_it_all_the_same()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        room.After(60);
        await room.List();
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"court","categories":[]}""");
        var run = await room.Step.Run(default);
        Assert.That((run.Recorded, run.OnHold), Is.EqualTo((0L, 1L)));
        Assert.That(await room.Own(), Is.Empty);
    }

    [Test]
    public async Task A_hold_on_another_category_stops_nothing()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"claim","categories":["email"]}""");
        room.After(60);
        Assert.That((await room.Run()).RetentionsEnded, Is.EqualTo(1));
    }

    [Test]
    public async Task A_new_edition_with_a_shorter_term_counts_from_the_moment_it_is_in_force()
    {
        await using var room = await With(("location", 365));
        await room.Collected("u-1", "location");
        room.After(100);
        await room.Run();
        Assert.That((await room.Ledger.Publish(Intake.TestLedger.Officer, Policy("x-keeper-2026", "2025-09-10T00:00:00Z", ("location", 30)))).Refusal, Is.Null);
        Assert.That((await room.Run()).RetentionsEnded, Is.EqualTo(1));
        var told = (await room.Own()).Single();
        Assert.That((told.Time, ((RetentionEnded)told.Data).Edition), Is.EqualTo((new DateTimeOffset(2025, 9, 10, 0, 0, 0, TimeSpan.Zero), "x-keeper-2026")), "not before anybody promised it");
    }

    [Test]
    public async Task What_is_gathered_after_a_term_ended_has_a_term_of_its_own()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location");
        room.After(31);
        await room.Run();
        room.After(40);
        await room.Collected("u-1", "location");
        Assert.That((await room.List()).Single().Due, Is.EqualTo(Micros.Of(Start.AddDays(70))));
        room.After(71);
        await room.Run();
        Assert.That((await room.Own()).Select(e => ((RetentionEnded)e.Data).GatheredUpTo), Is.EqualTo(new[] { Start, Start.AddDays(40) }));
    }

    [Test]
    public async Task A_system_that_gathered_later_is_not_waited_for_by_the_earlier_term()
    {
        await using var room = await With(("location", 30));
        await room.Collected("u-1", "location", "crm");
        room.After(20);
        await room.Collected("u-1", "location", "tracker");
        room.After(31);
        await room.Run();
        Assert.That((await Waits(room, "u-1")).Single(), Is.EqualTo(new[] { "location@crm" }));
        room.After(51);
        await room.Run();
        Assert.That((await Waits(room, "u-1"))[1], Is.EqualTo(new[] { "location@tracker" }));
    }

    [Test]
    public async Task A_consent_ends_at_its_end_unless_it_was_withdrawn_or_given_again()
    {
        await using var room = await With();
        await room.Consented("u-1", "c-1", "2025-07-01T00:00:00Z");
        await room.Consented("u-2", "c-1", "2025-07-01T00:00:00Z");
        await room.Tell("consent.withdrawn", "u-2", """{"purposes":[],"channel":"web","consent":"c-1"}""");
        await room.Consented("u-3", "c-1", "2025-07-01T00:00:00Z");
        await room.Consented("u-3", "c-1", "2026-07-01T00:00:00Z");
        await room.Consented("u-4", "c-1", null);
        room.After(60);
        Assert.That((await room.Run()).ConsentsExpired, Is.EqualTo(1));
        var told = (await room.Own()).Single();
        Assert.That((told.Subject, told.Time, ((ConsentExpired)told.Data).Consent), Is.EqualTo((room.Token("u-1"), new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero), "c-1")));
        Assert.That(((ConsentExpired)told.Data).Duties!.Select(d => d.Rule), Does.Contain(RuleIds.DestroyAfterPurpose));
        room.After(400);
        Assert.That((await room.Run()).ConsentsExpired, Is.EqualTo(1), "the one given again, at its new end");
    }

    [Test]
    public async Task An_end_that_a_service_told_first_is_not_told_again()
    {
        await using var room = await With();
        await room.Consented("u-1", "c-1", "2025-07-01T00:00:00Z");
        room.After(60);
        await room.List();
        await room.Tell("consent.expired", "u-1", """{"consent":"c-1"}""");
        Assert.That((await room.Step.Run(default)).Recorded, Is.Zero);
        Assert.That((await room.Run()).Recorded, Is.Zero);
    }

    [Test]
    public async Task A_consent_that_ended_does_not_end_again_when_it_is_given_again()
    {
        await using var room = await With();
        await room.Consented("u-1", "c-1", "2025-07-01T00:00:00Z");
        room.After(60);
        await room.Run();
        await room.Consented("u-1", "c-1", "2026-07-01T00:00:00Z");
        Assert.That((await room.List()).Count(row => row.Kind == KeepingKinds.Consent), Is.EqualTo(1));
        room.After(400);
        Assert.That((await room.Run()).ConsentsExpired, Is.EqualTo(1));
    }

    [Test]
    public async Task A_person_is_forgotten_when_the_evidence_was_kept_for_three_years()
    {
        await using var room = await With();
        await room.Collected("u-1", "email");
        await room.Destroyed("u-1", "email", "2025-06-02");
        await room.Tell("person.shredded", "u-1", """{"reason":"purpose-achieved","categories":[]}""");
        var token = room.Token("u-1");
        var due = (await room.List()).Single(row => row.Kind == KeepingKinds.Evidence);
        Assert.That(Micros.ToMoment(due.Due), Is.EqualTo(new DateTimeOffset(2028, 6, 2, 21, 0, 0, TimeSpan.Zero)));
        room.After((3 * 365) + 1);
        Assert.That(await Forgotten(room), Is.Zero, "on the last day");
        room.After((3 * 365) + 3);
        Assert.That(await Forgotten(room), Is.EqualTo(1));
        Assert.That(room.Ledger.Vault.FindToken("u-1"), Is.Null);
        Assert.That(room.Ledger.Vault.KeysOf(token), Is.Empty);
        Assert.That(((PersonForgotten)(await room.Own())[^1].Data).Reason, Is.EqualTo(ForgetReason.EvidenceTermEnded));
        Assert.That(await room.List(), Is.Empty);
    }

    [Test]
    public async Task A_hold_keeps_a_person_from_being_forgotten()
    {
        await using var room = await With();
        await room.Collected("u-1", "email");
        await room.Destroyed("u-1", "email", "2025-06-02");
        await room.Tell("person.shredded", "u-1", """{"reason":"purpose-achieved","categories":[]}""");
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"investigation","categories":["phone"]}""");
        room.After(2000);
        Assert.That((await room.Run()).OnHold, Is.EqualTo(1));
        Assert.That(room.Ledger.Vault.FindToken("u-1"), Is.Not.Null);
        await room.Tell("hold.lifted", "u-1", """{"hold":"h-1","reason":"closed"}""");
        Assert.That(await Forgotten(room), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_whose_keys_still_live_is_not_forgotten_but_told_to_wait()
    {
        await using var room = await With();
        await room.Collected("u-1", "email");
        await room.Tell("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"],"contact":"a@example.org"}""");
        await room.Destroyed("u-1", "email", "2025-06-02");
        room.After(2000);
        var run = await room.Run();
        Assert.That((run.PersonsForgotten, run.Refused), Is.EqualTo((0L, 1L)));
    }

    [Test]
    public async Task An_act_is_removed_when_its_three_years_have_ended()
    {
        await using var room = await With();
        Assert.That((await room.Ledger.Publish(Intake.TestLedger.Officer, Intake.TestLedger.Event("a", "act.issued", null,
            $$"""{"act":"A-1","sha256":"{{new string('a', 64)}}","mediaType":"application/pdf","known":0,"reports":1,"persons":1,"lastDestroyedOn":"2025-06-01"}"""))).Refusal, Is.Null);
        Assert.That((await room.List()).Single().Kind, Is.EqualTo(KeepingKinds.Act));
        room.After(1000);
        Assert.That((await room.Run()).ActsRemoved, Is.Zero);
        room.After(1100);
        Assert.That((await room.Run()).ActsRemoved, Is.EqualTo(1));
        var removed = (ActRemoved)(await room.Own()).Single().Data;
        Assert.That(removed.Keys, Has.Count.EqualTo(1));
        Assert.That(room.Ledger.Vault.IsDestroyed(Sealing.KeyName.Parse(removed.Keys![0])!), Is.True, "the hash of the document is gone");
        Assert.That(await room.List(), Is.Empty);
    }

    [Test]
    public async Task A_stream_that_moves_on_meanwhile_is_decided_again()
    {
        await using var room = await With(("location", 30));
        for (var n = 0; n < 20; n++) await room.Collected($"u-{n}", "location");
        room.After(60);
        await room.List();
        var telling = Task.Run(async () =>
        {
            for (var n = 0; n < 60; n++) await room.Tell("messaging.sent", $"u-{n % 20}", """{"kind":"terms","channel":"email"}""");
        });
        var run = await room.Step.Run(default);
        await telling;
        Assert.That((run.RetentionsEnded, run.Refused), Is.EqualTo((20L, 0L)));
    }

    [Test]
    public async Task A_consent_without_end_that_ended_by_its_condition_stops_no_fold()
    {
        await using var room = await With();
        await room.Consented("u-1", "c-1", "2200-01-01T00:00:00Z");
        await room.Tell("consent.expired", "u-1", """{"consent":"c-1"}""");
        Assert.That((await room.List()).Count(row => row.Kind == KeepingKinds.Consent), Is.Zero);
        room.After(5000);
        Assert.That((await room.Run()).Refused, Is.Zero);
    }

    static async Task<long> Forgotten(KeepingRoom room) => (await room.Run()).PersonsForgotten;

    static async Task<List<IEnumerable<string>>> Waits(KeepingRoom room, string user) =>
        [.. (await room.Rows.Find<PersonRow>(room.Token(user), default))!.Read().Duties.Where(d => d.IsOpen).Select(d => (IEnumerable<string>)d.Waits)];
}
