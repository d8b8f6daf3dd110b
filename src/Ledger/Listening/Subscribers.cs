using System.Text;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Registers;
using Ledger.Sealing;

namespace Ledger.Listening;

/// <summary>What a new webhook is to be.</summary>
/// <param name="Name">What the operator calls it: no person's name.</param>
/// <param name="Url">Where to.</param>
/// <param name="Types">The types it hears; none for all it may.</param>
/// <param name="Purposes">The purposes it hears of; none for all.</param>
/// <param name="Recipient">The registered recipient it is, who hears no events but is told what he must be told; null for a service.</param>
public sealed record SubscriberTerms(
    string Name, string Url, IReadOnlyCollection<string> Types, IReadOnlyCollection<string> Purposes, string? Recipient = null)
{
    /// <summary>The address never prints.</summary>
    public override string ToString() => Name;
}

/// <summary>A webhook and the secret that signs for it from now on, which is shown this once.</summary>
/// <param name="Row">The webhook.</param>
/// <param name="Secret">The secret (<c>whsec_...</c>).</param>
public sealed record SubscriberWithSecret(SubscriberRow Row, string Secret)
{
    /// <summary>The secret never prints.</summary>
    public override string ToString() => Row.Id;
}

/// <summary>
/// The webhooks that are subscribed. A webhook hears what a publisher hears. Addresses and secrets lie in the key vault, and leave it with their webhook; a
/// crash in between leaves one there, wrapped and unused. Changes of one webhook are not to be made concurrently.
/// </summary>
public sealed class Subscribers(IServiceTables tables, IKeyVault vault, IJournal journal, TimeProvider clock, FillRandom random, TrustedHosts trusted)
{
    /// <summary>The most webhooks, and the longest name of one.</summary>
    public const int SubscribersMax = 256, NameMax = 64;

    /// <summary>How long the secret before a rotation signs too.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromHours(24);

    const int IdBytes = 8, PageMax = 500;

    /// <summary>All of them, in the order of their ids.</summary>
    public async ValueTask<IReadOnlyList<SubscriberRow>> All(CancellationToken cancel) =>
        await tables.Query<SubscriberRow>(rows => rows.OrderBy(row => row.Id), cancel);

    /// <summary>Subscribes a webhook from the head of the ledger on; durable once it returns.</summary>
    public async ValueTask<Outcome<SubscriberWithSecret>> Add(SubscriberTerms terms, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Name.Length is 0 or > NameMax || terms.Name.Any(char.IsControl))
            return new Refusal(CodecRefusals.BadValue, $"A name has 1 to {NameMax} characters.", "$.name");
        if (EventFilter.Of(Role.Publisher, terms.Types, terms.Purposes) is var filter && filter.Refusal is { } refusal) return refusal with { Path = $"$.{refusal.Path}s" };
        if (terms.Recipient is { } recipient && await Unfit(recipient, terms, cancel) is { } no) return no;
        if (WebhookAddress.Of(terms.Url, trusted) is var address && address.Refusal is { } unfit) return unfit;
        if ((await All(cancel)).Count >= SubscribersMax) return new Refusal(ListeningRefusals.WebhooksFull, $"At most {SubscribersMax} webhooks can be subscribed.");
        var id = $"wh-{Convert.ToHexStringLower(Fresh(IdBytes))}";
        await vault.Secret(AddressName(id), () => Encoding.UTF8.GetBytes(address.Value.AbsoluteUri), cancel);
        var row = new SubscriberRow(
            id, terms.Name, string.Join(' ', filter.Value.Types), string.Join('\n', filter.Value.Purposes), Now, await journal.Count(cancel), false, 1, null,
            terms.Recipient);
        return await Signed(row, cancel);
    }

    /// <summary>A recipient whom nobody registered would never be told anything: a mistyped one must not keep silent.</summary>
    async ValueTask<Refusal?> Unfit(string recipient, SubscriberTerms terms, CancellationToken cancel)
    {
        if (terms.Types.Count + terms.Purposes.Count > 0)
            return new(CodecRefusals.BadValue, "A recipient is told what concerns it: types and purposes are for services.", "$.recipient");
        await foreach (var entry in journal.Read(Streams.Registers, 0, cancel))
            if (RecordedCodec.Read(entry).Data is RecipientRegistered registered && registered.Recipient == recipient) return null;
        return new(ListeningRefusals.RecipientUnknown, "No recipient of this id is registered.", "$.recipient");
    }

    /// <summary>Another secret signs from now on, and for a day the one before it too.</summary>
    public async ValueTask<SubscriberWithSecret> Rotate(SubscriberRow row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        var rotated = await Signed(row with { Secret = row.Secret + 1, PreviousUntil = Now + (Grace.Ticks / TimeSpan.TicksPerMicrosecond) }, cancel);
        await vault.RemoveSecret(SecretName(row.Id, row.Secret - 1), cancel);   // the one before the one that still signs for a day
        return rotated;
    }

    /// <summary>Pauses or resumes it.</summary>
    public async ValueTask<SubscriberRow> Pause(SubscriberRow row, bool paused, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        var changed = row with { Paused = paused };
        await tables.Commit([Change(changed)], cancel);
        return changed;
    }

    /// <summary>Ends it; what waited for it is dropped. False where there is none of this id.</summary>
    public async ValueTask<bool> Remove(string id, CancellationToken cancel)
    {
        if (await tables.Find<SubscriberRow>(id, cancel) is not { } row) return false;
        await tables.Commit([new(typeof(SubscriberRow), id, null), new(typeof(SubscriberProgressRow), id, null)], cancel);
        while (await tables.Query<DeliveryRow>(rows => rows.Where(row => row.Subscriber == id).Take(PageMax), cancel) is { Count: > 0 } left)
            await tables.Commit([.. left.Select(row => new RowChange(typeof(DeliveryRow), row.Key, null))], cancel);
        foreach (var name in new[] { AddressName(id), SecretName(id, row.Secret), SecretName(id, row.Secret - 1) }) await vault.RemoveSecret(name, cancel);
        return true;
    }

    /// <summary>Where a webhook is delivered. It may hold a secret: for its administrator and the delivery alone.</summary>
    public async ValueTask<string> AddressOf(string id, CancellationToken cancel) => Encoding.UTF8.GetString(await vault.Secret(AddressName(id), Missing, cancel));

    /// <summary>The secrets a webhook's deliveries are signed with, the newest first; the second only until its grace ends, and then it is destroyed.</summary>
    public async ValueTask<(byte[] Newest, byte[]? Previous)> SecretsOf(SubscriberRow row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        var newest = await vault.Secret(SecretName(row.Id, row.Secret), Missing, cancel);
        if (row.PreviousUntil > Now) return (newest, await vault.Secret(SecretName(row.Id, row.Secret - 1), Missing, cancel));
        if (row.PreviousUntil is not null) await vault.RemoveSecret(SecretName(row.Id, row.Secret - 1), cancel);
        return (newest, null);
    }

    /// <summary>The secret is durable before the row that needs it.</summary>
    async ValueTask<SubscriberWithSecret> Signed(SubscriberRow row, CancellationToken cancel)
    {
        var secret = await vault.Secret(SecretName(row.Id, row.Secret), () => Fresh(WebhookSecret.Length), cancel);
        await tables.Commit([Change(row)], cancel);
        return new(row, WebhookSecret.Show(secret));
    }

    long Now => (clock.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    byte[] Fresh(int length)
    {
        var bytes = new byte[length];
        random(bytes);
        return bytes;
    }

    static RowChange Change(SubscriberRow row) => new(typeof(SubscriberRow), row.Id, row);

    static byte[] Missing() => throw new StoreFailedException(StoreFailedException.Damaged, "The vault does not know a webhook of service.db: one of them is an older copy.");

    static string AddressName(string id) => $"webhook/{id}/address";

    static string SecretName(string id, long number) => $"webhook/{id}/secret/{number}";
}
