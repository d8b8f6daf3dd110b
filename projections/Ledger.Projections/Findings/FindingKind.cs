using Ledger.Policies;

namespace Ledger.Projections;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Worth a look: lawful if something outside the ledger holds.</summary>
    Notice,

    /// <summary>A promise of the policy is not shown to be kept.</summary>
    Warning,

    /// <summary>A promise or the law is broken.</summary>
    Breach,
}

/// <summary>Where a finding stands.</summary>
public enum FindingState
{
    /// <summary>Nobody answered it yet.</summary>
    Open,

    /// <summary>It was explained.</summary>
    Explained,

    /// <summary>Its risk was accepted.</summary>
    Accepted,

    /// <summary>A late arrival showed that it was none; it is kept all the same.</summary>
    Resolved,
}

/// <summary>One kind of finding: its stable code, the promise it is about, and what it says.</summary>
/// <param name="Code">Stable kebab-case code; never reused.</param>
/// <param name="Clause">Clause of the operator's policy, where it is about one.</param>
/// <param name="Rule">Rule id (docs/answers.md), where it is about one.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Text">What it says, in the console's two languages.</param>
public sealed record FindingKind(string Code, string? Clause, string? Rule, Severity Severity, LocalText Text);
