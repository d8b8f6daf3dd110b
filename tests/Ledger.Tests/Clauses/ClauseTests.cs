using System.Text;
using Ledger.Access;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Tests.Intake;
using MediatR;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Clauses;

/// <summary>Promises of the policy (DESIGN section 2) that the way in keeps itself; those a projection keeps are tested beside it.</summary>
public sealed class ClauseTests
{
    static readonly string Policy = PolicyText();

    [TestCase("identification")]
    [TestCase("personalised-service")]
    [TestCase("contact")]
    [TestCase("improvement")]
    public async Task Clause_2_2_1_to_2_2_4_Each_purpose_of_the_policy_is_one_services_can_ask_for(string purpose)
    {
        await using var ledger = new TestLedger();
        Assert.That((await ledger.Publish(Officer, Policy)).Refusal, Is.Null);
        var terms = (await ledger.Recorded()).Select(e => e.Data).OfType<Policies.PolicyPublished>().Single().Terms;
        Assert.That(terms.Purposes.Select(p => p.Id), Does.Contain(purpose));
        Assert.That(terms.Purposes.Single(p => p.Id == purpose).Clause, Does.StartWith("2.2."));
    }

    [Test]
    public async Task Clause_2_3_A_reading_is_recorded_in_the_viewers_stream_before_it_is_answered()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var answered = -1L;
        var behaviour = new AccessJournalBehaviour<Viewing, Outcome<string>>(ledger.Sequencer, ledger.Preparer, ledger.Vault, ledger.Clock, Randomness.Seeded(3));
        await behaviour.Handle(new("u-1"), default, async () =>
        {
            answered = await ledger.Journal.Count(default);
            return "the file";
        });
        var viewed = (await ledger.Recorded())[^1];
        Assert.Multiple(() =>
        {
            Assert.That(viewed.Data, Is.InstanceOf<RecordViewed>());
            Assert.That((viewed.Stream, viewed.Subject), Is.EqualTo((Streams.OfViewer("officer"), ledger.Vault.FindToken("u-1"))));
            Assert.That(((RecordViewed)viewed.Data).Reason!.Sealed!.KeyName, Does.StartWith($"{viewed.Subject}/content/"));
            Assert.That(answered, Is.EqualTo(viewed.Index + 1), "the file is shown only once its reading is on record");
        });
    }

    [Test]
    public async Task Clause_3_4_and_6_2_Periods_run_by_152_FZ_and_the_rule_applied_is_on_record()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Event("i", "inquiry.received", "u-1",
            """{"inquiry":"2025-1","from":"person","channel":"mail","form":"paper","cases":["information"],"admissible":true}"""));
        var duty = ((InquiryReceived)(await ledger.Recorded())[^1].Data).Duties!.Single();
        Assert.That((duty.Rule, duty.Calendar), Is.EqualTo((RuleIds.AnswerPerson, ProductionCalendar.Russia.Version)));
        Assert.That(LegalRules.Default.Find(duty.Rule, new DateOnly(2025, 6, 1))!.Source, Does.Contain("20(1)").Or.Contain("14(3)"));
    }

    [Test]
    public async Task Clause_3_5_Stolen_credentials_that_a_person_reports_start_the_24_and_72_hours()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Event("x", "incident.reported", null,
            """{"incident":"inc-1","detectedAt":"2025-06-01T03:00:00+03:00","detectedBy":"person","knownToOperatorAt":"2025-06-01T11:00:00+03:00","kind":"credentials","categories":[],"rightsViolated":true,"reporter":"u-1"}"""));
        var duties = ((Incidents.IncidentReported)(await ledger.Recorded())[^1].Data).Duties!;
        var detected = new DateTimeOffset(2025, 6, 1, 3, 0, 0, TimeSpan.FromHours(3));
        Assert.That(duties.Select(d => (d.Rule, d.Due - detected)),
            Is.EqualTo([(RuleIds.NotifyIncident, TimeSpan.FromHours(24)), (RuleIds.NotifyInvestigation, TimeSpan.FromHours(72))]));
    }

    [Test]
    public async Task Clause_4_2_The_contact_a_person_names_for_notifications_is_sealed()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Event("c", "messaging.opted-in", "u-1", """{"kind":"personal","channels":["sms"],"contact":"+7 900 000-00-77"}"""));
        await foreach (var entry in ledger.Journal.ReadAll(0, default))
            Assert.That(Encoding.UTF8.GetString(entry.Bytes.Span), Does.Not.Contain("000-00-77"));
        Assert.That(((Messaging.MessagingOptedIn)(await ledger.Recorded())[^1].Data).Contact!.Sealed, Is.Not.Null);
    }

    [TestCase(Role.Publisher)]
    [TestCase(Role.Auditor)]
    public async Task Clause_5_A_role_that_may_not_is_denied_before_anything_happens(Role role)
    {
        var asked = false;
        var answer = await new AuthorisationBehaviour<Viewing, Outcome<string>>().Handle(new("u-1", role), default, () =>
        {
            asked = true;
            return Task.FromResult<Outcome<string>>("the file");
        });
        Assert.That((answer.Refusal?.Code, asked), Is.EqualTo((Refusals.NotAllowed, false)));
    }

    [Test]
    public async Task Clause_5_A_changed_event_no_longer_has_the_leaf_hash_of_its_receipt()
    {
        await using var ledger = new TestLedger();
        var receipt = (await ledger.Publish(Service, OptIn("a", "u-1"))).Value.Single();
        await foreach (var entry in ledger.Journal.ReadAll(receipt.Index, default))
        {
            Assert.That(MerkleTree.LeafHash(entry.Bytes.Span), Is.EqualTo(receipt.LeafHash));
            var changed = entry.Bytes.ToArray();
            changed[^3] ^= 1;
            Assert.That(MerkleTree.LeafHash(changed), Is.Not.EqualTo(receipt.LeafHash));
        }
    }

    static string PolicyText() => Tidy.SourceTree.Read("deploy/policies/x-keeper-2025.json");

    sealed record Viewing(string UserId, Role Role = Role.Officer) : IRequest<Outcome<string>>, IReadsPerson
    {
        public string Reason => "a test";

        public string What => "file";

        public Actor Actor => new("officer", Role);

        public IReadOnlyList<Role> Allowed => [Role.Officer];
    }
}
