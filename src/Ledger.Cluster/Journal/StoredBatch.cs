using System.Collections;
using EventStore.Client;
using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>The events of a batch, each made when it is first asked for: the server takes in the first ones while the next are being made.</summary>
sealed class StoredBatch(IReadOnlyList<Entry> batch, string? origin) : IReadOnlyList<EventData>
{
    readonly EventData?[] _made = new EventData?[batch.Count];

    public int Count => _made.Length;

    public EventData this[int place] => _made[place] ??= StoredEntry.Write(batch[place], place == 0 ? origin : null);

    public IEnumerator<EventData> GetEnumerator()
    {
        for (var place = 0; place < Count; place++) yield return this[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
