using System.Text;
using System.Text.Json;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Proofs;
using Ledger.Registers;
using Ledger.Sealing;
using Ledger.Support;

namespace Ledger.Exports;

/// <summary>
/// The events a certificate of erasure rests on: the person's whole stream, whatever else was sealed under a key that went, and the backups that hold such a
/// key. Read from the journal itself.
/// </summary>
/// <param name="Events">The events in ascending index.</param>
/// <param name="Forgotten">Whether the evidence keys and the lookup went as well.</param>
/// <param name="IsShredded">Whether any key went.</param>
sealed record ErasureEvents(IReadOnlyList<CertifiedEvent> Events, bool Forgotten, bool IsShredded)
{
    const int ProgressStep = 1000;

    static readonly HashSet<string> OfRegisters =
        [.. new[] { typeof(BackupTaken), typeof(BackupRemoved), typeof(SystemRegistered), typeof(SystemRetired) }.Select(type => EventCatalogue.Of(type).FullType)];

    /// <summary>Reads them up to an index.</summary>
    public static async Task<ErasureEvents> Read(IJournal journal, string person, long known, IProgress<long>? progress, CancellationToken cancel)
    {
        List<CertifiedEvent> own = [];
        HashSet<string> gone = new(StringComparer.Ordinal);
        var (first, last, forgotten) = (long.MaxValue, -1L, false);
        await foreach (var entry in journal.Read(person, 0, cancel))
        {
            if (entry.Index > known) break;
            own.Add(new(entry.Index, entry.Bytes));
            var data = RecordedCodec.Read(entry).Data;
            if (DestructionRecovery.Of(data, person) is not { } destroyed) continue;
            gone.UnionWith(destroyed.Keys.Select(key => key.ToString()));
            (first, last, forgotten) = (Math.Min(first, entry.Index), entry.Index, forgotten || data is PersonForgotten);
        }
        if (last < 0) return new([], false, false);
        var other = await Elsewhere(journal, person, gone, (first, last, known), progress, cancel);
        return new([.. own.Concat(other).OrderBy(one => one.Index)], forgotten, true);
    }

    /// <summary>What stands outside the person's stream: readings and inquiries sealed under a key that went, backups of the vault, systems that hold copies.</summary>
    static async Task<List<CertifiedEvent>> Elsewhere(
        IJournal journal, string person, HashSet<string> gone, (long First, long Last, long Known) span, IProgress<long>? progress, CancellationToken cancel)
    {
        List<CertifiedEvent> found = [];
        var registers = new ErasureRegisters(span.First, span.Last);
        var owner = Encoding.ASCII.GetBytes(person);
        await foreach (var entry in journal.ReadAll(0, cancel))
        {
            if (entry.Index > span.Known) break;
            if (entry.Index % ProgressStep == 0) progress?.Report(entry.Index);
            if (entry.Stream == Streams.Registers)
            {
                if (EnvelopeGlance.Read(entry.Bytes.Span).Type is { } type && OfRegisters.Contains(type)) registers.Take(entry);
            }
            else if (entry.Stream != person && entry.Bytes.Span.IndexOf(owner) >= 0 && IsUnreadable(entry, gone)) found.Add(new(entry.Index, entry.Bytes));
        }
        return [.. found, .. registers.Events(await GatheredIn(journal, person, span.Known, cancel))];
    }

    /// <summary>The systems into which data of the person came.</summary>
    static async Task<HashSet<string>> GatheredIn(IJournal journal, string person, long known, CancellationToken cancel)
    {
        HashSet<string> systems = new(StringComparer.Ordinal);
        await foreach (var entry in journal.Read(person, 0, cancel))
        {
            if (entry.Index > known) break;
            if (RecordedCodec.Read(entry).Data is DataCollected collected) systems.Add(collected.System);
            else if (RecordedCodec.Read(entry).Data is SupportCaseOpened opened) systems.Add(opened.System);
        }
        return systems;
    }

    static bool IsUnreadable(Entry entry, HashSet<string> gone)
    {
        using var json = JsonDocument.Parse(entry.Bytes);
        return SealedFields.In(json.RootElement).Any(field => gone.Contains(field.Field.KeyName));
    }
}
