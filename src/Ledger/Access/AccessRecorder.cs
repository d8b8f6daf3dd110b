using System.Buffers;
using System.Text.Json;
using Ledger.Intake;
using Ledger.Journal;

namespace Ledger.Access;

/// <summary>Records what becomes of keys like any command: through the publisher, decided by <see cref="AccessBook"/>.</summary>
public sealed class AccessRecorder(Publisher publisher)
{
    /// <summary>The longest ground or reason.</summary>
    public const int TextMax = 256;

    /// <summary>The source of these events.</summary>
    public const string Source = "/ledger/keys";

    /// <summary>Who acts where the ledger itself finishes something.</summary>
    static readonly Actor Ledger = new("ledger", Role.Administrator);

    /// <summary>The account has access, durably; or why that could not be recorded. Nothing is recorded of what the journal says already.</summary>
    internal async ValueTask<Refusal?> Granted(ApiKeyRow key, string ground, Actor actor, CancellationToken cancel) =>
        await Record($"granted-{key.Prefix}", new AccessGranted(key.Name, key.Role, ground, []), key.Created, actor, cancel) is { Code: not Refusals.NothingNew } refusal ? refusal : null;

    /// <summary>
    /// The account has no access any more; false where it could not be recorded now. Where the account has none, or this was recorded before a crash,
    /// there is nothing left to say.
    /// </summary>
    internal async ValueTask<bool> Revoked(ApiKeyRow key, string? reason, Actor? actor, CancellationToken cancel)
    {
        var moment = key.Revoked ?? key.Expires ?? key.Created;
        var said = reason ?? (key.Revoked is not null ? "key revoked" : key.State == ApiKeyStates.Pending ? "key never given" : "key expired");
        try
        {
            var refusal = await Record($"revoked-{key.Prefix}", new AccessRevoked(key.Name, said), moment, actor ?? Ledger, cancel);
            return refusal is null or { Code: AccessBook.AccessUnknown or Refusals.PublicationDiffers };
        }
        catch (Exception error) when (error is LedgerStoppedException or StoreFailedException or ObjectDisposedException)
        {
            return false;
        }
    }

    async ValueTask<Refusal?> Record(string id, IEventData data, long moment, Actor actor, CancellationToken cancel) =>
        (await publisher.Publish([Event(id, data, DateTimeOffset.UnixEpoch.AddTicks(moment * TimeSpan.TicksPerMicrosecond))], actor, null, cancel)).Refusal;

    static ReadOnlyMemory<byte> Event(string id, IEventData data, DateTimeOffset time)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Span<byte> moment = stackalloc byte[Instant.LengthMax];
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", Source);
            json.WriteString("type", EventCatalogue.Of(data.GetType()).FullType);
            json.WriteString("time", moment[..Instant.Format(time, moment)]);
            json.WritePropertyName("data");
            json.WriteRawValue(RecordedCodec.WriteData(data));
            json.WriteEndObject();
        }
        return bytes.WrittenMemory;
    }
}
