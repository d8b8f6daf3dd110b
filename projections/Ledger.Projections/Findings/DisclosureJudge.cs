using Ledger.Disclosures;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>Disclosures: on a ground the policy gives, with what is behind it, to a registered recipient, of data that may be used (3.3; 152-FZ 7, 12).</summary>
static class DisclosureJudge
{
    public static void Judge(in Bench bench, DisclosureMade data, Verdict verdict)
    {
        ScopeJudge.Purposes(bench, [data.Purpose], verdict);
        ScopeJudge.Categories(bench, [data.Purpose], data.Categories, verdict);
        if (!bench.Registers.Recipients.TryGetValue(data.Recipient, out var recipient)) verdict.Add(FindingKinds.RecipientUnregistered, data.Recipient);
        Ground(bench, data, recipient, verdict);
        if (!bench.Edition.Stores(data.Country)) verdict.Add(FindingKinds.DisclosureAbroad, data.Country);
        if (bench.Edition.Purpose(data.Purpose) is { AnonymisedOnly: true } && !data.Anonymised)
            verdict.Add(FindingKinds.StatisticsIdentifiable, data.Purpose);
        var person = bench.Person;
        verdict.Add(FindingKinds.DisclosureBlocked, data.Categories.Where(c => person.BlockOf(c) is not null));
    }

    static void Ground(in Bench bench, DisclosureMade data, Recipient? recipient, Verdict verdict)
    {
        if (data.Ground is { } ground && !bench.Edition.Grounds(ground)) verdict.Add(FindingKinds.GroundNotInPolicy, Names.Of(ground));
        switch (data.Ground)
        {
            case null:
                verdict.Add(FindingKinds.DisclosureNoGround, data.Recipient);
                break;
            case DisclosureGround.Consent:
                Consent(bench, data, verdict);
                break;
            case DisclosureGround.Service:
                Stopped(bench, data, verdict);
                break;
            default:
                if (data.Document is null) verdict.Add(FindingKinds.DisclosureNoDocument, data.Recipient);
                if (recipient?.Terms.Kind == RecipientKind.StateBody && string.IsNullOrEmpty(data.AuthorityCheckedBy))
                    verdict.Add(FindingKinds.AuthorityUnchecked, data.Recipient);
                break;
        }
    }

    /// <summary>Every category needs a consent that holds for this purpose and names this recipient; an ended one is told from one that never was.</summary>
    static void Consent(in Bench bench, DisclosureMade data, Verdict verdict)
    {
        var (person, at) = (bench.Person, bench.At);
        var lacking = data.Categories.Where(c => !person.Consents.Any(x => IsFor(x, data) && x.IsValid(data.Purpose, at, c))).ToList();
        var ended = lacking.Where(c => person.Consents.Any(x => IsFor(x, data) && x.Covers(data.Purpose, c))).ToList();
        verdict.Add(FindingKinds.DisclosureAfterConsent, ended);
        verdict.Add(FindingKinds.DisclosureNoConsent, lacking.Except(ended));
        Stopped(bench, data, verdict);
    }

    static bool IsFor(Consent consent, DisclosureMade data) =>
        (data.Consent is null || data.Consent == consent.Id) && (data.Anonymised || consent.Recipients.Contains(data.Recipient));

    /// <summary>A demand to stop does not touch what a law orders; it does touch everything else.</summary>
    static void Stopped(in Bench bench, DisclosureMade data, Verdict verdict)
    {
        var stop = bench.Person.StoppedBy(data.Purpose)
            ?? (data.Mode == DisclosureMode.Dissemination ? bench.Person.DisseminationStoppedBy(data.Purpose) : null);
        if (stop is not null && stop.ContinuedFor(data.Purpose) is null) verdict.Add(FindingKinds.ProcessingAfterStop, data.Purpose);
        if (data.Ground == DisclosureGround.Service && bench.Person.WithdrawnBy(data.Purpose, [.. data.Categories]) is { } withdrawal
            && withdrawal.ContinuedFor(data.Purpose) is null) verdict.Add(FindingKinds.DisclosureAfterConsent, data.Categories);
    }
}
