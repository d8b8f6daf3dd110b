using Ledger.Journal;

namespace Ledger.Intake;

/// <summary>What must still be so when a decided command is recorded; otherwise it is decided again.</summary>
/// <param name="ExpectedLength">The length of its stream.</param>
/// <param name="Unnamed">A person whom no event may have named since.</param>
/// <param name="Whole">Keys of which none may live that it does not destroy.</param>
public sealed record CommandStanding(long? ExpectedLength = null, UnnamedSince? Unnamed = null, WholeKeys? Whole = null)
{
    /// <summary>What the command says in the stream of a person it is about; null for nothing.</summary>
    public IReadOnlyList<Effect>? Effects { get; init; }

    /// <summary>Nothing: it is a fact.</summary>
    public static CommandStanding None { get; } = new();
}
