using System.Collections.Immutable;
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
        if (recipient?.Terms is { Kind: RecipientKind.Processor, Instruction: null or "" }) verdict.Add(FindingKinds.InstructionMissing, data.Recipient);
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
                if (data.Document is null && string.IsNullOrEmpty(recipient?.Terms.Instruction)) verdict.Add(FindingKinds.DisclosureNoDocument, data.Recipient);
                // 152-FZ 10.1: no service needs data to be shown to anybody; that takes a consent of its own.
                if (data.Mode == DisclosureMode.Dissemination) verdict.Add(FindingKinds.DisclosureNoConsent, data.Categories);
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
        var lacking = data.Categories.Where(c => !person.Consents.Any(x => IsFor(x, data, c) && x.IsValid(data.Purpose, at, c))).ToList();
        var ended = lacking.Where(c => person.Consents.Any(x =>
            IsFor(x, data, c) && x.Covers(data.Purpose, c) && (x.HasExpired(at) || x.EndOf(data.Purpose, c) is not null))).ToList();
        verdict.Add(FindingKinds.DisclosureAfterConsent, ended);
        verdict.Add(FindingKinds.DisclosureNoConsent, lacking.Except(ended));
        Stopped(bench, data, verdict);
    }

    /// <summary>Dissemination takes a consent of its own that allows it for the category, any other disclosure one that names the recipient (152-FZ 10.1).</summary>
    static bool IsFor(Consent consent, DisclosureMade data, string category) =>
        (data.Consent is null || data.Consent == consent.Id)
        && (data.Mode == DisclosureMode.Dissemination
            ? consent.Disseminable.Contains(category)
            : !consent.Dissemination && (data.Anonymised || consent.Recipients.Contains(data.Recipient)));

    /// <summary>A demand to stop does not touch what a law orders; it does touch everything else.</summary>
    static void Stopped(in Bench bench, DisclosureMade data, Verdict verdict)
    {
        var (person, at, categories) = (bench.Person, bench.At, data.Categories.ToImmutableArray());
        var stop = person.StoppedBy(data.Purpose, at, categories)
            ?? (data.Mode == DisclosureMode.Dissemination ? person.DisseminationStoppedBy(data.Purpose, at, categories) : null);
        if (stop is not null && stop.ContinuedFor(data.Purpose, categories).IsEmpty) verdict.Add(FindingKinds.ProcessingAfterStop, data.Purpose);
        if (data.Ground == DisclosureGround.Service && person.WithdrawnBy(data.Purpose, at, categories) is { } withdrawal
            && withdrawal.ContinuedFor(data.Purpose, categories).IsEmpty) verdict.Add(FindingKinds.DisclosureAfterConsent, data.Categories);
    }
}
