using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Folds a person's stream as the register of duties does. The operator's registers are kept and only gone on with. Safe for concurrent use.</summary>
/// <param name="journal">The journal.</param>
/// <param name="clock">The operator's legal clock; null for Moscow's.</param>
public sealed class PersonDuties(IJournal journal, LegalClock? clock = null) : IPersonDuties
{
    /// <summary>The registers after each event of their stream, with its index; the first is before all of them.</summary>
    volatile List<(long Index, OperatorRegisters After)> _registers = [(-1, OperatorRegisters.By(clock ?? LegalClock.Default))];

    /// <inheritdoc/>
    public async ValueTask<PersonStanding> Of(
        string token, IReadOnlyList<RecordedEvent> history, IReadOnlyCollection<string> purposes, DateTimeOffset at, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(purposes);
        var registers = await Registers(cancel);
        var state = PersonState.New(token);
        for (var count = 0; count < history.Count; count++)
        {
            var happened = history[count];
            // As the live fold sees it: an event is judged by what was registered when it was recorded.
            state = PersonFold.IsLate(state, happened)
                ? PersonFold.Refold(state, history.Take(count + 1), AsOf(registers, happened.Index))
                : PersonFold.Evolve(state, happened, AsOf(registers, happened.Index));   // what is wrong with it is not asked
        }
        return new(
            [.. state.Duties.Where(duty => duty.IsOpen).Select(Open)],
            purposes.Count == 0 ? [] : new PurposeNeeds(state, history, registers[^1].After, at).ServedOnlyBy(purposes));
    }

    static OpenDuty Open(Duty duty) => new(duty.Terms.Rule, duty.Purposes, [.. duty.Waits.Where(wait => wait.Contains('@')).Select(DutyScope.CategoryOf)]);   // others wait for a recipient

    static OperatorRegisters AsOf(List<(long Index, OperatorRegisters After)> registers, long index)
    {
        var (low, high) = (0, registers.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (registers[middle].Index < index) low = middle;
            else high = middle - 1;
        }
        return registers[low].After;
    }

    async ValueTask<List<(long Index, OperatorRegisters After)>> Registers(CancellationToken cancel)
    {
        var known = _registers;
        if (await journal.Length(Streams.Registers, cancel) == known[^1].After.Length) return known;
        List<(long Index, OperatorRegisters After)> longer = [.. known];
        await foreach (var entry in journal.Read(Streams.Registers, longer[^1].After.Length, cancel))
            longer.Add((entry.Index, longer[^1].After.Evolve(RecordedCodec.Read(entry))));
        return _registers = longer;
    }
}
