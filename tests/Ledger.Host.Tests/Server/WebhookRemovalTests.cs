using Ledger.Host.Server.Listening;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Server;

/// <summary>Removing a webhook while service.db takes nothing.</summary>
public sealed class WebhookRemovalTests
{
    [Test]
    public async Task A_webhook_whose_removal_failed_is_still_there_to_be_removed()
    {
        await using var served = await Served.Start();
        await using var tables = new StubbornTables();
        var ledger = served.Ledger;
        var subscribers = new Subscribers(tables, ledger.Get<IKeyVault>(), ledger.Get<IJournal>(), TimeProvider.System, ledger.Get<FillRandom>(), TrustedHosts.None);
        using var webhooks = new Webhooks(subscribers, tables, served.Service<DeliveryParts>(), NullLogger<Webhooks>.Instance);
        var id = (await webhooks.Add(new("billing", "https://example.org/", [], []), default)).Value.Row.Id;
        tables.Fails = true;
        Assert.That(async () => await webhooks.Remove(id, default), Throws.InstanceOf<StoreFailedException>());
        tables.Fails = false;
        Assert.That(await webhooks.Remove(id, default), Is.True);
        Assert.That(await tables.Query<SubscriberRow>(rows => rows, default), Is.Empty);
        Assert.That(await webhooks.Remove(id, default), Is.False);
    }

    [Test]
    public async Task A_secret_leaves_the_vault_with_its_webhook_and_once_two_others_came_after_it()
    {
        await using var served = await Served.Start();
        await using var tables = new StubbornTables();
        var (ledger, vault) = (served.Ledger, served.Ledger.Get<IKeyVault>());
        var subscribers = new Subscribers(tables, vault, ledger.Get<IJournal>(), TimeProvider.System, ledger.Get<FillRandom>(), TrustedHosts.None);
        var row = (await subscribers.Add(new("billing", "https://example.org/", [], []), default)).Value.Row;
        for (var rotation = 0; rotation < 2; rotation++) row = (await subscribers.Rotate(row, default)).Row;
        Assert.That(await IsThere(1), Is.False);
        Assert.That((await subscribers.SecretsOf(row, default)).Previous, Is.Not.Null);
        Assert.That(await subscribers.Remove(row.Id, default), Is.True);
        Assert.That((await IsThere(2), await IsThere(3), await vault.RemoveSecret($"webhook/{row.Id}/address", default)), Is.EqualTo((false, false, false)));

        ValueTask<bool> IsThere(int secret) => vault.RemoveSecret($"webhook/{row.Id}/secret/{secret}", default);
    }

    sealed class StubbornTables : IServiceTables
    {
        readonly MemoryServiceTables _inner = new();

        public bool Fails { get; set; }

        public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _inner.Find<TRow>(key, cancel);

        public ValueTask<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
            _inner.Query(query, cancel);

        public ValueTask Commit(IReadOnlyCollection<RowChange> changes, CancellationToken cancel)
        {
            if (Fails) throw new StoreFailedException(StoreFailedException.InputOutput, "The disk does not answer.");
            return _inner.Commit(changes, cancel);
        }

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
