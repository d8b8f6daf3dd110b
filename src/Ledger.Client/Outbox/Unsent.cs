using System.Runtime.InteropServices;
using Ledger.Client.Sending;

namespace Ledger.Client.Outbox;

/// <summary>About whom something waits in the outbox: what the ledger answers about them is not the whole truth yet.</summary>
sealed class Unsent
{
    readonly Lock _gate = new();
    readonly Dictionary<string, int> _persons = new(StringComparer.Ordinal);
    readonly Signal _settled = new();
    int _everyone;

    /// <summary>One more waits.</summary>
    public void Add(Concern concern) => Count(concern, 1);

    /// <summary>One waits no longer.</summary>
    public void Remove(Concern concern)
    {
        Count(concern, -1);
        _settled.Pulse();
    }

    /// <summary>Ends once nothing about this person waits.</summary>
    public async Task Settled(string person, CancellationToken cancel)
    {
        while (true)
        {
            var next = _settled.Next;
            lock (_gate)
            {
                if (_everyone == 0 && !_persons.ContainsKey(person)) return;
            }
            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    void Count(Concern concern, int change)
    {
        lock (_gate)
        {
            if (concern.Everyone) _everyone += change;
            if (concern.Person is not { } person) return;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_persons, person, out _);
            count += change;
            if (count == 0) _persons.Remove(person);
        }
    }
}
