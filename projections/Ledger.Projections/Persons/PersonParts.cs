using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>A choice about messages: the last one for its kind and channel.</summary>
/// <param name="Kind">Kind of message; null means every kind.</param>
/// <param name="Channel">Channel; null means every channel.</param>
/// <param name="Wanted">True after an opt-in, false after an opt-out.</param>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event.</param>
public sealed record MessagingChoice(string? Kind, string? Channel, bool Wanted, DateTimeOffset At, long Index)
{
    /// <summary>Whether it is about messages of that kind over that channel; a kind or channel not asked for matches any.</summary>
    public bool Covers(string? kind, string? channel) =>
        (Kind is null || kind is null || Kind == kind) && (Channel is null || channel is null || Channel == channel);
}

/// <summary>Data of one category that one system holds.</summary>
public sealed record DataHeld
{
    /// <summary>Which category.</summary>
    public required string Category { get; init; }

    /// <summary>Which system.</summary>
    public required string System { get; init; }

    /// <summary>How it was gathered.</summary>
    public required DataOrigin Origin { get; init; }

    /// <summary>When it was gathered first.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Index of the event that says so.</summary>
    public required long Index { get; init; }

    /// <summary>What it is held for.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>When it was corrected last, or null.</summary>
    public DateTimeOffset? Rectified { get; init; }

    /// <summary>When it was anonymised, or null.</summary>
    public DateTimeOffset? Anonymised { get; init; }

    /// <summary>When the person made it public, or null.</summary>
    public DateTimeOffset? MadePublic { get; init; }

    /// <summary>When it was destroyed, or null while it is held.</summary>
    public DateTimeOffset? Destroyed { get; init; }

    /// <summary>When it was gathered last, where that is not when it was gathered first.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The policy's term for the category ended for what was gathered up to then; null where it runs.</summary>
    public DateTimeOffset? EndedUpTo { get; init; }

    /// <summary>When more was gathered after that, which has a term of its own.</summary>
    public DateTimeOffset? GatheredSince { get; init; }

    /// <summary>From when the policy's term for the category counts; null where it ended for all that is held.</summary>
    [JsonIgnore]
    public DateTimeOffset? TermFrom => EndedUpTo is null ? Since : GatheredSince;

    /// <summary>More of it was gathered.</summary>
    internal DataHeld Again(DateTimeOffset at) =>
        this with { Last = at > Since ? at : Last, GatheredSince = EndedUpTo is not null && at > EndedUpTo ? GatheredSince ?? at : GatheredSince };

    /// <summary>The term ended for what was gathered up to then.</summary>
    internal DataHeld End(DateTimeOffset upTo) => this with { EndedUpTo = upTo, GatheredSince = Last > upTo ? Last : null };

    /// <summary>Purposes that have lost their ground: what is held for nothing else goes with the next cause.</summary>
    public ImmutableArray<LostPurpose> Lost { get; init; } = [];

    /// <summary>Whether it is held for these purposes alone; empty on either side means all.</summary>
    public bool IsOnlyFor(ImmutableArray<string> purposes) => purposes.IsEmpty || Purposes.All(p => purposes.Contains(p));

    /// <summary>Whether the purpose has lost its ground.</summary>
    public bool IsLost(string purpose)
    {
        foreach (var lost in Lost)
            if (lost.Purpose == purpose) return true;
        return false;
    }
}

/// <summary>A purpose for which data may no longer be held.</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="At">Since when.</param>
/// <param name="Index">Index of the event that took its ground.</param>
public sealed record LostPurpose(string Purpose, DateTimeOffset At, long Index);

/// <summary>Disclosures of one person's data to one recipient for one purpose on one ground. Each single one is a row of the disclosure register.</summary>
/// <param name="Recipient">To whom.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Ground">On which ground, or null.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
/// <param name="LastIndex">Index of the last event.</param>
/// <param name="Categories">Which categories.</param>
public sealed record Disclosed(
    string Recipient, string Purpose, DisclosureGround? Ground, long Count, DateTimeOffset First, DateTimeOffset Last, long LastIndex,
    ImmutableArray<string> Categories)
{
    /// <summary>Those of the categories that were passed on so that they tell who is meant: not anonymised.</summary>
    public ImmutableArray<string> Identifiable { get; init; } = [];
}

/// <summary>Processing that is suspended.</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">Since when.</param>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when at the latest, or null.</param>
/// <param name="Released">Categories that were unblocked again.</param>
/// <param name="Ended">When it ended altogether, or null.</param>
public sealed record Block(
    long Index, DateTimeOffset At, ImmutableArray<string> Categories, BlockReason Reason, DateTimeOffset? Until, ImmutableArray<string> Released,
    DateTimeOffset? Ended = null)
{
    /// <summary>Whether it was made because destruction is impossible in time, with its reason (152-FZ 21(6)).</summary>
    public bool Prolongs { get; init; }

    /// <summary>Whether the category is blocked by it.</summary>
    public bool Covers(string category) =>
        Ended is null && (Categories.IsEmpty || Categories.Contains(category)) && !Released.Contains(category);
}

/// <summary>One system's report of destruction.</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">When.</param>
/// <param name="System">Which system.</param>
/// <param name="Categories">Which categories.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Local date of destruction.</param>
/// <param name="Act">Reference of the act, or null.</param>
public sealed record DestructionReport(
    long Index, DateTimeOffset At, string System, ImmutableArray<string> Categories, DestructionReason Reason, DateOnly On, string? Act);

/// <summary>Destruction is forbidden.</summary>
/// <param name="Id">The hold's id within the stream.</param>
/// <param name="Index">Index of the event.</param>
/// <param name="At">Since when.</param>
/// <param name="Ground">Why.</param>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Lifted">When it was lifted, or null.</param>
public sealed record Hold(string Id, long Index, DateTimeOffset At, HoldGround Ground, ImmutableArray<string> Categories, DateTimeOffset? Lifted = null)
{
    /// <summary>Who placed it.</summary>
    public string By { get; init; } = "";

    /// <summary>Whether it forbids destroying the category.</summary>
    public bool Covers(string category) => Lifted is null && (Categories.IsEmpty || Categories.Contains(category));
}

/// <summary>A purpose that was achieved.</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event.</param>
public sealed record Achieved(string Purpose, DateTimeOffset At, long Index);

/// <summary>What a recipient was told last about one matter.</summary>
/// <param name="Recipient">Who.</param>
/// <param name="About">What.</param>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event.</param>
/// <param name="Acknowledged">Whether the recipient confirmed it.</param>
public sealed record RecipientNotice(string Recipient, NoticeAbout About, DateTimeOffset At, long Index, bool Acknowledged);

/// <summary>A document whose hash is on record.</summary>
/// <param name="Kind">Kind of document.</param>
/// <param name="Of">What it belongs to.</param>
/// <param name="At">When it was attached.</param>
/// <param name="Index">Index of the event.</param>
public sealed record Attachment(string Kind, string Of, DateTimeOffset At, long Index);

/// <summary>A case at Support.</summary>
/// <param name="Id">The case.</param>
/// <param name="Purpose">What its data is used for.</param>
/// <param name="At">When it was opened.</param>
/// <param name="Index">Index of the event.</param>
public sealed record SupportCase(string Id, string Purpose, DateTimeOffset At, long Index);

/// <summary>Keys that were destroyed: what they sealed can never be read again.</summary>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event.</param>
/// <param name="Categories">Categories whose content keys went; empty means all.</param>
public sealed record Shredding(DateTimeOffset At, long Index, ImmutableArray<string> Categories);
