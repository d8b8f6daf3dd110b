using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Persons;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>When a person may be forgotten: not before every proof, act and other person's event that needs to tell who it was.</summary>
public sealed class EvidenceTermTests
{
    TestLedger _ledger = null!;
    int _events;

    [SetUp]
    public void Open() => (_ledger, _events) = (new(), 0);

    [TearDown]
    public async Task Close() => await _ledger.DisposeAsync();

    [Test]
    public async Task Without_consent_or_destruction_the_term_runs_from_the_last_event()
    {
        await Published(At(2025, 6, 1), ("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"]}"""));
        await Published(At(2025, 7, 1), ("messaging.opted-out", "u-1", """{"kinds":[],"channels":[],"via":"settings"}"""));
        await Shredded(At(2026, 1, 1), "u-1");
        await Refused(At(2028, 6, 30), "u-1");
        await Forgotten(At(2028, 7, 1), "u-1");
    }

    [Test]
    public async Task An_order_overrides_the_term()
    {
        await Published(At(2025, 6, 1), ("messaging.opted-out", "u-1", """{"kinds":[],"channels":[],"via":"settings"}"""));
        await Forgotten(At(2025, 6, 2), "u-1", "ordered");
    }

    [Test]
    public async Task A_consent_that_expired_is_proved_for_three_years_more()
    {
        await Published(At(2025, 6, 1), Consent("""validUntil":"2025-07-01T00:00:00+03:00"""));
        await Published(At(2025, 8, 1), ("consent.expired", "u-1", """{"consent":"c-1"}"""));
        await Refused(At(2028, 7, 31), "u-1");
        await Forgotten(At(2028, 8, 1), "u-1");
    }

    [Test]
    public async Task A_withdrawal_in_the_same_batch_counts()
    {
        await Published(At(2025, 6, 1), Consent());
        var refusal = await Publish(At(2030, 1, 1), ("consent.withdrawn", "u-1", """{"purposes":[],"channel":"web"}"""), Forget("u-1"));
        Assert.That(refusal?.Code, Is.EqualTo(PersonErasure.EvidenceTermRuns));
    }

    [Test]
    public async Task Staff_are_not_forgotten_before_the_destruction_they_performed_need_no_more_be_proved()
    {
        await Published(At(2025, 6, 1), Destroyed("u-1", "staff-7"));
        await Published(At(2026, 6, 1), Destroyed("u-2", "staff-7"));
        await Refused(At(2029, 5, 31), "staff-7");
        await Forgotten(At(2029, 6, 2), "staff-7");
    }

    [Test]
    public async Task Whoever_signed_an_act_is_not_forgotten_before_the_act_is_removed()
    {
        const string hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        await Published(At(2025, 6, 1), ("act.issued", null, $$"""{"act":"A-1","sha256":"{{hash}}","mediaType":"application/pdf","known":1,"reports":1,"persons":1,"lastDestroyedOn":"2025-05-30"}"""),
            ("act.signed", null, $$"""{"act":"A-1","signer":{"person":"staff-8","fullName":"Иванов","position":"инженер"},"sha256":"{{hash}}","format":"paper"}"""));
        await Refused(At(2028, 5, 30), "staff-8");
        await Forgotten(At(2028, 6, 2), "staff-8");
    }

    [Test]
    public async Task A_representative_is_not_forgotten_before_the_proof_of_what_was_said_for_the_other()
    {
        await Published(At(2025, 6, 1), Consent("representative\":{\"person\":\"mother\",\"capacity\":\"legal-representative\",\"authority\":\"св. о рождении\",\"verifiedBy\":\"front-desk\",\"verifiedAt\":\"2025-05-01T00:00:00Z\"},\"language\":\"ru"));
        await Refused(At(2040, 1, 1), "mother");   // the consent is in force
        await Published(At(2041, 1, 1), ("consent.withdrawn", "u-1", """{"purposes":[],"channel":"web"}"""));
        await Refused(At(2043, 12, 31), "mother");
        await Forgotten(At(2044, 1, 2), "mother");
    }

    [Test]
    public async Task Who_is_named_first_is_introduced_once_and_can_be_told()
    {
        await Published(At(2025, 6, 1), [.. Enumerable.Range(0, 100).Select(n => Destroyed($"u-{n}", "staff-7"))]);
        var recorded = await _ledger.Recorded();
        var token = _ledger.Vault.FindToken("staff-7")!;
        var own = recorded.Where(e => e.Stream == token).ToList();
        Assert.That(own.Select(e => (e.Source, e.Data.GetType(), e.Sequence)), Is.EqualTo([(Preparer.LedgerSource, typeof(SubjectRegistered), 0L)]));
        Assert.That(((SubjectRegistered)own[0].Data).Person!.Sealed!.KeyName, Is.EqualTo($"{token}/evidence/identity/1"));
        Assert.That(recorded, Has.Count.EqualTo(201), "each person, each report, and one more for whoever destroyed");
    }

    [Test]
    public async Task A_refused_batch_introduces_nobody()
    {
        var refusal = await Publish(At(2025, 6, 1), Destroyed("u-1", "staff-7"), ("hold.lifted", "u-1", """{"hold":"none","reason":"-"}"""));
        Assert.That(refusal?.Item, Is.EqualTo(1));
        Assert.That(await _ledger.Journal.Count(default), Is.Zero);
    }

    [Test]
    public async Task Who_is_named_after_the_decision_is_decided_on_again()
    {
        await Published(At(2025, 6, 1), Destroyed("u-1", "staff-7"));
        var token = _ledger.Vault.FindToken("staff-7")!;
        var known = await _ledger.Journal.Count(default);
        var forgotten = new PersonForgotten(ForgetReason.EvidenceTermEnded, [.. _ledger.Vault.KeysOf(token).Select(key => key.ToString())]);
        var decided = new PreparedEvent("f", "/t", EventCatalogue.Of(typeof(PersonForgotten)), token, At(2029, 1, 1), token, "officer", null, RecordedCodec.WriteData(forgotten), []);
        await Published(At(2028, 12, 31), Destroyed("u-2", "staff-7"));
        Assert.That(await _ledger.Sequencer.Submit([new(decided, ExpectedLength: 1, Unnamed: new(token, known))], default), Is.SameAs(Submitted.Conflict));
        await Published(At(2028, 12, 31), Destroyed("u-3", "staff-9"));
        var again = new Proposal(decided, ExpectedLength: 1, Unnamed: new(token, await _ledger.Journal.Count(default) - 2));
        Assert.That((await _ledger.Sequencer.Submit([again], default)).Receipts, Is.Not.Null, "others named since do not matter");
    }

    [Test]
    public async Task What_names_somebody_who_was_forgotten_meanwhile_is_not_recorded()
    {
        await Published(At(2025, 6, 1), Destroyed("u-1", "staff-7"));
        var token = _ledger.Vault.FindToken("staff-7")!;
        await Forgotten(At(2029, 1, 1), "staff-7");
        var late = new PreparedEvent("x", "/t", EventCatalogue.Of(typeof(Incidents.IncidentReported)), null, At(2029, 1, 1), "i-1", "svc", null, "{}"u8.ToArray(), []) { Named = [token] };
        Assert.That(await _ledger.Sequencer.Submit([new(late)], default), Is.SameAs(Submitted.Conflict));
    }

    [Test]
    public async Task Who_returns_after_being_forgotten_starts_anew()
    {
        await Published(At(2025, 6, 1), Consent(), ("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"],"contact":"marked@example.org"}"""));
        await Published(At(2025, 6, 2), ("consent.withdrawn", "u-1", """{"purposes":[],"channel":"web"}"""), Destroyed("u-1", "staff-7"));
        var before = _ledger.Vault.FindToken("u-1")!;
        await Shredded(At(2025, 6, 3), "u-1");
        await Forgotten(At(2028, 7, 1), "u-1");
        var permissions = new Ledger.Projections.PermissionService(_ledger.Journal);
        Assert.That(_ledger.Vault.FindToken("u-1"), Is.Null);
        Assert.That((await permissions.Decide(_ledger.Vault.FindToken("u-1"), new("contact", At(2028, 7, 2)), default)).Value.Reason, Is.EqualTo("person-unknown"));

        await Published(At(2028, 7, 2), ("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"],"contact":"new@example.org"}"""));
        var after = _ledger.Vault.FindToken("u-1")!;
        Assert.That(after, Is.Not.EqualTo(before));
        var file = (await new Ledger.Projections.PersonFiles(_ledger.Journal).Read(after, null, null, default))!;
        Assert.That((file.Events.Count, file.State.Consents.Length, file.State.Data.Length, file.State.Duties.Length, file.State.Shredded.Length, file.State.Forgotten), Is.EqualTo((2, 0, 0, 0, 0, (Ledger.Projections.Shredding?)null)));
        Assert.That(file.Events[1].Data, Is.TypeOf<Messaging.MessagingOptedIn>());
        Assert.That(((Messaging.MessagingOptedIn)file.Events[1].Data).Contact!.Sealed!.KeyName, Is.EqualTo($"{after}/content/contact/1"));
    }

    static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.Zero);

    static (string, string?, string) Forget(string subject, string reason = "evidence-term-ended") => ("person.forgotten", subject, $$"""{"reason":"{{reason}}"}""");

    static (string, string?, string) Consent(string member = "language\":\"ru") => ("consent.given", "u-1",
        $$"""{"consent":"c-1","purposes":["contact"],"categories":["email"],"edition":"1","form":"checkbox","separateDocument":true,"channel":"web",{{(member.Contains("language", StringComparison.Ordinal) ? "" : "\"language\":\"ru\",")}}"{{member}}"}""");

    static (string, string?, string) Destroyed(string subject, string performer) => ("data.destroyed", subject,
        $$"""{"system":"crm","categories":["email"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"{0}","performedBy":[{"person":"{{performer}}","fullName":"Петров","position":"инженер"}]}""");

    async Task Shredded(DateTimeOffset at, string subject) => await Published(at, ("person.shredded", subject, """{"reason":"withdrawal","categories":[]}"""));

    async Task Forgotten(DateTimeOffset at, string subject, string reason = "evidence-term-ended")
    {
        await Published(at, Forget(subject, reason));
        Assert.That(_ledger.Vault.FindToken(subject), Is.Null);
    }

    async Task Refused(DateTimeOffset at, string subject) =>
        Assert.That((await Publish(at, Forget(subject)))?.Code, Is.EqualTo(PersonErasure.EvidenceTermRuns).Or.EqualTo(PersonErasure.ConsentIsInForce));

    async Task Published(DateTimeOffset at, params (string Type, string? Subject, string Data)[] events) => Assert.That(await Publish(at, events), Is.Null);

    async Task<Refusal?> Publish(DateTimeOffset at, params (string Type, string? Subject, string Data)[] events)
    {
        _ledger.Clock.Now = at;
        var lines = events.Select(e => Event($"e{_events++}", e.Type, e.Subject, e.Data.Replace("{0}", at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal),
            at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        return (await _ledger.Publish(Officer, [.. lines])).Refusal;
    }
}
