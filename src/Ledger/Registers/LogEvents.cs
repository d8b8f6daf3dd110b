using Ledger.Journal;

namespace Ledger.Registers;

/// <summary>What happens to the log itself.</summary>
public abstract record LogEvent : IEventData;

/// <summary>This log goes on where another one stopped: a restore or migration that does not hold the newest checkpoint.</summary>
/// <param name="PreviousOrigin">The other log's name.</param>
/// <param name="Checkpoint">Its newest known checkpoint, as a signed note.</param>
public sealed record LogContinued([Text(256)] string PreviousOrigin, [Text(4096)] string Checkpoint) : LogEvent;

/// <summary>The log signs with another key from now on.</summary>
/// <param name="Fingerprint">SHA-256 of the new key's SPKI.</param>
public sealed record LogKeyRotated([Sha256] string Fingerprint) : LogEvent;
