using System.Collections.Frozen;

namespace Ledger.Access;

/// <summary>What somebody may do (DESIGN section 5; the table of roles by request is in docs/architecture.md).</summary>
public enum Role
{
    /// <summary>A service: publishes facts, asks "may I?", follows the feed.</summary>
    Publisher,

    /// <summary>A compliance officer: reads persons' files and registers, gives commands, exports.</summary>
    Officer,

    /// <summary>Reads and exports, changes nothing.</summary>
    Auditor,

    /// <summary>The regulator, or who else is answered: sees the inquiries addressed to it and nothing else.</summary>
    Regulator,

    /// <summary>Runs the ledger: everything.</summary>
    Administrator,
}

/// <summary>Who asks: an account or key name (no personal value) and its role.</summary>
/// <param name="Name">The account.</param>
/// <param name="Role">Its role.</param>
public sealed record Actor(string Name, Role Role)
{
    /// <summary>The CloudEvents sources it may publish under; null leaves it free.</summary>
    public IReadOnlySet<string>? Sources { get; init; }

    /// <summary>The event types, without version, it may publish; null leaves it free.</summary>
    public IReadOnlySet<string>? Types { get; init; }

    /// <summary>The numbers of the inquiries it may see, where its role sees no others.</summary>
    public IReadOnlySet<string> Inquiries { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether a service may take out links to persons' own pages; other roles have that right or not.</summary>
    public bool OwnLinks { get; init; }
}

/// <summary>A request that says who makes it and which roles may.</summary>
public interface IAuthorised
{
    /// <summary>Who asks.</summary>
    Actor Actor { get; }

    /// <summary>The roles that may ask this, besides the administrator.</summary>
    IReadOnlyList<Role> Allowed { get; }
}

/// <summary>A request that shows what is recorded about one person: it is answered only after the reading itself has been recorded (clause 2.3).</summary>
public interface IReadsPerson : IAuthorised
{
    /// <summary>The operator's own id of the person; null where this one is about nobody in particular, and nothing is recorded.</summary>
    string? UserId { get; }

    /// <summary>Why the actor looks, in their words; sealed under the viewed person's key.</summary>
    string? Reason { get; }

    /// <summary>What is looked at, for example <c>file</c>.</summary>
    string What { get; }
}
