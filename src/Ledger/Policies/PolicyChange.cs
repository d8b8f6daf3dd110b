namespace Ledger.Policies;

/// <summary>A part of an edition that can change.</summary>
public enum PolicyPart
{
    /// <summary>The published document: its title, file, address and date.</summary>
    Document,

    /// <summary>A service in its scope (1.2).</summary>
    Service,

    /// <summary>A purpose (2.2).</summary>
    Purpose,

    /// <summary>A category of data (1.1, 7.1).</summary>
    Category,

    /// <summary>A ground of disclosure (3.3).</summary>
    Ground,

    /// <summary>A kind of message (4.1).</summary>
    MessageKind,

    /// <summary>A channel of messages (4.1).</summary>
    Channel,

    /// <summary>A country of storage (3.1).</summary>
    Country,

    /// <summary>How consent is withdrawn (2.4).</summary>
    Withdrawal,
}

/// <summary>What became of it.</summary>
public enum PolicyChangeKind
{
    /// <summary>The later edition has it, the earlier had not.</summary>
    Added,

    /// <summary>The earlier edition had it, the later has not.</summary>
    Removed,

    /// <summary>Both have it, in other terms.</summary>
    Changed,
}

/// <summary>What of a part can differ.</summary>
public enum PolicyField
{
    /// <summary>The title of the document.</summary>
    Title,

    /// <summary>SHA-256 of the document.</summary>
    DocumentSha256,

    /// <summary>The address it was published at, or where consent is withdrawn.</summary>
    Url,

    /// <summary>The date of last update it shows, yyyy-MM-dd.</summary>
    LastUpdated,

    /// <summary>The clause that says it.</summary>
    Clause,

    /// <summary>The name.</summary>
    Name,

    /// <summary>The text.</summary>
    Text,

    /// <summary>The categories used for a purpose.</summary>
    Categories,

    /// <summary>The legal bases of a purpose, as events name them.</summary>
    Bases,

    /// <summary>Whether only anonymised data is used: true or false.</summary>
    AnonymisedOnly,

    /// <summary>How many days data is kept.</summary>
    RetentionDays,

    /// <summary>How long data is kept, in words.</summary>
    Retention,

    /// <summary>How a category is gathered, as events name it.</summary>
    Origin,

    /// <summary>The articles of the law behind a ground.</summary>
    Articles,

    /// <summary>The terms of the Data Privacy Vocabulary.</summary>
    Dpv,
}

/// <summary>A value of a field.</summary>
/// <param name="Code">The value as events have it; empty where it is a text alone.</param>
/// <param name="Words">The same in words, where the edition itself has them.</param>
public sealed record PolicyValue(string Code, LocalText? Words = null);

/// <summary>A field in which two editions differ; a list's order does not count.</summary>
/// <param name="Field">Which.</param>
/// <param name="Before">The earlier edition's values; empty where it has none.</param>
/// <param name="After">The later edition's.</param>
public sealed record PolicyDifference(PolicyField Field, IReadOnlyList<PolicyValue> Before, IReadOnlyList<PolicyValue> After)
{
    /// <summary>Values that only the later edition has.</summary>
    public IEnumerable<PolicyValue> Added => After.Where(value => Before.All(had => had.Code != value.Code || had.Code.Length == 0));

    /// <summary>Values that only the earlier edition has.</summary>
    public IEnumerable<PolicyValue> Removed => Before.Where(value => After.All(has => has.Code != value.Code || has.Code.Length == 0));
}

/// <summary>One thing that is not the same in two editions.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Id">Its id as events name it; of the document and the withdrawal empty, there is one.</param>
/// <param name="Name">Its name in the later edition that has it; null where it has none.</param>
/// <param name="Differences">Where it was changed: in what. Where it was added or removed: all it says.</param>
public sealed record PolicyChange(PolicyPart Part, PolicyChangeKind Kind, string Id, LocalText? Name, IReadOnlyList<PolicyDifference> Differences);
