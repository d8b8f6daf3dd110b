using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Folds the registers' stream, which is short: the operator's own acts.</summary>
public static class RegistersReader
{
    /// <summary>The registers as the ledger knew them at an index (inclusive); where <paramref name="at"/> is given, of what had happened by then only.</summary>
    public static async ValueTask<OperatorRegisters> Read(IJournal journal, long known, DateTimeOffset? at, LegalClock clock, CancellationToken cancel)
    {
        var registers = OperatorRegisters.By(clock);
        await foreach (var entry in journal.Read(Streams.Registers, 0, cancel))
        {
            if (entry.Index > known) break;
            var happened = RecordedCodec.Read(entry);
            if (at is null || happened.Time <= at) registers = registers.Evolve(happened);
        }
        return registers;
    }

    /// <summary>The same registers with what the stream has more.</summary>
    public static async ValueTask<OperatorRegisters> GoOn(IJournal journal, OperatorRegisters registers, CancellationToken cancel)
    {
        await foreach (var entry in journal.Read(Streams.Registers, registers.Length, cancel)) registers = registers.Evolve(RecordedCodec.Read(entry));
        return registers;
    }
}
