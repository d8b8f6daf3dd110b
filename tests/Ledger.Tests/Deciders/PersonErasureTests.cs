using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Sealing;
using Ledger.Support;

namespace Ledger.Tests.Deciders;

public sealed class PersonErasureTests
{
    static readonly DateTimeOffset Noon = Given<PersonErasure, PersonEvent>.Noon;

    static readonly DataCollected Collected = new(DataOrigin.Provided, "panel", ["contact", "identification"], ["email", "name"], "crm");
    static readonly SupportCaseOpened Case = new("S-1", ["support-traces"], "support", "desk");
    static readonly ConsentGiven Given = new("c-1", ["contact", "offers"], ["email"], "1", ConsentForm.Checkbox, true, "web", "ru");
    static readonly ConsentWithdrawn Withdrawn = new([], "web", Duties: [Terms("WDR-01", Noon, Noon.AddDays(30))]);
    static readonly DataDestroyed Destroyed = Destroy("crm", "email", "name");
    static readonly PersonShredded Shred = new(DestructionReason.Withdrawal, [], ["WDR-01"], null, ["s-1/content/contact/1"]);
    static readonly PersonForgotten Forget = new(ForgetReason.EvidenceTermEnded, ["s-1/evidence/identity/1", "s-1/content/published/2"]);
    static readonly HoldPlaced Hold = new("h-1", HoldGround.Court, ["name"]);

    [Test]
    public void Clause_2_4_after_a_withdrawal_and_its_destruction_the_keys_go() => After(Collected, Given, Withdrawn, Destroyed).When(Shred).ThenItHappens();

    [Test]
    public void One_systems_report_is_not_enough_while_another_holds_the_data()
    {
        After(Collected, Collected with { System = "panel-db" }, Withdrawn, Destroyed).When(Shred).ThenRefused(PersonErasure.StillHeld, "$.data.categories");
        After(Collected, Case, Withdrawn, Destroyed).When(Shred).ThenRefused(PersonErasure.StillHeld);
        After(Collected, Case, Withdrawn, Destroyed, Destroy("desk", "support-traces")).When(Shred).ThenItHappens();
    }

    [Test]
    public void One_category_can_go_while_the_rest_stays()
    {
        var email = Shred with { Categories = ["email"] };
        After(Collected, Withdrawn, Destroy("crm", "email")).When(email).ThenItHappens();
        After(Collected, Withdrawn, Destroy("crm", "email")).When(Shred).ThenRefused(PersonErasure.StillHeld);
        After(Collected, Withdrawn, Destroy("crm", "name")).When(email).ThenRefused(PersonErasure.StillHeld);
    }

    [Test]
    public void Destruction_for_one_purpose_leaves_what_is_held_for_another() =>
        After(Collected, Withdrawn, Destroyed with { Purposes = ["contact"] }).When(Shred).ThenRefused(PersonErasure.StillHeld);

    [Test]
    public void Destruction_of_what_is_older_leaves_what_was_gathered_since() =>
        After(Collected, Withdrawn, Destroyed with { GatheredUpTo = Noon }).When(Shred).ThenRefused(PersonErasure.StillHeld);

    [Test]
    public void What_goes_on_needs_a_ground_that_lets_it()
    {
        ContinuedProcessing ground = new("email", LegalBasis.Contract, PersonalValue.Of("договор 7"), "ivanova");
        After(Collected, Withdrawn).When(new ProcessingContinued([ground])).ThenItHappens();
        foreach (var basis in new[] { LegalBasis.Consent, LegalBasis.Statistics, LegalBasis.AnonymisedData })
            After(Collected, Withdrawn).When(new ProcessingContinued([ground, ground with { Basis = basis }]))
                .ThenRefused(PersonErasure.BasisLetsNothingGoOn, "$.data.continued[1].basis");
    }

    [Test]
    public void Data_that_was_collected_again_is_held_again() => After(Collected, Withdrawn, Destroyed, Collected).When(Shred).ThenRefused(PersonErasure.StillHeld);

    [Test]
    public void A_hold_forbids_destruction_of_what_it_covers_until_it_is_lifted()
    {
        After(Collected, Withdrawn, Destroyed, Hold).When(Shred).ThenRefused(PersonErasure.HoldInPlace);
        After(Collected, Withdrawn, Destroyed, Hold).When(Shred with { Categories = ["email"] }).ThenItHappens();
        After(Collected, Withdrawn, Destroyed, Hold with { Categories = [] }).When(Shred with { Categories = ["email"] }).ThenRefused(PersonErasure.HoldInPlace);
        After(Collected, Withdrawn, Destroyed, Hold, Lift("h-1")).When(Shred).ThenItHappens();
    }

    [Test]
    public void A_hold_is_placed_once_and_lifted_once()
    {
        After().When(Hold).ThenItHappens();
        After(Hold).When(Hold).ThenRefused(PersonErasure.HoldExists, "$.data.hold");
        After(Hold).When(Lift("h-1")).ThenItHappens();
        After(Hold).When(Lift("h-2")).ThenRefused(PersonErasure.HoldUnknown, "$.data.hold");
        After(Hold, Lift("h-1")).When(Lift("h-1")).ThenRefused(PersonErasure.HoldUnknown);
    }

    [Test]
    public void It_answers_only_duties_that_were_opened() =>
        After(Collected, Withdrawn, Destroyed).When(Shred with { Answers = ["WDR-01", "DEST-04"] }).ThenRefused(PersonErasure.DutyUnknown, "$.data.answers");

    [Test]
    public void Where_no_key_lives_there_is_nothing_to_shred() =>
        After(Collected, Withdrawn, Destroyed).When(Shred with { Keys = [] }).ThenRefused(PersonErasure.NothingToShred);

    [Test]
    public void A_person_is_forgotten_when_three_years_have_passed_since_the_destruction()
    {
        var ends = Destroyed.Duties![0].Due;
        After(Collected, Destroyed, Shred).When(Forget, ends.AddTicks(-1)).ThenRefused(PersonErasure.EvidenceTermRuns);
        After(Collected, Destroyed, Shred).When(Forget, ends).ThenItHappens();
    }

    [Test]
    public void The_proof_of_a_consent_is_kept_for_three_years_after_it_ended()
    {
        After(Given, Withdrawn).When(Forget, Noon.AddYears(3).AddTicks(-1)).ThenRefused(PersonErasure.EvidenceTermRuns);
        After(Given, Withdrawn).When(Forget, Noon.AddYears(3)).ThenItHappens();
        var limited = Given with { ValidUntil = Noon };
        After(limited).When(Forget, Noon.AddTicks(-1)).ThenRefused(PersonErasure.ConsentIsInForce);
        After(limited).When(Forget, Noon.AddYears(3).AddTicks(-1)).ThenRefused(PersonErasure.EvidenceTermRuns);
        After(limited).When(Forget, Noon.AddYears(3)).ThenItHappens();
    }

    [Test]
    public void A_withdrawal_ends_the_consent_it_names_or_the_purposes_it_names()
    {
        var late = Noon.AddYears(10);
        After(Given, Withdrawn with { Consent = "c-2" }).When(Forget, late).ThenRefused(PersonErasure.ConsentIsInForce);
        After(Given, Withdrawn with { Consent = "c-1" }).When(Forget, late).ThenItHappens();
        After(Given, Withdrawn with { Purposes = ["contact"] }).When(Forget, late).ThenRefused(PersonErasure.ConsentIsInForce);
        After(Given, Withdrawn with { Purposes = ["contact"] }, Withdrawn with { Purposes = ["offers"] }).When(Forget, late).ThenItHappens();
        After(Given, Withdrawn with { Categories = ["email"] }).When(Forget, late).ThenRefused(PersonErasure.ConsentIsInForce);
    }

    [Test]
    public void Nobody_is_forgotten_of_whom_something_is_held_or_content_is_readable_or_a_hold_is_placed()
    {
        var late = Noon.AddYears(10);
        After(Collected).When(Forget, late).ThenRefused(PersonErasure.StillHeld);
        After(Hold).When(Forget, late).ThenRefused(PersonErasure.HoldInPlace);
        After().When(Forget with { Keys = ["s-1/content/contact/1"] }, late).ThenRefused(PersonErasure.ContentRemains);
    }

    [Test]
    public void Somebody_who_looked_at_the_file_after_the_shredding_keeps_nobody_from_being_forgotten() =>
        After().When(Forget with { Keys = ["s-1/content/published/2", "s-1/content/view-reason/2", "s-1/evidence/identity/1"] }, Noon.AddYears(10)).ThenItHappens();

    [Test]
    public void A_court_can_shorten_the_term_but_not_overrule_a_hold()
    {
        var ordered = Forget with { Reason = ForgetReason.Ordered };
        After(Given).When(ordered).ThenItHappens();
        After(Given, Hold).When(ordered).ThenRefused(PersonErasure.HoldInPlace);
    }

    static DataDestroyed Destroy(string system, params string[] categories) => new(system, categories, true, "overwriting", DestructionReason.Withdrawal, new(2026, 3, 2),
        Duties: [Terms("EVID-179", Noon, Noon.AddYears(3).AddHours(9))]);

    static HoldLifted Lift(string hold) => new(hold, PersonalValue.Of("дело прекращено"));

    static DutyTerms Terms(string rule, DateTimeOffset start, DateTimeOffset due) => new(rule, "1", "ru", false, start, due, due);

    static Given<PersonErasure, PersonEvent> After(params PersonEvent[] happened) => new(happened);
}
