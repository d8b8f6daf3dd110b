namespace Ledger.Proofs;

/// <summary>
/// Chooses, of a log's stamps, those that say most about some events: for each the earliest by time that covers it, and the newest. Where these are more than
/// a bundle holds they are thinned evenly; then some events are covered by a later one.
/// </summary>
internal sealed class StampChoice
{
    readonly IReadOnlyList<StampMark> _marks;
    readonly int[] _earliest;
    readonly SortedSet<int> _needed = [];
    int _covering;

    /// <summary>Among these stamps, ascending by size.</summary>
    internal StampChoice(IReadOnlyList<StampMark> marks)
    {
        (_marks, _earliest) = (marks, new int[marks.Count]);
        for (var at = marks.Count - 1; at >= 0; at--)
        {
            var later = at + 1 < marks.Count ? _earliest[at + 1] : at;
            _earliest[at] = marks[later].Time < marks[at].Time ? later : at;
        }
    }

    /// <summary>An event that is to be covered; in ascending index.</summary>
    internal void Cover(long index)
    {
        while (_covering < _marks.Count && _marks[_covering].Size <= index)
        {
            _covering++;
        }
        if (_covering < _marks.Count)
        {
            _needed.Add(_earliest[_covering]);
        }
    }

    /// <summary>The choice, ascending by size.</summary>
    internal IReadOnlyList<StampMark> Chosen()
    {
        if (_marks.Count > 0)
        {
            _needed.Add(_marks.Count - 1);
        }
        List<StampMark> wanted = [.. _needed.Select(at => _marks[at])];
        const int max = BundleTimestamps.StampsMax;
        return wanted.Count <= max ? wanted : [.. Enumerable.Range(0, max).Select(n => wanted[n * (wanted.Count - 1) / (max - 1)])];
    }
}
