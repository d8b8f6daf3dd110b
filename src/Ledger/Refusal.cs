namespace Ledger;

/// <summary>A "no" that the caller can act on: a stable code (listed in docs/refusals.md), the place, and a sentence without personal values.</summary>
/// <param name="Code">Stable kebab-case code, for programs.</param>
/// <param name="Message">One English sentence for people; never holds a value from the input beyond names of properties and types.</param>
/// <param name="Path">JSON path of the offending place (<c>$.data.purposes[0]</c>), where there is one.</param>
/// <param name="Item">Zero-based place in a batch, where the refusal concerns one event of several.</param>
public sealed record Refusal(string Code, string Message, string? Path = null, int? Item = null);
