using Ledger.Exports;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Reports;

/// <summary>
/// What one report is read through: the ledger as it was at one index, the registers of the operator then, and the keys of the values it opens, remembered
/// so that it is not handed out once one of them has gone.
/// </summary>
sealed class ReportReading(
    IJournal journal, IKeyVault vault, IReadModels models, OperatorRegisters registers, LegalClock legal, OpenedKeys opened, long known, DateTimeOffset now)
{
    readonly Identities _identities = new(journal, vault, opened);

    public IJournal Journal => journal;

    public IKeyVault Vault => vault;

    public IReadModels Models => models;

    /// <summary>The operator's registers at that index.</summary>
    public OperatorRegisters Registers => registers;

    public LegalClock Legal => legal;

    /// <summary>The index it is taken at: nothing recorded later is read.</summary>
    public long Known => known;

    /// <summary>When it is made.</summary>
    public DateTimeOffset Now => now;

    /// <summary>An event with its sealed values opened.</summary>
    public OpenedEvent Open(Entry entry) => OpenedEvent.Of(entry, journal.Origins, vault, opened);

    /// <summary>The keys of values that are shown with their openings: remember each.</summary>
    public OpenedKeys Opened => opened;

    /// <summary>One sealed value of an event; null where there is none, or its key has gone.</summary>
    public string? Open(Entry entry, string pointer) => OpenedField.Of(entry, pointer, journal.Origins, vault, opened)?.Value;

    /// <summary>The operator's own id of a person, or null where it can be opened no more.</summary>
    public ValueTask<string?> IdOf(string token, CancellationToken cancel) => _identities.IdOf(token, cancel);

    /// <summary>The names of the operator's registers in that language.</summary>
    public ReportNames Names(ReportLanguage language) => new(registers, language);

    /// <summary>A stream, up to that index.</summary>
    public async IAsyncEnumerable<Entry> Read(string stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in journal.Read(stream, 0, cancel))
        {
            if (entry.Index > known) yield break;
            yield return entry;
        }
    }
}
