using System.Collections.Concurrent;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Access;

/// <summary>
/// The API keys of a ledger, all in memory: asking for one reads no disk, and a key that was taken back opens nothing from that moment on. A key is
/// shown once, when it is made; kept is its SHA-256. Safe for concurrent use, by one process.
/// </summary>
public sealed class ApiKeys(IServiceTables tables, TimeProvider clock, FillRandom random) : IDisposable
{
    volatile ConcurrentDictionary<string, KnownKey>? _known;

    /// <summary>Held by whoever changes keys: a change is read, decided and written by one at a time.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    internal long Now => Moment(clock.GetUtcNow());

    /// <summary>Whom a key stands for; null where it is none of ours, has ended or was taken back.</summary>
    public async ValueTask<(Actor Actor, ApiKeyRow Key)?> Identify(string key, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (ApiKeyText.PrefixOf(key) is not { } prefix) return null;
        if (!(_known ?? await Load(cancel)).TryGetValue(prefix, out var known) || !known.IsOf(key)) return null;
        var now = Now;
        if (known.Actor is not { } actor || !known.Row.Works(now)) return null;
        known.Use(now);
        return (actor, known.Row);
    }

    /// <summary>
    /// Whether a key that was shown before, and stood on these terms then, works still and stands on the same: for whoever need not show it each time. That counts as a use.
    /// </summary>
    public async ValueTask<bool> StillHolds(ApiKeyRow shown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (!(_known ?? await Load(cancel)).TryGetValue(shown.Prefix, out var known) || !IsSame(known.Row, shown)) return false;
        known.Use(Now);
        return true;
    }

    /// <summary>Whether it works still, as far as this process knows; asking so is no use of it.</summary>
    public bool Holds(ApiKeyRow shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return _known is { } all && all.TryGetValue(shown.Prefix, out var known) && IsSame(known.Row, shown);
    }

    /// <summary>Told after keys were made, replaced or taken back, on the thread that did it: whoever hangs on one looks anew.</summary>
    public event Action? Changed;

    /// <summary>Every key there was, oldest first.</summary>
    public async ValueTask<IReadOnlyList<ApiKeyRow>> All(CancellationToken cancel) =>
        [.. (_known ?? await Load(cancel)).Values.Select(known => known.Current).OrderBy(row => row.Created).ThenBy(row => row.Prefix, StringComparer.Ordinal)];

    /// <summary>Writes when keys were used last. Nobody waits for it; what a crash takes of it is at most what came since.</summary>
    public async ValueTask WriteUses(CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        try
        {
            var used = (_known?.Values ?? []).Where(known => known.Current != known.Row).Select(known => known.Current).ToArray();
            if (used.Length > 0) await Put(cancel, used);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Gate.Dispose();

    /// <summary>A working key that the journal says nothing of: <see cref="ApiKeyDesk"/> records it first.</summary>
    internal async ValueTask<string> Issue(ApiKeyTerms terms, CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        try
        {
            var (key, row) = New(terms);
            await Put(cancel, row with { State = ApiKeyStates.Living });
            return key;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A new key and its row, pending and not yet kept.</summary>
    internal (string Key, ApiKeyRow Row) New(ApiKeyTerms terms)
    {
        var (prefix, key) = ApiKeyText.New(random);
        return (key, new(
            prefix, Convert.ToHexStringLower(ApiKeyText.Hash(key)), terms.Name, Roles.NameOf(terms.Role), Joined(terms.Sources, ' '), Joined(terms.Types, ' '),
            string.Join('\n', terms.Inquiries), terms.Rate, Now, terms.Expires is { } expires ? Moment(expires) : null, null, null, ApiKeyStates.Pending, terms.OwnLinks));
    }

    /// <summary>Keeps the rows, all or none, durable once it returns, and known from then on. Behind <see cref="Gate"/>.</summary>
    internal async ValueTask Put(CancellationToken cancel, params ApiKeyRow[] rows)
    {
        var known = _known ?? await LoadAlone(cancel);
        await tables.Commit([.. rows.Select(row => new RowChange(typeof(ApiKeyRow), row.Prefix, row))], cancel);
        foreach (var row in rows) known.AddOrUpdate(row.Prefix, _ => new(row), (_, before) => before.With(row));
        Changed?.Invoke();
    }

    /// <summary>Drops a key that never worked. Behind <see cref="Gate"/>.</summary>
    internal async ValueTask Drop(ApiKeyRow row, CancellationToken cancel)
    {
        await tables.Commit([new(typeof(ApiKeyRow), row.Prefix, null)], cancel);
        (_known ?? await LoadAlone(cancel)).TryRemove(row.Prefix, out _);
    }

    internal static long Moment(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    async ValueTask<ConcurrentDictionary<string, KnownKey>> Load(CancellationToken cancel)
    {
        await Gate.WaitAsync(cancel);
        try
        {
            return _known ?? await LoadAlone(cancel);
        }
        finally
        {
            Gate.Release();
        }
    }

    async ValueTask<ConcurrentDictionary<string, KnownKey>> LoadAlone(CancellationToken cancel)
    {
        var rows = await tables.Query<ApiKeyRow>(rows => rows, cancel);
        return _known = new(rows.Select(row => KeyValuePair.Create(row.Prefix, new KnownKey(row))), StringComparer.Ordinal);
    }

    bool IsSame(ApiKeyRow row, ApiKeyRow shown) =>
        row.Works(Now) && (row.Sha256, row.Name, row.Role, row.Inquiries) == (shown.Sha256, shown.Name, shown.Role, shown.Inquiries);

    static string? Joined(IReadOnlyList<string>? texts, char between) => texts is null ? null : string.Join(between, texts);
}
