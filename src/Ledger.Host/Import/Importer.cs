using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;
using MediatR;

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

/// <summary>Publishes lines in batches, in order. While one batch becomes durable the next is read and prepared.</summary>
sealed class Importer(IMediator mediator, Actor actor)
{
    const int BatchEventsMax = 500;
    const int BatchBytesMax = 256 << 10;

    readonly List<InputLine> _batch = [];
    long _recorded, _repeated;

    /// <summary>Reads to the end of the input or to the first refused line; <paramref name="progress"/> is told how many events went in.</summary>
    public async Task<ImportResult> Run(Stream input, Action<Receipt>? onReceipt, Action<long> progress, CancellationToken cancel)
    {
        var bytes = 0;
        foreach (var line in new BoundedLines(input, Entry.BytesMax).Read())
        {
            if (line.TooLong)
            {
                if (await Flush(onReceipt, cancel) is { } earlier) return Done(earlier);
                return Done(new(line.Number, line.Number, new(Refusals.TooLarge, "The line is longer than 65,535 bytes.", "$")));
            }
            _batch.Add(line);
            bytes += line.Bytes.Length;
            if (_batch.Count < BatchEventsMax && bytes < BatchBytesMax) continue;
            if (await Flush(onReceipt, cancel) is { } failure) return Done(failure);
            bytes = 0;
            progress(_recorded + _repeated);
        }
        return Done(await Flush(onReceipt, cancel));
    }

    ImportResult Done(ImportFailure? failure) => new(_recorded, _repeated, failure);

    async Task<ImportFailure?> Flush(Action<Receipt>? onReceipt, CancellationToken cancel)
    {
        if (_batch.Count == 0) return null;
        var failure = await Publish(_batch, onReceipt, cancel);
        _batch.Clear();
        return failure;
    }

    async Task<ImportFailure?> Publish(List<InputLine> lines, Action<Receipt>? onReceipt, CancellationToken cancel)
    {
        var outcome = await mediator.Send(new PublishEvents([.. lines.Select(l => l.Bytes)], actor), cancel);
        if (Cut(outcome.Refusal, lines.Count) is { } cut)
            return await Publish(lines[..cut], onReceipt, cancel) ?? await Publish(lines[cut..], onReceipt, cancel);
        if (outcome.Refusal is { } refusal) return new(lines[refusal.Item ?? 0].Number, lines[0].Number, refusal);
        foreach (var receipt in outcome.Value)
        {
            if (receipt.Duplicate) _repeated++;
            else _recorded++;
            onReceipt?.Invoke(receipt);
        }
        return null;
    }

    /// <summary>Where a batch must be cut to go in: personal values grow when sealed, and what follows a destruction of keys needs the next generation.</summary>
    static int? Cut(Refusal? refusal, int lines) => refusal switch
    {
        { Code: Refusals.BatchTooLarge } when lines > 1 => lines / 2,
        { Code: Refusals.AfterDestruction, Item: > 0 and var item } => item,
        _ => null,
    };
}
