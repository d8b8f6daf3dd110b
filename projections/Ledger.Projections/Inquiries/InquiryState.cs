using System.Collections.Immutable;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>An inquiry: the fold of its stream. Immutable.</summary>
public sealed record InquiryState
{
    /// <summary>The operator's own number of it.</summary>
    public required string Number { get; init; }

    /// <summary>Whom it concerns: a token, or null.</summary>
    public string? Person { get; init; }

    /// <summary>What was received.</summary>
    public required InquiryFrom From { get; init; }

    /// <summary>In what form.</summary>
    public required InquiryForm Form { get; init; }

    /// <summary>Where it arrived.</summary>
    public required string Channel { get; init; }

    /// <summary>What is asked.</summary>
    public ImmutableArray<InquiryCase> Cases { get; init; } = [];

    /// <summary>What is neither answered nor refused yet.</summary>
    public ImmutableArray<InquiryCase> OpenCases { get; init; } = [];

    /// <summary>Whether it holds what the law demands.</summary>
    public bool Admissible { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Index of that event.</summary>
    public required long Index { get; init; }

    /// <summary>The inquiry it repeats, or null.</summary>
    public string? RepeatOf { get; init; }

    /// <summary>When the notice of extension was sent, or null.</summary>
    public DateTimeOffset? Extended { get; init; }

    /// <summary>When it was answered last, or null.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it was refused last, or null.</summary>
    public DateTimeOffset? Refused { get; init; }

    /// <summary>Its duties, closed ones too.</summary>
    public ImmutableArray<Duty> Duties { get; init; } = [];

    /// <summary>The inquiry after one more event; null while nothing was received. What this version does not know changes nothing.</summary>
    public static InquiryState? Evolve(InquiryState? state, RecordedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return (state, happened.Data) switch
        {
            (null, InquiryReceived data) => Open(data, happened),
            ({ } s, InquiryExtended data) => s with { Extended = data.NoticeSentAt, Duties = Extend(s.Duties, data.Duties ?? [], happened.Index) },
            ({ } s, InquiryAnswered data) => (s with { Answered = happened.Time }).Settle(data.Cases, happened),
            ({ } s, InquiryRefused data) => (s with { Refused = happened.Time }).Settle(data.Cases, happened),
            _ => state,
        };
    }

    static InquiryState Open(InquiryReceived data, RecordedEvent happened) => new()
    {
        Number = data.Inquiry, Person = happened.Subject, From = data.From, Form = data.Form, Channel = data.Channel, Cases = [.. data.Cases],
        OpenCases = [.. data.Cases.Distinct()], Admissible = data.Admissible, Received = happened.Time, Index = happened.Index,
        RepeatOf = data.RepeatOf,
        Duties = [.. (data.Duties ?? []).Select((terms, place) => new Duty { Opened = happened.Index, Ordinal = place, Terms = terms })],
    };

    static ImmutableArray<Duty> Extend(ImmutableArray<Duty> duties, IReadOnlyList<DutyTerms> terms, long index) =>
        [.. duties.Select(d => d.IsOpen && terms.FirstOrDefault(t => t.Rule == d.Terms.Rule) is { } longer
            ? d with { Terms = longer, ExtendedIndex = index } : d)];

    /// <summary>A duty about one case is done with that case; one about the whole inquiry when no case is left.</summary>
    InquiryState Settle(IReadOnlyList<InquiryCase> cases, RecordedEvent happened)
    {
        var open = cases.Count == 0 ? [] : OpenCases.RemoveAll(cases.Contains);
        bool Done(Duty duty) => CasesOf(duty.Terms.Rule) is var own && own.Any(c => Cases.Contains(c)) ? !own.Any(c => open.Contains(c)) : open.IsEmpty;
        return this with { OpenCases = open, Duties = [.. Duties.Select(d => d.IsOpen && Done(d) ? d.Close(happened) : d)] };
    }

    static ImmutableArray<InquiryCase> CasesOf(string rule) => rule switch
    {
        RuleIds.AnswerPerson => [InquiryCase.Information],
        RuleIds.RefusePerson => [InquiryCase.Information, InquiryCase.Correction, InquiryCase.Destruction],
        RuleIds.Rectify => [InquiryCase.Correction],
        RuleIds.StopOnDemand or RuleIds.StopUnlawfulProcessing => [InquiryCase.Stop],
        RuleIds.DestroyAfterWithdrawal => [InquiryCase.Withdrawal],
        RuleIds.DestroyOnProof or RuleIds.DestroyUnlawful => [InquiryCase.Destruction],
        RuleIds.AnswerObjection => [InquiryCase.Objection],
        _ => [],
    };
}
