namespace Ledger.Proofs;

/// <summary>One event of a certificate: its place in the log and its stored bytes.</summary>
public sealed record CertifiedEvent(long Index, ReadOnlyMemory<byte> Bytes);

/// <summary>An event that destroyed keys: its full type, when it happened, its reason as recorded, and the names of the keys.</summary>
public sealed record KeyErasure(long Index, string Type, string Time, string Reason, IReadOnlyList<string> Keys);

/// <summary>A sealed field that became unreadable: the event's index, the field's JSON Pointer (RFC 6901) and the name of the key that went.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record UnreadableField(long Index, string Pointer, string Key);

/// <summary>A key that no event shown destroyed, and how many sealed fields shown are under it.</summary>
public sealed record RemainingKey(string Key, long Fields);

/// <summary>A system: the events by which data came into it, its reports of destruction, and the categories it has not reported since.</summary>
public sealed record SystemAccount(string System, IReadOnlyList<long> Gathered, IReadOnlyList<long> Destroyed, IReadOnlyList<string> Outstanding);

/// <summary>A system that copies others: the event that registered it so, and the systems it copies.</summary>
public sealed record CopyingSystem(long Index, string System, IReadOnlyList<string> Of);

/// <summary>A recipient: the disclosures to it, the notices to it that the data is gone or must go, and of these the ones it acknowledged.</summary>
public sealed record RecipientAccount(string Recipient, IReadOnlyList<long> Disclosed, IReadOnlyList<long> Told, IReadOnlyList<long> Acknowledged);

/// <summary>An act of destruction: its reference and the reports that name it.</summary>
public sealed record ActAccount(string Act, IReadOnlyList<long> Reports);

/// <summary>A copy of the key vault that was taken before the last keys went: when it is to be destroyed at the latest (null: no day is set), and the event that says it was.</summary>
public sealed record VaultBackup(string Backup, long Taken, string? ExpiresAt, long? Removed);
