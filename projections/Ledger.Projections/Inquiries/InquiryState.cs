using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>What was done with the data an inquiry calls inaccurate or unlawful, while that was checked (152-FZ 21(1)).</summary>
public enum CheckBlock
{
    /// <summary>It was blocked.</summary>
    Blocked,

    /// <summary>It was not blocked, since that would harm somebody; the reason is recorded.</summary>
    Waived,
}

/// <summary>What a request says of itself in the clear.</summary>
/// <param name="Date">Its date.</param>
/// <param name="Norms">The norms it cites.</param>
public sealed record RequestStated(DateOnly Date, ImmutableArray<string> Norms);

/// <summary>What was sent and is kept for whoever asked. Whether its key still lives, the vault alone tells.</summary>
/// <param name="Deposit">The deposit.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="At">When it was deposited.</param>
/// <param name="Index">Index of the event that records it.</param>
public sealed record AnswerKept(string Deposit, string MediaType, long Bytes, DateTimeOffset At, long Index);

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

    /// <summary>What is missing of what 152-FZ 14(3) demands.</summary>
    public ImmutableArray<string> Deficiencies { get; init; } = [];

    /// <summary>What the questions are about, or null.</summary>
    public InquiryScope? Scope { get; init; }

    /// <summary>Who took it in, or null.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>Date and norms of the request as its sender numbered it, or null; the number is sealed in the event.</summary>
    public RequestStated? Request { get; init; }

    /// <summary>End of the day the request itself sets, or null.</summary>
    public DateTimeOffset? OwnEnd { get; init; }

    /// <summary>The inquiry it repeats, as the letter says or as the register found; or null.</summary>
    public string? RepeatOf { get; init; }

    /// <summary>From when a repeat of the inquiry that begins the window is owed an answer (152-FZ 14(4)); null where none runs.</summary>
    public DateTimeOffset? RepeatFrom { get; init; }

    /// <summary>Whether it came before a repeat is owed an answer: it can be refused with reasons (152-FZ 14(6)).</summary>
    public bool EarlyRepeat { get; init; }

    /// <summary>Whether it says why it comes before its time (152-FZ 14(5)).</summary>
    public bool Justified { get; init; }

    /// <summary>How its data stood while it was checked (152-FZ 21(1)); null while nothing was said.</summary>
    public CheckBlock? Block { get; init; }

    /// <summary>Whether the correction it asks for was made, or the check showed that the data is right: an answer alone corrects nothing (152-FZ 20(3), 21(2)).</summary>
    public bool Corrected { get; init; }

    /// <summary>Whether a correction was answered and is still owed.</summary>
    [JsonIgnore]
    public bool OwesCorrection => Duties.Any(duty => duty.IsOpen && duty.Terms.Rule == RuleIds.Rectify) && !OpenCases.Contains(InquiryCase.Correction);

    /// <summary>When the notice of extension was sent, or null.</summary>
    public DateTimeOffset? Extended { get; init; }

    /// <summary>The norm of the last refusal, or null.</summary>
    public string? RefusalNorm { get; init; }

    /// <summary>How it was answered or refused last, or null.</summary>
    public string? Via { get; init; }

    /// <summary>When it was answered last, or null.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When it was refused last, or null.</summary>
    public DateTimeOffset? Refused { get; init; }

    /// <summary>What was sent, as deposited last and not removed since; or null.</summary>
    public AnswerKept? Kept { get; init; }

    /// <summary>Its duties, closed ones too.</summary>
    public ImmutableArray<Duty> Duties { get; init; } = [];

    /// <summary>
    /// Terms of what the ledger recorded of it in the person's own stream: the duties are there, and here they only say until when the case is open.
    /// </summary>
    public ImmutableArray<DutyTerms> Passed { get; init; } = [];

    /// <summary>The soonest end of what is open of it, or null where nothing sets one.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due => OpenCases.IsEmpty && !OwesCorrection ? null : Duties.Where(duty => duty.IsOpen).Select(duty => (DateTimeOffset?)duty.Terms.Due)
        .Concat(Passed.Where(terms => CasesOf(terms.Rule).Any(OpenCases.Contains)).Select(terms => (DateTimeOffset?)terms.Due))
        .Append(OpenCases.IsEmpty ? null : OwnEnd).Min();

    /// <summary>The inquiry that an event is about: its own, or a block or correction in the person's stream that names it; null where there is none.</summary>
    public static string? NumberOf(IEventData data) => data switch
    {
        InquiryEvent asked => asked.Inquiry,
        DataBlocked { Inquiry: { } revealing } => revealing,
        DataRectified { Inquiry: { } asking } => asking,
        DataUnblocked { Inquiry: { } checking, Reason: UnblockReason.Rectified or UnblockReason.Confirmed } => checking,
        _ => null,
    };

    /// <summary>The inquiry after one more event; null while nothing was received. What this version does not know changes nothing.</summary>
    public static InquiryState? Evolve(InquiryState? state, RecordedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return (state, happened.Data) switch
        {
            (null, InquiryReceived data) => Open(data, happened),
            ({ } s, InquiryReceived data) => s.More(Open(data, happened)),
            ({ } s, InquiryExtended data) => s with
            {
                Extended = data.NoticeSentAt, Duties = Extend(s.Duties, data.Duties ?? [], happened.Index),
                Passed = [.. s.Passed.Select(terms => (data.Passed ?? []).FirstOrDefault(longer => longer.Rule == terms.Rule) ?? terms)],
            },
            ({ } s, InquiryAnswered data) => (s with { Answered = happened.Time, Via = data.Via }).Settle(data.Cases, happened, done: duty => duty.Terms.Rule != RuleIds.Rectify || s.Corrected),
            ({ } s, InquiryRefused data) => (s with { Refused = happened.Time, Via = data.Via ?? s.Via, RefusalNorm = data.Norm }).Settle(data.Cases, happened,
                done: duty => duty.Terms.Rule != RuleIds.Rectify || !s.OwesCorrection || data.Cases.Contains(InquiryCase.Correction)),
            ({ } s, AnswerDeposited data) => s with { Kept = new(data.Deposit, data.MediaType, data.Bytes, happened.Time, happened.Index) },
            ({ Kept: { } kept } s, AnswerRemoved data) when kept.Deposit == data.Deposit => s with { Kept = null },
            ({ Person: { } whose } s, PersonEvent) when whose != happened.Subject => s,   // another person's data was meant by a wrong number
            ({ } s, DataRectified or DataUnblocked) => s.MadeRight(happened),
            ({ } s, DataBlocked) => s with { Block = s.Block is CheckBlock.Blocked ? s.Block : CheckBlock.Blocked },
            _ => state,
        };
    }

    static InquiryState Open(InquiryReceived data, RecordedEvent happened) => new()
    {
        Number = data.Inquiry, Person = happened.Subject, From = data.From, Form = data.Form, Channel = data.Channel, Cases = [.. data.Cases.Distinct()],
        OpenCases = [.. data.Cases.Distinct()], Admissible = data.Admissible, Received = happened.Time, Index = happened.Index,
        Deficiencies = [.. data.Deficiencies ?? []], Scope = data.Scope, ReceivedBy = data.ReceivedBy,
        Request = data.Request is { } request ? new(request.Date, [.. request.Norms]) : null,
        RepeatOf = data.RepeatOf, Justified = data.Justification is not null, Block = data.NotBlocked is null ? null : CheckBlock.Waived,
        Duties = [.. (data.Duties ?? []).Select((terms, place) => new Duty { Opened = happened.Index, Ordinal = place, Terms = terms })],
        Passed = [.. data.Passed ?? []],
    };

    /// <summary>Received again under the same number, it was read anew: what it adds is asked, too, and the duties it had stay as they are.</summary>
    InquiryState More(InquiryState again) => this with
    {
        Person = Person ?? again.Person, Admissible = again.Admissible, Deficiencies = again.Deficiencies, Scope = again.Scope ?? Scope,
        ReceivedBy = again.ReceivedBy ?? ReceivedBy, Request = again.Request ?? Request, RepeatOf = again.RepeatOf ?? RepeatOf,
        Justified = Justified || again.Justified, Block = Block ?? again.Block,
        Cases = [.. Cases.Union(again.Cases)], OpenCases = [.. OpenCases.Concat(again.Cases.Where(kind => !Cases.Contains(kind)))],
        Duties = [.. Duties, .. again.Duties.Where(duty => !Duties.Any(had => had.Terms.Rule == duty.Terms.Rule))],
        Passed = [.. Passed, .. again.Passed.Where(terms => !Passed.Any(had => had.Rule == terms.Rule))],
    };

    static ImmutableArray<Duty> Extend(ImmutableArray<Duty> duties, IReadOnlyList<DutyTerms> terms, long index) =>
        [.. duties.Select(d => d.IsOpen && terms.FirstOrDefault(t => t.Rule == d.Terms.Rule) is { } longer
            ? d with { Terms = longer, ExtendedIndex = index } : d)];

    /// <summary>A duty about one case is done with that case; one about the whole inquiry when no case is left.</summary>
    InquiryState Settle(IReadOnlyList<InquiryCase> cases, RecordedEvent happened, Predicate<Duty> done)
    {
        var open = cases.Count == 0 ? [] : OpenCases.RemoveAll(cases.Contains);
        bool Done(Duty duty) => CasesOf(duty.Terms.Rule) is var own && own.Any(c => Cases.Contains(c)) ? !own.Any(c => open.Contains(c)) : open.IsEmpty;
        return this with { OpenCases = open, Duties = [.. Duties.Select(d => d.IsOpen && Done(d) && done(d) ? d.Close(happened) : d)] };
    }

    /// <summary>The data is right: of a correction that was answered nothing is owed any more, and one that was not waits for its answer.</summary>
    InquiryState MadeRight(RecordedEvent happened) => this with
    {
        Corrected = true, Duties = OwesCorrection ? [.. Duties.Select(d => d.IsOpen && d.Terms.Rule == RuleIds.Rectify ? d.Close(happened) : d)] : Duties,
    };

    static ImmutableArray<InquiryCase> CasesOf(string rule) => rule switch
    {
        RuleIds.AnswerPerson or RuleIds.ShowAtOnce => [InquiryCase.Information],
        RuleIds.RefusePerson => [InquiryCase.Information, InquiryCase.Correction, InquiryCase.Destruction],
        RuleIds.Rectify => [InquiryCase.Correction],
        RuleIds.StopOnDemand or RuleIds.StopDissemination or RuleIds.StopUnlawfulProcessing => [InquiryCase.Stop],
        RuleIds.DestroyAfterWithdrawal => [InquiryCase.Withdrawal],
        RuleIds.DestroyOnProof or RuleIds.DestroyUnlawful => [InquiryCase.Destruction],
        RuleIds.AnswerObjection => [InquiryCase.Objection],
        RuleIds.AnswerTransferRequest => [InquiryCase.Transfer],
        _ => [],
    };
}
