using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Exports;

/// <summary>
/// The keys under which values of a bundle were opened: the export must not be recorded, and so not handed out, once one of them has gone. Beyond a bound it
/// remembers them no longer, and any destruction since the export began stands in its way.
/// </summary>
/// <param name="begun">The journal's length when the export began.</param>
public sealed class OpenedKeys(long begun)
{
    const int NamesMax = 100_000;

    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    bool IsFull => _names.Count >= NamesMax;

    /// <summary>Remembers the key's name, and hands the field key through.</summary>
    public byte[] Remember(string keyName, byte[] fieldKey)
    {
        if (!IsFull) _names.Add(keyName);
        return fieldKey;
    }

    /// <summary>The proposal of the export's own event, refused as a conflict where a value in the bundle can no longer be read.</summary>
    public Proposal Guard(PreparedEvent exported) => IsFull
        ? new(exported) { NothingDestroyedSince = begun }
        : new(exported with { Keys = [.. exported.Keys, .. _names.Select(KeyName.Parse).OfType<KeyName>()] });
}
