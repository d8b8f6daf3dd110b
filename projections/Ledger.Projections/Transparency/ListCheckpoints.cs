using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Stamps;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks for the log's public key and its newest checkpoints.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Take">How many checkpoints at most, 1 to <see cref="TakeMax"/>.</param>
public sealed record ListCheckpoints(Actor Actor, int Take = 20) : IRequest<Outcome<CheckpointList>>, IAuthorised
{
    /// <summary>The most checkpoints.</summary>
    public const int TakeMax = 100;

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>The log and what it signed last.</summary>
/// <param name="Key">The public key; its name is the log's origin.</param>
/// <param name="Origins">The origins the ledger has had, oldest first; the last is the present one.</param>
/// <param name="Checkpoints">The newest checkpoints, newest first.</param>
public sealed record CheckpointList(VerifierKey Key, IReadOnlyList<string> Origins, IReadOnlyList<ListedCheckpoint> Checkpoints);

/// <summary>A checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint with its signed note.</param>
/// <param name="Covers">When the newest event it covers was recorded; null where it covers none.</param>
/// <param name="Stamped">When an authority stamped it, by the authority's clock; null where none did.</param>
public sealed record ListedCheckpoint(SignedCheckpoint Checkpoint, DateTimeOffset? Covers, DateTimeOffset? Stamped);

/// <summary>Answers from the list of checkpoints, from its end.</summary>
public sealed class ListCheckpointsHandler(IJournal journal, ICheckpoints checkpoints, ICheckpointStamps stamps, TransparencyLog log) : IRequestHandler<ListCheckpoints, Outcome<CheckpointList>>
{
    const int Widening = 16;

    /// <inheritdoc/>
    public async Task<Outcome<CheckpointList>> Handle(ListCheckpoints request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<ListedCheckpoint> listed = [];
        foreach (var signed in await Last(checkpoints, Math.Clamp(request.Take, 1, ListCheckpoints.TakeMax), cancellationToken))
        {
            var newest = signed.Size > 0 ? await journal.At(signed.Size - 1, cancellationToken) : null;
            listed.Add(new(signed, newest is null ? null : RecordedCodec.Read(newest).RecordedTime, (await stamps.Stamp(signed.Size, cancellationToken))?.Time));
        }
        return new CheckpointList(log.Key, [.. journal.Origins.All.Select(origin => origin.Name)], listed);
    }

    /// <summary>The newest so many, newest first. The list is read by size, so it is looked for further and further back.</summary>
    internal static async ValueTask<IReadOnlyList<SignedCheckpoint>> Last(ICheckpoints checkpoints, int take, CancellationToken cancel)
    {
        if (await checkpoints.Newest(cancel) is not { } newest) return [];
        for (long back = take; ; back *= Widening)
        {
            var (from, last) = (Math.Max(0, newest.Size - back), new Queue<SignedCheckpoint>());
            await foreach (var signed in checkpoints.All(from, cancel))
            {
                last.Enqueue(signed);
                if (last.Count > take) last.Dequeue();
            }
            if (last.Count >= take || from == 0) return [.. last.Reverse()];
        }
    }
}
