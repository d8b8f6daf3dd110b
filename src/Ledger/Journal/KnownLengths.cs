namespace Ledger.Journal;

/// <summary>
/// How long the streams are that were written to lately, as of the newest entry the writer knows of: what it appends to again it need not ask the journal about. A journal
/// refuses a batch that goes by a wrong length, so a mistake here would cost a conflict and no more.
/// </summary>
sealed class KnownLengths
{
    /// <summary>Some ten megabytes; then it begins anew.</summary>
    const int StreamsMax = 65_536;

    readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);

    public bool TryGet(string stream, out long length) => _lengths.TryGetValue(stream, out length);

    /// <summary>Knows of an entry that is durable.</summary>
    public void Keep(Entry entry)
    {
        if (_lengths.Count == StreamsMax) _lengths.Clear();
        _lengths[entry.Stream] = entry.Sequence + 1;
    }

    public void Clear() => _lengths.Clear();
}
