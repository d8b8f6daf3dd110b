using System.Globalization;
using Ledger.Consents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Tests.Intake;
using Ledger.Tests.Projections;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Inquiries;

/// <summary>
/// A letter of the person that withdraws consent or demands a stop is recorded together with the person's own event: from its acknowledgement on "may I?" says
/// no, and its one duty is the person's.
/// </summary>
public sealed class LettersThatStopTests
{
    const string Arrived = "2025-05-30T18:30:00+03:00";

    static readonly string Consent = Event("c-1", "consent.given", "u-1", """
        {"consent":"c1","purposes":["improvement"],"categories":["location"],"edition":"2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru"}
        """, "2025-05-01T12:00:00+03:00");

    static readonly string Collected = Event("d-1", "data.collected", "u-1", """
        {"origin":"automatic","service":"panel","purposes":["improvement"],"categories":["location"],"system":"crm"}
        """, "2025-05-01T12:05:00+03:00");

    [Test]
    public async Task Never_a_yes_after_an_acknowledged_letter(
        [Values("withdrawal", "stop")] string kind, [Values("person", "representative")] string from, [Values] bool admissible,
        [Values("", """ "objects":{"purposes":["improvement"]},""", """ "objects":{"categories":["location"]},""", """ "objects":{"consent":"c1"},""")] string about)
    {
        await using var ledger = await Begun();
        Assert.That(await May(ledger), Is.EqualTo("yes: consent"));
        var published = await ledger.Publish(Service, Letter($"\"{kind}\"", from, admissible, about));
        Assert.That((published.Refusal, published.Value?.Count), Is.EqualTo(((Refusal?)null, 1)), "one receipt for the one letter");
        Assert.That(await May(ledger), Is.EqualTo(kind == "stop" ? "no: stop-demanded" : "no: consent-withdrawn"));
    }

    [Test]
    public async Task The_persons_event_cites_the_letter_and_holds_its_moment_channel_and_hash()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\",\"stop\"", about: $"\"letter\":\"{new string('a', 64)}\","));
        var recorded = await ledger.Recorded();
        var (letter, effects) = (recorded.Single(e => e.Data is InquiryReceived), recorded.Where(e => e.Source == Preparer.LedgerSource && e.Data is IOpensDuties).ToList());
        Assert.That(effects.Select(e => (e.Data.GetType(), e.Index - letter.Index, e.Time, e.Actor)), Is.EqualTo([
            (typeof(ConsentWithdrawn), 1L, letter.Time, "ledger"), (typeof(ProcessingStopDemanded), 2L, letter.Time, "ledger")]));
        var withdrawn = (ConsentWithdrawn)effects[0].Data;
        Assert.That((withdrawn.Inquiry, withdrawn.Channel, withdrawn.Letter?.Sealed is not null, withdrawn.Purposes.Count), Is.EqualTo(("7", "post", true, 0)));
        Assert.That(((ProcessingStopDemanded)effects[1].Data).Inquiry, Is.EqualTo("7"));
    }

    [Test]
    public async Task The_duty_is_opened_once_in_the_persons_stream_and_recipients_are_to_be_told()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Event("m-1", "disclosure.made", "u-1", """
            {"recipient":"partner","purpose":"improvement","categories":["location"],"ground":"consent","mode":"access","country":"RU"}
            """, "2025-05-02T12:00:00+03:00"), Letter("\"withdrawal\",\"stop\",\"information\""));
        var state = await State(ledger);
        Assert.That(state.Duties.Select(d => (d.Terms.Rule, d.IsOpen)), Is.EqualTo([("WDR-01", true), ("DISC-09", true), ("WDR-03", true)]));
        Assert.That(state.Tellings.Select(t => t.Recipient), Is.EqualTo(["partner"]));
        var received = (InquiryReceived)(await ledger.Recorded()).Single(e => e.Data is InquiryReceived).Data;
        Assert.That(received.Duties!.Select(t => t.Rule), Is.EqualTo(["INQ-01"]));
        Assert.That(received.Passed!.Select(t => (t.Rule, t.Due)), Is.EqualTo(state.Duties.Where(d => d.Terms.Rule != "DISC-09").Select(d => (d.Terms.Rule, d.Terms.Due))));
    }

    [Test]
    public async Task An_extension_by_notice_moves_the_duty_in_the_persons_stream()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"stop\""));
        var before = (await State(ledger)).Duties.Single(d => d.Terms.Rule == "WDR-03").Terms;
        var extended = await ledger.Publish(Officer, Event("x-1", "inquiry.extended", null, """
            {"inquiry":"7","noticeSentAt":"2025-06-02T09:00:00+03:00","reasons":"ждём ответа обработчика","to":"subject","via":"post"}
            """, "2025-06-02T10:00:00+03:00"));
        Assert.That(extended.Refusal, Is.Null);
        var duty = (await State(ledger)).Duties.Single(d => d.Terms.Rule == "WDR-03");
        // Ten working days from Friday 30 May 2025 end on Monday 16 June (12 and 13 June are days off); five more end on the 23rd.
        Assert.That((Last(before.Due), Last(duty.Terms.Due), duty.ExtendedIndex is null), Is.EqualTo(("2025-06-17", "2025-06-24", false)));
        var row = await Row(ledger, "7");
        Assert.That((row.Due, row.Read().Extended), Is.EqualTo(((long?)Micros.Of(duty.Terms.Due), (DateTimeOffset?)new DateTimeOffset(2025, 6, 2, 6, 0, 0, TimeSpan.Zero))));
        var again = await ledger.Publish(Officer, Event("x-2", "inquiry.extended", null, """
            {"inquiry":"7","noticeSentAt":"2025-06-02T09:00:00+03:00","reasons":"ещё"}
            """, "2025-06-02T11:00:00+03:00"));
        Assert.That(again.Refusal?.Code, Is.EqualTo(InquiryFile.ExtendedAlready));
    }

    [Test]
    public async Task A_withdrawal_is_not_extended_and_a_notice_to_somebody_else_moves_nothing()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\""));
        var notice = """{"inquiry":"7","noticeSentAt":"2025-06-02T09:00:00+03:00","reasons":"р"}""";
        Assert.That((await ledger.Publish(Officer, Event("x-1", "inquiry.extended", null, notice, Now))).Refusal?.Code, Is.EqualTo(InquiryFile.ExtensionNotAllowed));
        await ledger.Publish(Service, Letter("\"stop\"", number: "8"));
        var elsewhere = notice.Replace("\"7\"", "\"8\"", StringComparison.Ordinal).Replace("\"р\"", "\"р\",\"to\":\"regulator\"", StringComparison.Ordinal);
        Assert.That((await ledger.Publish(Officer, Event("x-2", "inquiry.extended", null, elsewhere, Now))).Refusal?.Code, Is.EqualTo(InquiryFile.NoticeElsewhere));
    }

    [Test]
    public async Task The_same_letter_again_adds_nothing()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\""));
        var length = await ledger.Journal.Count(default);
        Assert.That((await ledger.Publish(Service, Letter("\"withdrawal\""))).Value![0].Duplicate, Is.True);
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(length));
    }

    [Test]
    public async Task A_letter_about_somebody_the_ledger_does_not_know_makes_him_known_and_says_no()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Letter("\"stop\""));
        var recorded = await ledger.Recorded();
        Assert.That(recorded.Select(e => e.Type), Is.EqualTo(["ledger.subject.registered", "ledger.inquiry.received", "ledger.processing.stop-demanded"]));
    }

    [TestCase("regulator"), TestCase("court"), TestCase("other")]
    public async Task A_letter_of_anybody_else_says_nothing_in_the_persons_stream(string from)
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\",\"stop\"", from));
        Assert.That((await ledger.Recorded())[^1].Data, Is.InstanceOf<InquiryReceived>());
        Assert.That(await May(ledger), Is.EqualTo("yes: consent"));
    }

    [Test]
    public async Task A_letter_of_nobody_known_keeps_its_duties_itself()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\",\"stop\"", subject: null));
        var received = (InquiryReceived)(await ledger.Recorded())[^1].Data;
        Assert.That((received.Duties!.Select(t => t.Rule), received.Passed), Is.EqualTo((new[] { "WDR-01", "WDR-03" }, (IReadOnlyList<DutyTerms>?)null)));
    }

    [TestCase("representative", true, "", "representative")]
    [TestCase("representative", false, """ "deficiencies":["signature"],""", "representative,signature")]
    [TestCase("person", false, "", "inadmissible")]
    [TestCase("person", true, "", null)]
    public async Task What_is_not_verified_of_it_is_a_finding(string from, bool admissible, string more, string? detail)
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\"", from, admissible, more));
        var rows = await Folded(ledger);
        var found = (await rows.Query(FindingQueries.All(code: FindingKinds.LetterUnverified), default)).Value;
        Assert.That(found.Select(f => (f.Detail, f.Stream, f.Person is not null)), Is.EqualTo(detail is null ? Array.Empty<(string, string, bool)>() : [(detail, "q-7", true)]));
    }

    [Test]
    public async Task Narrowed_on_receipt_it_leaves_the_rest()
    {
        await using var ledger = await Begun();
        await ledger.Publish(Service, Letter("\"withdrawal\"", about: """ "objects":{"purposes":["service"]},"""));
        Assert.That(await May(ledger), Is.EqualTo("yes: consent"));
    }

    const string Now = "2025-06-02T10:00:00+03:00";

    static string Letter(string cases, string from = "person", bool admissible = true, string about = "", string? subject = "u-1", string number = "7") =>
        Event($"q-{number}", "inquiry.received", subject,
            $$"""{"inquiry":"{{number}}","from":"{{from}}","channel":"post","form":"paper","cases":[{{cases}}],{{about}}"admissible":{{(admissible ? "true" : "false")}}}""", Arrived);

    static async Task<TestLedger> Begun()
    {
        var ledger = new TestLedger();
        var registers = Story.Begin().Events.Where(e => e.Stream == Streams.Registers).Select(Story.Entry).ToList();
        await ledger.Journal.Append(registers, default);
        Assert.That((await ledger.Publish(Service, Consent, Collected)).Refusal, Is.Null);
        return ledger;
    }

    static async Task<string> May(TestLedger ledger)
    {
        var question = new PermissionQuestion("improvement", ledger.Clock.Now) { Categories = ["location"] };
        var answer = (await new PermissionService(ledger.Journal).Decide(ledger.Vault.FindToken("u-1"), question, default)).Value;
        return $"{(answer.Allowed ? "yes" : "no")}: {answer.Reason}";
    }

    static async Task<PersonState> State(TestLedger ledger)
    {
        var token = ledger.Vault.FindToken("u-1")!;
        return (await new PersonFiles(ledger.Journal).Read(token, null, await ledger.Journal.Count(default) - 1, default))!.State;
    }

    static async Task<Reading.IReadModels> Folded(TestLedger ledger)
    {
        var store = new Reading.MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(ledger.Journal, store);
        await projector.CatchUp(default);
        return store.Current;
    }

    static async Task<InquiryRow> Row(TestLedger ledger, string number) => (await (await Folded(ledger)).Find<InquiryRow>(number, default))!;

    static string Last(DateTimeOffset end) => LegalClock.Default.LocalDate(end.AddTicks(-1)).ToString("O", CultureInfo.InvariantCulture);
}
