using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>An event as the account of an erasure reads it. What is absent or of another shape is empty: the bytes are proved, their sense is the ledger's.</summary>
internal sealed class ErasureEvent(long index, StoredEvent stored)
{
    internal const string Registered = "ledger.subject.registered.v1", Collected = "ledger.data.collected.v1", CaseOpened = "ledger.support.case-opened.v1",
        Destroyed = "ledger.data.destroyed.v1", Disclosed = "ledger.disclosure.made.v1", Notified = "ledger.recipient.notified.v1",
        Shredded = "ledger.person.shredded.v1", Forgotten = "ledger.person.forgotten.v1", BackupTaken = "ledger.backup.taken.v1",
        BackupRemoved = "ledger.backup.removed.v1", SystemRegistered = "ledger.system.registered.v1", Exported = "ledger.report.exported.v1";

    readonly JsonElement _data = Read(stored);

    internal long Index => index;

    internal StoredEvent Stored => stored;

    internal string Type => stored.Type;

    /// <summary>Whether keys were destroyed by it, of this person's own stream.</summary>
    internal bool Erases(string person) => stored.Stream == person && stored.Type is Shredded or Forgotten;

    internal bool Has(string name) => _data.TryGetProperty(name, out _);

    internal string? Text(string name) => _data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal bool IsTrue(string name) => _data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    internal long? Number(string name) =>
        _data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    internal IReadOnlyList<string> Texts(string name) =>
        _data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    static JsonElement Read(StoredEvent stored)
    {
        using var data = JsonDocument.Parse(stored.Bytes.Slice(stored.Data.Start, stored.Data.Length));
        return data.RootElement.Clone();
    }
}
