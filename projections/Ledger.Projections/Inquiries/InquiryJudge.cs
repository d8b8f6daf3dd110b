using Ledger.Inquiries;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>What is not in order with an inquiry itself. Pure.</summary>
static class InquiryJudge
{
    const string Representative = "representative";

    public static Finding? Judge(InquiryState state, RecordedEvent happened) => happened.Data switch
    {
        InquiryReceived { Passed.Count: > 0 } received when Unverified(received, happened.Time).ToList() is { Count: > 0 } missing =>
            Finding.Of(FindingKinds.LetterUnverified, happened.Index, happened.Time, string.Join(',', missing)),
        InquiryAnswered answered when state.Block is null && Settles(answered, state) =>
            Finding.Of(FindingKinds.CheckUnblocked, happened.Index, happened.Time, Names.Of(InquiryCase.Correction)),
        _ => null,
    };

    /// <summary>Of whom a withdrawal or a demand to stop came from is not shown that he may: it holds all the same.</summary>
    static IEnumerable<string> Unverified(InquiryReceived received, DateTimeOffset at)
    {
        if (received.From == InquiryFrom.Representative && (received.Representative is null || received.Representative.VerifiedAt > at)) yield return Representative;
        if (received.Admissible) yield break;
        foreach (var deficiency in received.Deficiencies ?? []) yield return deficiency;
        if (received.Deficiencies is not { Count: > 0 }) yield return "inadmissible";
    }

    static bool Settles(InquiryAnswered answered, InquiryState state) =>
        state.Cases.Contains(InquiryCase.Correction) && state.Person is not null && (answered.Cases.Count == 0 || answered.Cases.Contains(InquiryCase.Correction));
}
