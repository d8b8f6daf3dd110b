using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>Everything the ledger knows of one person, without a personal value: the fold of that person's stream. Immutable.</summary>
public sealed record PersonState
{
    /// <summary>The person's token.</summary>
    public required string Token { get; init; }

    /// <summary>How many events are folded.</summary>
    public long Events { get; init; }

    /// <summary>The latest moment any of them happened.</summary>
    public DateTimeOffset Latest { get; init; }

    /// <summary>The highest index of any of them.</summary>
    public long LastIndex { get; init; } = -1;

    /// <summary>When the person became known.</summary>
    public DateTimeOffset? Registered { get; init; }

    /// <summary>The service the person registered with.</summary>
    public string? Service { get; init; }

    /// <summary>The law the person's data is under.</summary>
    public Regime Regime { get; init; }

    /// <summary>Consents, in the order given.</summary>
    public ImmutableArray<Consent> Consents { get; init; } = [];

    /// <summary>Withdrawals of consent.</summary>
    public ImmutableArray<Objection> Withdrawals { get; init; } = [];

    /// <summary>Demands that processing stop.</summary>
    public ImmutableArray<Objection> StopDemands { get; init; } = [];

    /// <summary>What was documented to go on under another ground than the one that ended, by whom, in the order said.</summary>
    public ImmutableArray<ContinuedGround> Continued { get; init; } = [];

    /// <summary>Choices about messages, the last one for each kind and channel.</summary>
    public ImmutableArray<MessagingChoice> Choices { get; init; } = [];

    /// <summary>Data held, and what became of it.</summary>
    public ImmutableArray<DataHeld> Data { get; init; } = [];

    /// <summary>To whom data was passed.</summary>
    public ImmutableArray<Disclosed> Disclosed { get; init; } = [];

    /// <summary>Blocks, ended ones too.</summary>
    public ImmutableArray<Block> Blocks { get; init; } = [];

    /// <summary>Purposes that were achieved.</summary>
    public ImmutableArray<Achieved> Achieved { get; init; } = [];

    /// <summary>Reports of destruction.</summary>
    public ImmutableArray<DestructionReport> Destroyed { get; init; } = [];

    /// <summary>Holds, lifted ones too.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>What recipients were told.</summary>
    public ImmutableArray<RecipientNotice> Notices { get; init; } = [];

    /// <summary>Documents attached.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>Cases at Support.</summary>
    public ImmutableArray<SupportCase> Cases { get; init; } = [];

    /// <summary>Duties, closed ones too.</summary>
    public ImmutableArray<Duty> Duties { get; init; } = [];

    /// <summary>Recipients to be told of a cause, those who were told too.</summary>
    public ImmutableArray<Telling> Tellings { get; init; } = [];

    /// <summary>Findings, resolved ones too, by place.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>What the operator said to findings, in the order said.</summary>
    public ImmutableArray<FindingAnswer> Answers { get; init; } = [];

    /// <summary>Content keys that were destroyed.</summary>
    public ImmutableArray<Shredding> Shredded { get; init; } = [];

    /// <summary>Evidence keys and lookup were destroyed: nobody can tell who this was.</summary>
    public Shredding? Forgotten { get; init; }

    /// <summary>Index of the event after which everything of the person was gone, until the person returns.</summary>
    public long? GoneIndex { get; init; }

    /// <summary>How many messages were sent.</summary>
    public long Messages { get; init; }

    /// <summary>Events of types this version cannot read: nothing is decided on this person while there are any.</summary>
    public long Unreadable { get; init; }

    /// <summary>Index of the last of those, or null.</summary>
    public long? UnreadableIndex { get; init; }

    /// <summary>The person before anything happened.</summary>
    public static PersonState New(string token) => new() { Token = token };

    /// <summary>The last answer to a finding, or null.</summary>
    public FindingAnswer? AnswerTo(string finding)
    {
        for (var i = Answers.Length - 1; i >= 0; i--)
            if (Answers[i].Finding == finding) return Answers[i];
        return null;
    }

    /// <summary>All answers to a finding.</summary>
    public ImmutableArray<FindingAnswer> AnswersTo(string finding) =>
        Answers.IsEmpty ? [] : [.. Answers.Where(answer => answer.Finding == finding)];   // most persons have none

    /// <summary>Whether any block covers the category.</summary>
    public Block? BlockOf(string category)
    {
        foreach (var block in Blocks)
            if (block.Covers(category)) return block;
        return null;
    }

    /// <summary>The newest choice about messages of that kind over that channel, or null.</summary>
    public MessagingChoice? ChoiceOf(string? kind, string? channel)
    {
        MessagingChoice? newest = null;
        foreach (var choice in Choices)
            if (choice.Covers(kind, channel) && (newest is null || (choice.At, choice.Index).CompareTo((newest.At, newest.Index)) > 0)) newest = choice;
        return newest;
    }

    /// <summary>A consent that holds for the purpose (and category) then, the newest; or null.</summary>
    public Consent? ValidConsent(string purpose, DateTimeOffset at, string? category = null)
    {
        for (var i = Consents.Length - 1; i >= 0; i--)
            if (Consents[i].IsValid(purpose, at, category)) return Consents[i];
        return null;
    }

    /// <summary>
    /// Whether a consent to processing that stood apart holds then for the purpose and category; where <paramref name="since"/> is given, one given after it.
    /// </summary>
    internal bool HasConsent(string purpose, string category, DateTimeOffset at, LegalClock clock, DateTimeOffset? since = null)
    {
        foreach (var consent in Consents)
            if (!consent.Dissemination && !(consent.Given <= since) && consent.IsValid(purpose, at, category) && !consent.IsBundled(clock)) return true;
        return false;
    }

    /// <summary>
    /// The demand that stopped the purpose and that no later consent, in force then, overtook for every category asked about; or null. What it lets go on
    /// is for the asker to see, who may also say which consents count.
    /// </summary>
    public Objection? StoppedBy(string purpose, DateTimeOffset at, ImmutableArray<string> categories, Predicate<Consent>? counts = null) =>
        LastStanding(StopDemands, purpose, at, categories, false, counts);

    /// <summary>The same for demands that stop dissemination alone (152-FZ 10.1(12)).</summary>
    public Objection? DisseminationStoppedBy(
        string purpose, DateTimeOffset at, ImmutableArray<string> categories, Predicate<Consent>? counts = null) =>
        LastStanding(StopDemands, purpose, at, categories, true, counts);

    /// <summary>The same for withdrawals of consent.</summary>
    public Objection? WithdrawnBy(string purpose, DateTimeOffset at, ImmutableArray<string> categories, Predicate<Consent>? counts = null) =>
        LastStanding(Withdrawals, purpose, at, categories, false, counts);

    /// <summary>Whether data is held that nobody destroyed.</summary>
    [JsonIgnore]
    public bool HoldsData => Data.Any(d => d.Destroyed is null);

    Objection? LastStanding(
        ImmutableArray<Objection> objections, string purpose, DateTimeOffset at, ImmutableArray<string> categories, bool dissemination,
        Predicate<Consent>? counts)
    {
        for (var i = objections.Length - 1; i >= 0; i--)
        {
            var objection = objections[i];
            if (objection.Dissemination == dissemination && objection.Covers(purpose) && objection.Touches(categories) && NamesConsentFor(objection, purpose)
                && !IsOvertaken(objection, purpose, at, categories, counts)) return objection;
        }
        return null;
    }

    /// <summary>A consent that is not recorded may be about any purpose: when in doubt, the person said no.</summary>
    bool NamesConsentFor(Objection objection, string purpose) =>
        objection.Consent is null || !Consents.Any(c => c.Id == objection.Consent) || Consents.Any(c => c.Id == objection.Consent && c.Covers(purpose));

    /// <summary>Whether, for everything asked about that it touches, a consent is in force that came after it or stands beside the one it names.</summary>
    bool IsOvertaken(Objection objection, string purpose, DateTimeOffset at, ImmutableArray<string> categories, Predicate<Consent>? counts)
    {
        if (categories.IsEmpty) return Overtakes(objection, purpose, at, null, counts);
        foreach (var category in categories)
            if ((objection.Categories.IsEmpty || objection.Categories.Contains(category)) && !Overtakes(objection, purpose, at, category, counts)) return false;
        return true;
    }

    bool Overtakes(Objection objection, string purpose, DateTimeOffset at, string? category, Predicate<Consent>? counts)
    {
        foreach (var consent in Consents)
            if (consent.IsValid(purpose, at, category) && consent.Dissemination == objection.Dissemination && counts?.Invoke(consent) != false
                && (ConsentFold.IsAfter(consent, objection) || (objection.Consent is { } named && named != consent.Id))) return true;
        return false;
    }
}
