using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Registers;

namespace Ledger.Exports;

/// <summary>What the operator's registers add to a certificate of erasure: copies of the vault that hold a key that went, and systems that hold copies of data.</summary>
/// <param name="first">Index of the first erasure.</param>
/// <param name="last">Index of the last.</param>
sealed class ErasureRegisters(long first, long last)
{
    readonly Dictionary<string, List<CertifiedEvent>> _backups = new(StringComparer.Ordinal);
    readonly Dictionary<string, (SystemRegistered Terms, CertifiedEvent Event)> _copies = new(StringComparer.Ordinal);

    /// <summary>Takes the next event of the registers, in ascending index.</summary>
    public void Take(Entry entry)
    {
        var shown = new CertifiedEvent(entry.Index, entry.Bytes);
        switch (RecordedCodec.Read(entry).Data)
        {
            case BackupTaken { Vault: true } taken when Math.Min(taken.Size, entry.Index) <= last:
                _backups[taken.Backup] = [shown];
                break;
            case BackupRemoved removed when entry.Index < first:
                _backups.Remove(removed.Backup);   // it was gone before the keys were
                break;
            case BackupRemoved removed when _backups.TryGetValue(removed.Backup, out var backup) && backup.Count == 1:
                backup.Add(shown);
                break;
            case SystemRegistered { CopiesOf.Count: > 0 } copying:
                _copies[copying.System] = (copying, shown);
                break;
            case SystemRegistered plain:
                _copies.Remove(plain.System);
                break;
            case SystemRetired retired:
                _copies.Remove(retired.System);
                break;
            default:
                break;
        }
    }

    /// <summary>The events that matter where data was gathered in these systems.</summary>
    public IEnumerable<CertifiedEvent> Events(HashSet<string> systems)
    {
        while (_copies.Values.Any(copy => copy.Terms.CopiesOf!.Any(systems.Contains) && systems.Add(copy.Terms.System)))
        {
            // A copy of a copy is one, too.
        }
        return _backups.Values.SelectMany(backup => backup).Concat(_copies.Values.Where(copy => copy.Terms.CopiesOf!.Any(systems.Contains)).Select(copy => copy.Event));
    }
}
