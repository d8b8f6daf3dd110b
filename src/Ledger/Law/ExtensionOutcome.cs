namespace Ledger.Law;

/// <summary>Why an end stays where it is. The names are stable.</summary>
public enum ExtensionRefusal
{
    /// <summary>The law gives this rule no such extension.</summary>
    NotProvided,

    /// <summary>The law gives one extension, and it was used.</summary>
    AlreadyExtended,

    /// <summary>It is dated before the fact that started the clock.</summary>
    BeforeStart,

    /// <summary>It came when the original end had passed (CNT-8).</summary>
    TooLate,
}

/// <summary>The end that holds after an extension was asked for: the later one, or the old one and why.</summary>
/// <param name="Due">The end in force from now on.</param>
/// <param name="Refusal">Why it did not move; null where it did.</param>
public sealed record ExtensionOutcome(Due Due, ExtensionRefusal? Refusal)
{
    /// <summary>True where the end moved.</summary>
    public bool Granted => Refusal is null;
}
