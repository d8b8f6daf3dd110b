using Ledger.Journal;

namespace Ledger.Host.Import;

/// <summary>What an import did.</summary>
/// <param name="Recorded">Events that are new in the ledger.</param>
/// <param name="Repeated">Events that had been recorded before.</param>
/// <param name="Failure">The first line that was refused; nothing of its batch was kept. Null where all went in.</param>
sealed record ImportResult(long Recorded, long Repeated, ImportFailure? Failure);

/// <summary>A refused line.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="BatchFrom">The first line of its batch: from there on nothing was kept.</param>
/// <param name="Refusal">Why.</param>
sealed record ImportFailure(long Line, long BatchFrom, Refusal Refusal);

/// <summary>Publishes a batch, all or none, once the one before it was recorded.</summary>
delegate Task<Outcome<IReadOnlyList<Receipt>>> PublishBatch(IReadOnlyList<ReadOnlyMemory<byte>> events, Task<bool>? after, CancellationToken cancel);

/// <summary>Publishes lines in batches, in order. While one batch becomes durable the next is read and prepared; nothing is recorded after a refused one.</summary>
sealed class Importer(PublishBatch publish)
{
    const int BatchEventsMax = 500;
    const int BatchBytesMax = 256 << 10;

    long _recorded, _repeated;

    /// <summary>Reads to the end of the input or to the first refused line; <paramref name="progress"/> is told how many events went in.</summary>
    public async Task<ImportResult> Run(Stream input, Action<Receipt>? onReceipt, Action<long> progress, CancellationToken cancel)
    {
        var before = Task.FromResult<ImportFailure?>(null);
        foreach (var batch in Batches(input))
        {
            var earlier = before;
            before = Task.Run(() => Publish(batch, earlier, onReceipt, cancel), CancellationToken.None);
            await Task.WhenAny(earlier);
            if (!earlier.IsCompletedSuccessfully || await earlier is not null) break;   // the one after it ends the same way
            progress(_recorded + _repeated);
        }
        var failure = await before;   // before the counts are taken
        return new(_recorded, _repeated, failure);
    }

    static IEnumerable<List<InputLine>> Batches(Stream input)
    {
        List<InputLine> batch = [];
        var bytes = 0;
        foreach (var line in new BoundedLines(input, Entry.BytesMax).Read())
        {
            if (line.TooLong && batch.Count > 0)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(line);
            bytes += line.Bytes.Length;
            if (batch.Count < BatchEventsMax && bytes < BatchBytesMax && !line.TooLong) continue;
            yield return batch;
            (batch, bytes) = ([], 0);
        }
        if (batch.Count > 0) yield return batch;
    }

    async Task<ImportFailure?> Publish(List<InputLine> lines, Task<ImportFailure?> earlier, Action<Receipt>? onReceipt, CancellationToken cancel)
    {
        if (lines[0] is { TooLong: true, Number: var number })
            return await earlier ?? new(number, number, new(Refusals.TooLarge, "The line is longer than 65,535 bytes.", "$"));
        var outcome = await publish([.. lines.Select(l => l.Bytes)], Recorded(earlier), cancel);
        if (await earlier is { } failure) return failure;
        if (Cut(outcome.Refusal, lines.Count) is { } cut)
            return await Publish(lines[cut..], Publish(lines[..cut], earlier, onReceipt, cancel), onReceipt, cancel);
        if (outcome.Refusal is { } refusal) return new(lines[refusal.Item ?? 0].Number, lines[0].Number, refusal);
        Count(outcome.Value, onReceipt);
        return null;
    }

    static async Task<bool> Recorded(Task<ImportFailure?> batch) => await batch is null;

    void Count(IReadOnlyList<Receipt> receipts, Action<Receipt>? onReceipt)
    {
        foreach (var receipt in receipts)
        {
            if (receipt.Duplicate) _repeated++;
            else _recorded++;
            onReceipt?.Invoke(receipt);
        }
    }

    /// <summary>Where a batch must be cut to go in: personal values grow when sealed, and what follows a destruction of keys needs the next generation.</summary>
    static int? Cut(Refusal? refusal, int lines) => refusal switch
    {
        { Code: Refusals.BatchTooLarge } when lines > 1 => lines / 2,
        { Code: Refusals.AfterDestruction, Item: > 0 and var item } => item,
        _ => null,
    };
}
