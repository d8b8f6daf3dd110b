using System.Collections.Concurrent;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// Answers "may I?" from the journal itself, never from the read models: once an event is acknowledged, every later answer knows it. Persons asked
/// about are kept, at most about twice the capacity, and only what is new is folded. Safe for concurrent use.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="capacity">How many persons to keep at least.</param>
/// <param name="clock">The operator's legal clock; null for Moscow's.</param>
public sealed class PermissionService(IJournal journal, int capacity = 16_384, LegalClock? clock = null)
{
    volatile ConcurrentDictionary<string, PersonState> _recent = new(StringComparer.Ordinal), _older = new(StringComparer.Ordinal);
    OperatorRegisters _registers = OperatorRegisters.By(clock ?? LegalClock.Default);

    /// <summary>The answer for a person by token (null where the operator's id has none), and the journal's length it holds for.</summary>
    public async ValueTask<Answer<PermissionAnswer>> Decide(string? token, PermissionQuestion question, CancellationToken cancel)
    {
        var position = await journal.Count(cancel);
        var registers = await Registers(cancel);
        var person = token is null ? null : await Person(token, registers, cancel);
        return new(Permissions.Decide(person, registers, question).Counted(), position);
    }

    /// <summary>The answer as the ledger would have given it once the event of index <paramref name="known"/> was recorded, from what had happened by then.</summary>
    public async ValueTask<Answer<PermissionAnswer>> DecideAsOf(string? token, PermissionQuestion question, long? known, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(question);
        var last = Math.Min(known ?? long.MaxValue, await journal.Count(cancel) - 1);
        if (token is not null && last >= 0 && await new PersonFiles(journal, clock).Read(token, question.At, last, cancel) is { } file)
            return new(Permissions.Decide(file.State, file.Registers, question).Counted(), last + 1);
        return new(Permissions.Decide(null, OperatorRegisters.Empty, question).Counted(), last + 1);
    }

    async ValueTask<OperatorRegisters> Registers(CancellationToken cancel)
    {
        var registers = Volatile.Read(ref _registers);
        if (await journal.Length(Streams.Registers, cancel) == registers.Length) return registers;
        registers = await RegistersReader.GoOn(journal, registers, cancel);
        Volatile.Write(ref _registers, registers);
        return registers;
    }

    async ValueTask<PersonState> Person(string token, OperatorRegisters registers, CancellationToken cancel)
    {
        var recent = _recent.GetValueOrDefault(token);
        var state = recent ?? _older.GetValueOrDefault(token) ?? PersonState.New(token);
        if (await journal.Length(token, cancel) != state.Events) state = await GoOn(state, registers, cancel);
        if (state.Events > 0 && !ReferenceEquals(state, recent)) Keep(state);
        return state;
    }

    /// <summary>What is new of the stream; all of it again, in the order of happening, where something new is late.</summary>
    async ValueTask<PersonState> GoOn(PersonState state, OperatorRegisters registers, CancellationToken cancel)
    {
        await foreach (var entry in journal.Read(state.Token, state.Events, cancel))
        {
            var happened = RecordedCodec.Read(entry);
            if (PersonFold.IsLate(state, happened)) return await Anew(state.Token, registers, cancel);
            state = PersonFold.Evolve(state, happened, registers);
        }
        return state;
    }

    async ValueTask<PersonState> Anew(string token, OperatorRegisters registers, CancellationToken cancel)
    {
        List<RecordedEvent> stream = [];
        await foreach (var entry in journal.Read(token, 0, cancel)) stream.Add(RecordedCodec.Read(entry));
        return PersonFold.InOrder(stream).Aggregate(PersonState.New(token), (so, happened) => PersonFold.Evolve(so, happened, registers));
    }

    /// <summary>Two generations: what was not asked for while the younger one filled up goes.</summary>
    void Keep(PersonState state)
    {
        // Never replace a longer fold by a shorter one that another caller began earlier; either way the next question folds what is missing.
        _recent.AddOrUpdate(state.Token, static (_, made) => made, static (_, kept, made) => kept.Events >= made.Events ? kept : made, state);
        if (_recent.Count < capacity) return;
        _older = _recent;
        _recent = new(StringComparer.Ordinal);
    }
}
