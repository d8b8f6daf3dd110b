using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Inquiries;

/// <summary>One inquiry: what it asks, what of it is settled, and until when it must be.</summary>
/// <param name="Asked">The cases it holds; empty while it is unknown.</param>
/// <param name="Settled">The cases that were answered or refused.</param>
/// <param name="Due">The last original end among its duties that a notice can extend; null where it has none.</param>
/// <param name="Extended">Whether its term was extended.</param>
public sealed record InquiryFile(
    ImmutableHashSet<InquiryCase> Asked, ImmutableHashSet<InquiryCase> Settled, DateTimeOffset? Due, bool Extended)
    : IDecider<InquiryFile, Command<InquiryEvent>, InquiryEvent>
{
    /// <summary>Everything it asks is settled.</summary>
    public const string InquiryClosed = "inquiry-closed";

    /// <summary>The inquiry does not ask this.</summary>
    public const string CaseNotAsked = "case-not-asked";

    /// <summary>This case was answered or refused before.</summary>
    public const string CaseClosed = "case-closed";

    /// <summary>A term is extended once (+5 working days).</summary>
    public const string ExtendedAlready = "extended-already";

    /// <summary>The notice must be sent before the original term ends.</summary>
    public const string ExtensionTooLate = "extension-too-late";

    /// <summary>The law gives no extension for what the inquiry asks.</summary>
    public const string ExtensionNotAllowed = "extension-not-allowed";

    /// <summary>A notice cannot have been sent later than it is reported.</summary>
    public const string NoticeInFuture = "notice-in-future";

    /// <summary>The notice went to somebody else than the law says.</summary>
    public const string NoticeElsewhere = "notice-elsewhere";

    /// <summary>What an authority asks is answered, not refused.</summary>
    public const string RefusalNotAllowed = "refusal-not-allowed";

    /// <inheritdoc/>
    public static InquiryFile Initial { get; } = new([], [], null, false);

    /// <summary>To whom the notices must go that extend its duties.</summary>
    public ImmutableHashSet<NoticeAddressee> Addressees { get; init; } = [];

    /// <summary>The cases that were refused.</summary>
    public ImmutableHashSet<InquiryCase> Refused { get; init; } = [];

    /// <summary>Whether the regulator or a court asks (152-FZ 20(4), 23(3)(1)).</summary>
    public bool IsOfAuthority { get; init; }

    /// <inheritdoc/>
    public static InquiryFile Evolve(InquiryFile state, InquiryEvent happened) => happened switch
    {
        InquiryReceived received => state with
        {
            Asked = state.Asked.Union(received.Cases), Due = state.Due ?? Extendable(received).Max(duty => (DateTimeOffset?)duty.Terms.Due),
            IsOfAuthority = state.IsOfAuthority || received.From is InquiryFrom.Regulator or InquiryFrom.Court,
            Addressees = state.Addressees.Union(Extendable(received).Select(duty => duty.Addressee)),
        },
        InquiryExtended => state with { Extended = true },
        InquiryAnswered answered => state with { Settled = state.Settled.Union(answered.Cases is { Count: > 0 } some ? some : state.Asked) },
        InquiryRefused refused => state.Refuse(refused.Cases is { Count: > 0 } some ? some : state.Asked.Except(state.Settled)),
        AnswerDeposited or AnswerRemoved => state,
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <summary>A short term that the law does not extend, as that of a correction, does not end the one beside it that it does.</summary>
    static IEnumerable<(DutyTerms Terms, NoticeAddressee Addressee)> Extendable(InquiryReceived received) =>
        from duty in (received.Duties ?? []).Concat(received.Passed ?? [])
        let extension = LegalRules.Default.All.FirstOrDefault(rule => rule.Id == duty.Rule)?.Extension
        where extension is { Kind: ExtensionKind.Notice, Addressee: not null }
        select (duty, extension.Addressee!.Value);

    InquiryFile Refuse(IEnumerable<InquiryCase> cases) => this with { Settled = Settled.Union(cases), Refused = Refused.Union(cases) };

    /// <summary>An answer corrects nothing; that the data is right, and stays as it is, is said by a refusal afterwards.</summary>
    bool IsAnsweredNotRefused(InquiryCase asked) => Settled.Contains(asked) && !Refused.Contains(asked);

    /// <inheritdoc/>
    public static Decision<InquiryEvent> Decide(InquiryFile state, Command<InquiryEvent> command) => command.Event switch
    {
        InquiryReceived received => received,
        _ when state.Asked.IsEmpty => new Refusal(Refusals.InquiryUnknown, "No inquiry of this number is recorded.", "$.data.inquiry"),
        InquiryRefused { Cases: [InquiryCase.Correction] } when state.IsAnsweredNotRefused(InquiryCase.Correction) && !state.IsOfAuthority => command.Event,
        _ when state.Settled.IsSupersetOf(state.Asked) => new Refusal(InquiryClosed, "Everything the inquiry asks is settled.", "$.data.inquiry"),
        InquiryRefused when state.IsOfAuthority => new Refusal(RefusalNotAllowed, "The regulator or a court asks: that is answered, not refused.", "$.data.inquiry"),
        InquiryExtended extended => Extend(state, extended, command.Time),
        InquiryAnswered answered => Settle(state, answered, answered.Cases),
        InquiryRefused refused => Settle(state, refused, refused.Cases),
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };

    static Decision<InquiryEvent> Extend(InquiryFile state, InquiryExtended extended, DateTimeOffset time)
    {
        const string place = "$.data.noticeSentAt";
        if (state.Extended) return new Refusal(ExtendedAlready, "The term was extended before, and the law allows it once.", "$.data.inquiry");
        if (extended.NoticeSentAt > time) return new Refusal(NoticeInFuture, "A notice cannot have been sent later than it is reported.", place);
        if (extended.NoticeSentAt >= state.Due) return new Refusal(ExtensionTooLate, "The notice must be sent before the original term ends.", place);
        if (extended.To is { } told && !state.Addressees.IsEmpty && !state.Addressees.Contains(told))
            return new Refusal(NoticeElsewhere, "The law extends the term by a notice to somebody else.", "$.data.to");
        return extended.Duties is { Count: > 0 } || extended.Passed is { Count: > 0 }
            ? extended
            : new Refusal(ExtensionNotAllowed, "The law gives no extension for what the inquiry asks.", "$.data.inquiry");
    }

    static Decision<InquiryEvent> Settle(InquiryFile state, InquiryEvent settling, IReadOnlyList<InquiryCase> cases)
    {
        for (var at = 0; at < cases.Count; at++)
        {
            if (!state.Asked.Contains(cases[at])) return new Refusal(CaseNotAsked, "The inquiry does not ask this.", $"$.data.cases[{at}]");
            if (state.Settled.Contains(cases[at])) return new Refusal(CaseClosed, "This case was answered or refused before.", $"$.data.cases[{at}]");
        }
        return settling;
    }
}
