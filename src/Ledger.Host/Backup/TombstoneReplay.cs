using System.Globalization;
using System.Text.Json;
using Ledger.Backups;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Backup;

/// <summary>Tests a list of tombstones, carries it out in a vault, and tells a journal that does not know it.</summary>
sealed class TombstoneReplay(string folder, TombstoneHead head, VerifierKey key, Func<string, Progress> progress)
{
    const int BatchMax = 500, BatchBytesMax = Entry.BatchBytesMax / 2;

    readonly TombstoneList _list = new(folder, key);

    /// <summary>Why the list must not be believed, or null: every line is tested before anything is done.</summary>
    public Refusal? Test(IReadOnlyCollection<string> origins, CancellationToken cancel)
    {
        if (Unknown(origins) is { } other)
            return new(BackupRefusals.TombstonesMissing, $"The folder of tombstones holds a list of {other}, of which this backup knows nothing: if the ledger went on under that name, restore a backup of it.");
        Refusal? newer = null;
        using var testing = progress("Tombstones read");
        var read = 0L;
        return _list.Read(head, tombstone =>
        {
            if (TombstoneList.Destruction(tombstone).Destroys is null)
                newer ??= new(BackupRefusals.TombstonesNewer, $"The tombstone of #{tombstone.Index} is of a newer version of the ledger.");
            testing.Report(++read, head.Lines);
        }, cancel) ?? newer;
    }

    /// <summary>Destroys what the tombstones name, durably; how many there are.</summary>
    public async Task<long> Destroy(IKeyVault vault, CancellationToken cancel)
    {
        var done = 0L;
        using var destroying = progress("Tombstones carried out");
        foreach (var batch in Batches(from: 0, cancel))
        {
            await vault.Destroy([.. batch.Select(t => (t.Index, Due: TombstoneList.Destruction(t).Destroys!)).Select(t => new DueDestruction(t.Index, t.Due.Keys, t.Due.Forget))], cancel);
            destroying.Report(done += batch.Length, head.Lines);
        }
        return done;
    }

    /// <summary>
    /// Records the destructions from an index on as the ledger's own events, so that what is folded from this journal knows of them. Of somebody or something
    /// this journal never heard of there is nothing to say. Doing it twice records nothing new.
    /// </summary>
    public async Task<long> Record(long from, IJournal journal, Preparer preparer, Sequencer sequencer, string actor, CancellationToken cancel)
    {
        var recorded = 0L;
        foreach (var batch in Batches(from, cancel))
        {
            List<Proposal> proposals = [];
            foreach (var tombstone in batch)
            {
                var (happened, destroys) = TombstoneList.Destruction(tombstone);
                var id = string.Create(CultureInfo.InvariantCulture, $"tombstone-{tombstone.Index}-{key.KeyId}");
                var prepared = preparer.Write(id, happened.Data, happened.Subject, happened.Time, actor) with { Destroys = destroys };
                if (await journal.Length(prepared.Stream, cancel) > 0) proposals.Add(new(prepared));
            }
            if (proposals.Count == 0) continue;
            var submitted = await sequencer.Submit(proposals, cancel);
            if (submitted.Receipts is not { } receipts) throw new InvalidOperationException("A tombstone could not be recorded.");
            recorded += receipts.Count;
        }
        return recorded;
    }

    /// <summary>The origin of a list in the folder that is of no log this one ever was; null where there is none.</summary>
    string? Unknown(IReadOnlyCollection<string> origins) =>
        Directory.EnumerateFiles(folder, "*.head").Where(path => path != _list.HeadPath).Select(OriginOf).FirstOrDefault(origin => !origins.Contains(origin));

    static string OriginOf(string path)
    {
        try
        {
            using var head = JsonDocument.Parse(File.ReadAllBytes(path));
            return SignedNote.Parse(head.RootElement.GetProperty("tombstones").GetString()!)?.Text.Split('\n') is [TombstoneHead.Title, var origin, ..] ? origin : "an unknown log";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "an unknown log";
        }
    }

    /// <summary>The list was tested: what it does not give any more was changed in the meantime.</summary>
    IEnumerable<Tombstone[]> Batches(long from, CancellationToken cancel)
    {
        List<Tombstone> all = [];
        if (_list.Read(head, tombstone => { if (tombstone.Index >= from) all.Add(tombstone); }, cancel) is { } changed) throw new InvalidDataException(changed.Message);
        List<Tombstone> batch = [];
        var bytes = 0;
        foreach (var tombstone in all)
        {
            if (batch.Count == BatchMax || (bytes += tombstone.Event.Length) > BatchBytesMax)
            {
                yield return [.. batch];
                (batch, bytes) = ([], tombstone.Event.Length);
            }
            batch.Add(tombstone);
        }
        if (batch.Count > 0) yield return [.. batch];
    }
}
