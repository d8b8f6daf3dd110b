namespace Ledger.Host.Statements;

/// <summary>A letter that arrived, as whoever took it in read it: becomes <c>inquiry.received</c>.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="From">Who asks.</param>
/// <param name="Channel">Where it arrived.</param>
/// <param name="Form">In what form.</param>
/// <param name="Cases">What is asked.</param>
sealed record InquiryLetter(string Number, string From, string Channel, string Form, IReadOnlyList<string> Cases)
{
    /// <summary>The person it concerns, by the operator's own id.</summary>
    public string? Person { get; init; }

    public bool Inadmissible { get; init; }

    public IReadOnlyList<string>? Deficiencies { get; init; }

    /// <summary>The sender's own number of it; with a date.</summary>
    public string? RequestNumber { get; init; }

    public string? RequestDate { get; init; }

    public IReadOnlyList<string>? Norms { get; init; }

    public string? Question { get; init; }

    public string? RepeatOf { get; init; }

    public string? Justification { get; init; }

    public Representation? Representative { get; init; }

    /// <summary>What the questions are about.</summary>
    public (string? Recipient, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string>? Types, IReadOnlyList<string>? Categories) About { get; init; }

    /// <summary>What a withdrawal or a demand to stop is about.</summary>
    public (IReadOnlyList<string>? Purposes, IReadOnlyList<string>? Categories, string? Consent, bool Dissemination) Objects { get; init; }

    /// <summary>How it is signed, the SHA-256 of the identity document's marks, and what shows a relation.</summary>
    public (string? Signature, string? Identity, string? Relation) Proof { get; init; }

    public string? Sender { get; init; }

    public string? ReceivedBy { get; init; }

    /// <summary>SHA-256 of what was received.</summary>
    public string? Letter { get; init; }

    public string? AnswerBy { get; init; }

    public string? NotBlocked { get; init; }

    /// <summary>The event.</summary>
    public OfficerEvent Event() => new("inquiry.received", Person, new
    {
        inquiry = Number, from = From, channel = Channel, form = Form, cases = Cases,
        admissible = !Inadmissible && Deficiencies is not { Count: > 0 }, deficiencies = OfficerEvent.Some(Deficiencies),
        request = RequestNumber is null ? null : new { number = RequestNumber, date = RequestDate, norms = Norms ?? [] },
        question = Question, repeatOf = RepeatOf,
        representative = Representative is { } by ? new { person = by.Person, capacity = by.Capacity, authority = by.Authority, verifiedBy = by.VerifiedBy, verifiedAt = by.VerifiedAt } : null,
        scope = Scope(), objects = Object(), proof = Proof is (null, _, _) ? null : new { signature = Proof.Signature, identity = Proof.Identity, relation = Proof.Relation },
        sender = Sender, receivedBy = ReceivedBy, letter = Letter, answerBy = AnswerBy, justification = Justification, notBlocked = NotBlocked,
    });

    object? Scope()
    {
        var (types, categories) = (OfficerEvent.Some(About.Types), OfficerEvent.Some(About.Categories));
        return About is (null, null, null, _, _) && types is null && categories is null ? null
            : new { recipient = About.Recipient, from = About.From, to = About.To, types, categories };
    }

    object? Object()
    {
        var (purposes, categories) = (OfficerEvent.Some(Objects.Purposes), OfficerEvent.Some(Objects.Categories));
        return purposes is null && categories is null && Objects is (_, _, null, false) ? null
            : new { purposes, categories, consent = Objects.Consent, dissemination = Objects.Dissemination };
    }

    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => nameof(InquiryLetter);
}

/// <summary>Who asks for a person.</summary>
/// <param name="Person">By the operator's own id.</param>
/// <param name="Capacity">In what capacity.</param>
/// <param name="Authority">The document that gives the authority.</param>
/// <param name="VerifiedBy">Who verified it: an account or office.</param>
/// <param name="VerifiedAt">When.</param>
sealed record Representation(string Person, string Capacity, string Authority, string VerifiedBy, DateTimeOffset VerifiedAt)
{
    public override string ToString() => nameof(Representation);
}
