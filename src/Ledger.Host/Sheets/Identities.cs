using Ledger.Exports;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Sheets;

/// <summary>
/// Names persons by the operator's own id where it can still be opened: looked up for this answer, never stored. One for each answer, since it remembers
/// whom it named.
/// </summary>
sealed class Identities(IJournal journal, IKeyVault vault, OpenedKeys? opened = null)
{
    const string Person = "/data/person", Reason = "/data/reason";

    const int NamedMax = 10_000;

    readonly Dictionary<string, OpenedField?> _named = new(StringComparer.Ordinal);

    /// <summary>The operator's id of the person, or null where the evidence key has gone.</summary>
    public async ValueTask<string?> IdOf(string token, CancellationToken cancel)
    {
        if (!_named.TryGetValue(token, out var known))
        {
            if (_named.Count >= NamedMax) _named.Clear();
            known = _named[token] = await First(journal.Read(token, 0, cancel)) is { } first ? Opened(first, Person) : null;
        }
        // A long answer is written for minutes: whoever is forgotten meanwhile is named no more.
        return known is null || (KeyName.Parse(known.Key) is { } key && vault.IsDestroyed(key)) ? null : known.Value;
    }

    /// <summary>Why somebody looked, as the event of that id says, which the ledger wrote itself; null where it was not said, or the key has gone.</summary>
    public async ValueTask<string?> ReasonOf(string publication, CancellationToken cancel) =>
        await journal.Find(PublicationKey.Of(Preparer.LedgerSource, publication), cancel) is { } viewed ? Opened(viewed, Reason)?.Value : null;

    OpenedField? Opened(Entry entry, string pointer) => OpenedField.Of(entry, pointer, journal.Origins, vault, opened);

    static async ValueTask<Entry?> First(IAsyncEnumerable<Entry> entries)
    {
        await foreach (var entry in entries) return entry;
        return null;
    }
}
