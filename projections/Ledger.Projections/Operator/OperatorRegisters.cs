using System.Collections.Immutable;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>A recipient as registered last.</summary>
/// <param name="Terms">What was registered.</param>
/// <param name="Since">When it was registered first.</param>
/// <param name="Index">Index of the last registration.</param>
public sealed record Recipient(RecipientRegistered Terms, DateTimeOffset Since, long Index);

/// <summary>A system as registered last.</summary>
/// <param name="Terms">What was registered.</param>
/// <param name="Since">When it was registered first.</param>
/// <param name="Index">Index of the last registration.</param>
/// <param name="RetiredAt">When it went out of use, or null.</param>
public sealed record DataSystem(SystemRegistered Terms, DateTimeOffset Since, long Index, DateTimeOffset? RetiredAt = null);

/// <summary>Somebody's access (2.3).</summary>
/// <param name="Terms">What was granted last.</param>
/// <param name="Since">When.</param>
/// <param name="RevokedAt">When it was taken away, or null.</param>
public sealed record Access(AccessGranted Terms, DateTimeOffset Since, DateTimeOffset? RevokedAt = null);

/// <summary>The operator's own state at an index: policy editions, recipients, systems, access. Immutable; the fold of the registers' stream.</summary>
public sealed record OperatorRegisters
{
    /// <summary>Nothing registered yet.</summary>
    public static OperatorRegisters Empty { get; } = new();

    /// <summary>Nothing registered yet, by an operator whose local dates are those of this clock (CNT-9).</summary>
    public static OperatorRegisters By(LegalClock clock) => new() { Clock = clock };

    /// <summary>The operator's legal clock: on which local day something happened decides which law it is judged by.</summary>
    public LegalClock Clock { get; private init; } = LegalClock.Default;

    /// <summary>How many events of the stream are folded.</summary>
    public long Length { get; private init; }

    /// <summary>Editions in the order in which they come into force.</summary>
    public ImmutableArray<Edition> Editions { get; private init; } = [];

    /// <summary>Recipients by id.</summary>
    public ImmutableDictionary<string, Recipient> Recipients { get; private init; } = ImmutableDictionary<string, Recipient>.Empty;

    /// <summary>Systems by id.</summary>
    public ImmutableDictionary<string, DataSystem> Systems { get; private init; } = ImmutableDictionary<string, DataSystem>.Empty;

    /// <summary>For each system the systems said to copy it directly.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> CopiedBy { get; private init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The operator itself as registered last, with the index of that; null where it never was.</summary>
    public (OperatorRegistered Terms, DateTimeOffset Since, long Index)? Operator { get; private init; }

    /// <summary>Access by actor.</summary>
    public ImmutableDictionary<string, Access> Access { get; private init; } = ImmutableDictionary<string, Access>.Empty;

    /// <summary>The edition in force at that moment, or null where none was yet.</summary>
    public Edition? EditionInForce(DateTimeOffset time)
    {
        for (var at = Editions.Length - 1; at >= 0; at--)
            if (Editions[at].InForceFrom <= time) return Editions[at];
        return null;
    }

    /// <summary>The edition by id as published last, or null.</summary>
    public Edition? Edition(string id) => Editions.LastOrDefault(e => e.Id == id);

    /// <summary>The registers after one more event of their stream; what concerns no register changes the length alone.</summary>
    public OperatorRegisters Evolve(RecordedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var next = happened.Data switch
        {
            OperatorRegistered data => this with { Operator = (data, Operator?.Since ?? happened.Time, happened.Index) },
            PolicyPublished data => Add(new Edition(data, happened.Time, happened.Index)),
            RecipientRegistered data => this with { Recipients = Recipients.SetItem(data.Recipient, Registered(data, happened)) },
            SystemRegistered data => WithCopies(this with { Systems = Systems.SetItem(data.System, Registered(data, happened)) }),
            SystemRetired data when Systems.TryGetValue(data.System, out var system) =>
                this with { Systems = Systems.SetItem(data.System, system with { RetiredAt = happened.Time }) },
            AccessGranted data => this with { Access = Access.SetItem(data.Actor, new(data, happened.Time)) },
            AccessRevoked data when Access.TryGetValue(data.Actor, out var access) =>
                this with { Access = Access.SetItem(data.Actor, access with { RevokedAt = happened.Time }) },
            _ => this,
        };
        return next with { Length = Length + 1 };
    }

    /// <summary>
    /// The systems in use that hold a copy of what that system holds of the category, also a copy of a copy; a copy out of use still passes on what went
    /// through it. Nothing is allocated where nothing is copied.
    /// </summary>
    public IReadOnlyCollection<string> CopiesHolding(string system, string category)
    {
        if (!CopiedBy.ContainsKey(system)) return [];
        HashSet<string> seen = [system];
        Queue<string> ahead = new(seen);
        while (ahead.TryDequeue(out var from))
            foreach (var copy in CopiedBy.GetValueOrDefault(from, []))
                if (Holds(copy, category) && seen.Add(copy)) ahead.Enqueue(copy);
        seen.RemoveWhere(id => id == system || Systems[id].RetiredAt is not null);
        return seen;
    }

    bool Holds(string system, string category) => Systems[system].Terms.Categories is var held && (held.Count == 0 || held.Contains(category));

    static OperatorRegisters WithCopies(OperatorRegisters registers) => registers with
    {
        CopiedBy = registers.Systems.Values.SelectMany(copy => (copy.Terms.CopiesOf ?? []).Distinct().Select(of => (of, copy.Terms.System)))
            .GroupBy(pair => pair.of, pair => pair.System)
            .ToImmutableDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToImmutableArray()),
    };

    OperatorRegisters Add(Edition edition)
    {
        var at = Editions.Length;
        while (at > 0 && Editions[at - 1].InForceFrom > edition.InForceFrom) at--;
        return this with { Editions = Editions.Insert(at, edition) };
    }

    Recipient Registered(RecipientRegistered data, RecordedEvent happened) =>
        new(data, Recipients.TryGetValue(data.Recipient, out var earlier) ? earlier.Since : happened.Time, happened.Index);

    DataSystem Registered(SystemRegistered data, RecordedEvent happened) =>
        new(data, Systems.TryGetValue(data.System, out var earlier) ? earlier.Since : happened.Time, happened.Index);
}
