using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>A person's file: the state now, or as of any moment, and what it was folded from.</summary>
/// <param name="State">The person.</param>
/// <param name="Registers">The operator's registers as of the same moment.</param>
/// <param name="Events">The events it was folded from, in the order recorded.</param>
/// <param name="Known">Index (inclusive) up to which the journal was read.</param>
/// <param name="At">The moment as of which it shows the person; null for all that is known.</param>
public sealed record PersonFile(PersonState State, OperatorRegisters Registers, IReadOnlyList<RecordedEvent> Events, long Known, DateTimeOffset? At);

/// <summary>Reads persons' files off the journal: always current, whatever the read models have reached. Reads that person's stream and the registers' only.</summary>
/// <param name="journal">The journal.</param>
/// <param name="clock">The operator's legal clock; null for Moscow's.</param>
public sealed class PersonFiles(IJournal journal, LegalClock? clock = null)
{
    /// <summary>
    /// The file, or null where nothing is known of the person. <paramref name="at"/>: as it was at that moment, from what had happened by then;
    /// <paramref name="known"/>: as the ledger knew it once the event of that index was recorded. Both together: what it then knew of that moment.
    /// </summary>
    public async ValueTask<PersonFile?> Read(string token, DateTimeOffset? at, long? known, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(known ?? 0, nameof(known));
        var last = Math.Min(known ?? long.MaxValue, await journal.Count(cancel) - 1);
        var acts = await UpTo(Streams.Registers, last, at, cancel);
        var stream = await UpTo(token, last, at, cancel);
        if (stream.Count == 0) return null;
        var (registers, next) = (OperatorRegisters.By(clock ?? LegalClock.Default), 0);
        var state = PersonState.New(token);
        for (var count = 0; count < stream.Count; count++)
        {
            var happened = stream[count];
            // As the live fold sees it: an event is judged by what was registered when it was recorded.
            for (; next < acts.Count && acts[next].Index < happened.Index; next++) registers = registers.Evolve(acts[next]);
            state = PersonFold.IsLate(state, happened)
                ? PersonFold.Refold(state, stream.Take(count + 1), registers)
                : PersonFold.Fold(state, happened, registers);
        }
        return new(state, acts.Skip(next).Aggregate(registers, (so, act) => so.Evolve(act)), stream, last, at);
    }

    async ValueTask<List<RecordedEvent>> UpTo(string stream, long last, DateTimeOffset? at, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in journal.Read(stream, 0, cancel))
        {
            if (entry.Index > last) break;
            var happened = RecordedCodec.Read(entry);
            if (at is null || happened.Time <= at) events.Add(happened);
        }
        return events;
    }
}
