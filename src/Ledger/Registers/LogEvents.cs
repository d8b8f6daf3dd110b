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

/// <summary>A backup was taken. A vault's is apart and shorter-lived: while it exists, keys destroyed since could be brought back by whoever holds it.</summary>
/// <param name="Backup">Identifies it.</param>
/// <param name="Size">How many events the journal had.</param>
/// <param name="Vault">Whether the key vault was copied too.</param>
/// <param name="ExpiresAt">When the vault's copy is to be destroyed at the latest; left out where there is none.</param>
public sealed record BackupTaken(string Backup, long Size, bool Vault, DateTimeOffset? ExpiresAt = null) : LogEvent;

/// <summary>A backup's copy of the vault was destroyed.</summary>
/// <param name="Backup">Which backup.</param>
public sealed record BackupRemoved(string Backup) : LogEvent;
