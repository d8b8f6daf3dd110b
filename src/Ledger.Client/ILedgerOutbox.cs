namespace Ledger.Client;

/// <summary>The outbox as seen by whoever looks after it.</summary>
public interface ILedgerOutbox
{
    /// <summary>How it stands now.</summary>
    OutboxState State { get; }

    /// <summary>Waits until nothing enqueued before is left to be sent.</summary>
    Task DrainAsync(CancellationToken cancellationToken = default);

    /// <summary>What the ledger refused and was set aside, oldest first.</summary>
    /// <exception cref="LedgerOutboxException">The outbox cannot be read.</exception>
    Task<IReadOnlyList<RefusedEvent>> RefusedAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a refused event at the end of the queue again, with the same id: after a key was given its rights, say. False where there is none.</summary>
    Task<bool> RetryAsync(long number, CancellationToken cancellationToken = default);

    /// <summary>Removes a refused event for good. False where there is none.</summary>
    Task<bool> DiscardAsync(long number, CancellationToken cancellationToken = default);
}

/// <summary>How the outbox stands.</summary>
/// <param name="Waiting">Events still to be sent.</param>
/// <param name="Refused">Events set aside.</param>
/// <param name="Bytes">Bytes of both, sealed.</param>
/// <param name="Setback">Why sending does not get on at the moment, in words without personal values; null while it does.</param>
public sealed record OutboxState(long Waiting, long Refused, long Bytes, string? Setback);

/// <summary>An event of the outbox that the ledger refused. It stays in the outbox, sealed, until it is discarded or sent again.</summary>
/// <param name="Number">Its number in the outbox.</param>
/// <param name="Id">The publication's id.</param>
/// <param name="Code">The refusal's stable code.</param>
/// <param name="Path">The JSON path of the place in the event, or null.</param>
public sealed record RefusedEvent(long Number, string Id, string Code, string? Path);
