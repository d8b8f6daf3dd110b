using Ledger.Consents;
using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Web.Work;

/// <summary>Purposes for which the policy names another ground than consent: what is withdrawn may go on there, once an officer has said so (152-FZ 9(2), decision 21).</summary>
static class OtherGrounds
{
    /// <summary>The other grounds of a purpose; none where consent is its only one.</summary>
    public static IReadOnlyList<LegalBasis> Of(PolicyPurpose? purpose) =>
        purpose is null or { AnonymisedOnly: true } ? [] : [.. purpose.Bases.Where(basis => basis is not (LegalBasis.Consent or LegalBasis.Statistics or LegalBasis.AnonymisedData))];

    /// <summary>The purposes of an edition that have some.</summary>
    public static IReadOnlyList<PolicyPurpose> In(Edition? edition) => [.. (edition?.Published.Terms.Purposes ?? []).Where(purpose => Of(purpose).Count > 0)];
}
