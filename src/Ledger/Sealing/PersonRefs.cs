using System.Collections.Concurrent;
using Ledger.Journal;

namespace Ledger.Sealing;

/// <summary>The persons an event names beside its subject: representatives, staff. By the operator's own id as published, by token once recorded.</summary>
public static class PersonRefs
{
    static readonly ConcurrentDictionary<Type, bool> Naming = new();

    /// <summary>All of them, in the order in which they stand.</summary>
    public static IReadOnlyList<PersonRef> In(IEventData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!Naming.GetOrAdd(data.GetType(), SealedSlots.MayName)) return [];
        List<PersonRef> persons = [];
        SealedSlots.Collect(data, [], persons);
        return persons;
    }
}
