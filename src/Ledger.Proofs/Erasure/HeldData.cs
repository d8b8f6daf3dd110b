namespace Ledger.Proofs;

/// <summary>
/// What each system holds of a person: what was gathered there, or in a system it copies, by category and purpose, until the system reports it destroyed.
/// </summary>
internal sealed class HeldData(IReadOnlyList<CopyingSystem> copies, IReadOnlyList<ErasureEvent> events)
{
    readonly Dictionary<(string System, string Category, string Purpose), DateTimeOffset> _held = [];
    readonly SortedDictionary<string, (List<long> Gathered, List<long> Destroyed)> _accounts = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<string>> _categories = events.Where(one => one.Type == ErasureEvent.SystemRegistered)
        .GroupBy(one => one.Text("system") ?? "", StringComparer.Ordinal).ToDictionary(system => system.Key, system => system.Last().Texts("categories"), StringComparer.Ordinal);

    /// <summary>The registrations shown of systems that copy one where data was gathered, or copy such a copy; of each system the last one shown.</summary>
    internal static IReadOnlyList<CopyingSystem> Copies(IReadOnlyList<ErasureEvent> events, IReadOnlyList<ErasureEvent> own)
    {
        var registered = events.Where(one => one.Type == ErasureEvent.SystemRegistered && one.Text("system") is not null)
            .GroupBy(one => one.Text("system")!, StringComparer.Ordinal).Select(system => system.Last())
            .Select(one => new CopyingSystem(one.Index, one.Text("system")!, one.Texts("copiesOf"))).OrderBy(copy => copy.Index).ToList();
        var reached = own.Where(IsGathering).Select(one => one.Text("system")!).ToHashSet(StringComparer.Ordinal);
        while (registered.Any(copy => copy.Of.Any(reached.Contains) && reached.Add(copy.System)))
        {
        }
        return [.. registered.Where(copy => copy.Of.Any(reached.Contains))];
    }

    internal IReadOnlyList<SystemAccount> Systems(IReadOnlyList<ErasureEvent> own)
    {
        foreach (var one in own)
        {
            if (IsGathering(one))
            {
                Gather(one);
            }
            else if (one.Type == ErasureEvent.Destroyed && one.Text("system") is { } system)
            {
                Destroy(one, system);
            }
        }
        return [.. _accounts.Select(account => new SystemAccount(account.Key, account.Value.Gathered, account.Value.Destroyed,
            [.. _held.Keys.Where(place => place.System == account.Key).Select(place => place.Category).Distinct().Order(StringComparer.Ordinal)]))];
    }

    static bool IsGathering(ErasureEvent one) => one.Type is ErasureEvent.Collected or ErasureEvent.CaseOpened && one.Text("system") is not null;

    void Gather(ErasureEvent one)
    {
        var purposes = one.Type == ErasureEvent.CaseOpened ? [one.Text("purpose") ?? ""] : one.Texts("purposes");
        foreach (var category in one.Texts("categories"))
        {
            foreach (var system in HoldersOf(one.Text("system")!, category))
            {
                var gathered = AccountOf(system).Gathered;
                if (gathered.Count == 0 || gathered[^1] != one.Index)
                {
                    gathered.Add(one.Index);
                }
                foreach (var purpose in purposes)
                {
                    var place = (system, category, purpose);
                    _held[place] = _held.TryGetValue(place, out var known) && known > one.Stored.Time ? known : one.Stored.Time;   // one recorded late takes nothing back
                }
            }
        }
    }

    void Destroy(ErasureEvent one, string system)
    {
        AccountOf(system).Destroyed.Add(one.Index);
        var (categories, purposes, upTo) = (one.Texts("categories"), one.Texts("purposes"), Timestamp.Parse(one.Text("gatheredUpTo")));
        if (upTo is null && one.Has("gatheredUpTo"))
        {
            return;   // it names a limit that nobody can read: to take everything out would say more than the system did
        }
        foreach (var (place, gathered) in _held.ToList())
        {
            if (place.System == system && categories.Contains(place.Category) && (purposes.Count == 0 || purposes.Contains(place.Purpose))
                && (upTo is null || gathered <= upTo))
            {
                _held.Remove(place);
            }
        }
    }

    /// <summary>The system itself, and the systems that copy it, or a copy of it, and hold the category.</summary>
    List<string> HoldersOf(string system, string category)
    {
        List<string> holders = [system];
        for (var at = 0; at < holders.Count; at++)
        {
            holders.AddRange(copies.Where(copy => copy.Of.Contains(holders[at]) && !holders.Contains(copy.System)
                && (_categories[copy.System].Count == 0 || _categories[copy.System].Contains(category))).Select(copy => copy.System).ToList());
        }
        return holders;
    }

    (List<long> Gathered, List<long> Destroyed) AccountOf(string system) =>
        _accounts.TryGetValue(system, out var account) ? account : _accounts[system] = ([], []);
}
