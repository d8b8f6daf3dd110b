using System.Reflection;
using Ledger.Disclosures;
using Ledger.Projections;

namespace Ledger.Tests.Projections;

public sealed class RefusedDisclosuresTests
{
    static readonly string[] Yes =
        [PermissionReasons.Consent, PermissionReasons.Continued, PermissionReasons.Service, PermissionReasons.Law, PermissionReasons.OptedIn];

    static IEnumerable<string> All() => typeof(PermissionReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

    [TestCaseSource(nameof(All))]
    public void Every_no_is_recorded_with_a_reason_but_where_nobody_is_named(string reason) =>
        Assert.That(RefusedDisclosures.ReasonOf(reason) is not null,
            Is.EqualTo(!Yes.Contains(reason) && reason is not (PermissionReasons.PersonUnknown or PermissionReasons.RecipientMissing)));

    [Test]
    public void Every_reason_there_is_has_an_answer_that_leads_to_it() =>
        Assert.That(All().Select(RefusedDisclosures.ReasonOf).Where(r => r is not null).Distinct(), Is.EquivalentTo(Enum.GetValues<DisclosureRefusalReason>()));

    [TestCase(PermissionReasons.ConsentWithdrawn, DisclosureRefusalReason.NoConsent)]
    [TestCase(PermissionReasons.StopDemanded, DisclosureRefusalReason.NoConsent)]
    [TestCase(PermissionReasons.ConsentNarrower, DisclosureRefusalReason.Excessive)]
    [TestCase(PermissionReasons.RecipientUnregistered, DisclosureRefusalReason.NoAuthority)]
    [TestCase(PermissionReasons.PersonGone, DisclosureRefusalReason.NoData)]
    [TestCase(PermissionReasons.Blocked, DisclosureRefusalReason.Blocked)]
    [TestCase(PermissionReasons.Unreadable, DisclosureRefusalReason.NoGround)]
    public void A_no_is_recorded_as_what_it_was(string reason, DisclosureRefusalReason recorded) =>
        Assert.That(RefusedDisclosures.ReasonOf(reason), Is.EqualTo(recorded));
}
