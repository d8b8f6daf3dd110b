using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Destruction;

/// <summary>What happens to an act of destruction (Order RKN 179 of 28.10.2022): an event of that act's stream.</summary>
public abstract record ActEvent : IOfAct
{
    /// <summary>The act's reference, as the reports of destruction name it.</summary>
    public abstract string Act { get; init; }
}

/// <summary>
/// The act was drawn up from the reports of destruction that name it. Its bytes stay where the operator keeps them; their hash is on record, so that a
/// signature can be held against them.
/// </summary>
/// <param name="Act">The act's reference, as the reports name it.</param>
/// <param name="Sha256">SHA-256 of the document.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Known">The ledger's last index that was read for it.</param>
/// <param name="Reports">How many reports of destruction it rests on.</param>
/// <param name="Persons">How many persons it is about.</param>
/// <param name="LastDestroyedOn">The last local date of destruction in it: it is kept for three years from there (p. 8).</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record ActIssued(
    string Act, [Sha256, Sealed(KeyClass.Evidence, "act")] PersonalValue Sha256, string MediaType, long Known, long Reports, long Persons,
    DateOnly LastDestroyedOn, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : ActEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>
/// Somebody who destroyed the data signed the act (item г; p. 4: an electronic signature equals handwriting). The detached signature itself is kept, sealed
/// under the act's key; the ledger does not judge it, since the law's own algorithms need the operator's own tool.
/// </summary>
/// <param name="Act">The act's reference.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="Sha256">SHA-256 of the document that was signed: the one that was issued.</param>
/// <param name="Format">What kind of signature it is, for example <c>cades-detached</c> or <c>paper</c>.</param>
/// <param name="Signature">The detached signature in base64; left out for one on paper.</param>
public sealed record ActSigned(
    string Act, Performer Signer, [Sha256, Sealed(KeyClass.Evidence, "act")] PersonalValue Sha256, string Format,
    [Text(40_000), Sealed(KeyClass.Evidence, "act")] PersonalValue? Signature = null) : ActEvent
{}

/// <summary>The three years for which the act is kept have ended: its keys were destroyed, and its document goes.</summary>
/// <param name="Act">The act's reference.</param>
/// <param name="Keys">Names of the keys, written by the ledger.</param>
public sealed record ActRemoved(string Act, [ByLedger, Items(1, 256), Text(256)] IReadOnlyList<string>? Keys = null) : ActEvent
{}
