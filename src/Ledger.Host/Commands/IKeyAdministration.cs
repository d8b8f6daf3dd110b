using Ledger.Access;
using Ledger.Host.Remote;
using Ledger.Host.Server.Endpoints;

namespace Ledger.Host.Commands;

/// <summary>A key as it is shown, this once.</summary>
sealed record ShownKey(string Key, KeyDocument Item);

/// <summary>What the command line does with keys, wherever the ledger is.</summary>
interface IKeyAdministration : IAsyncDisposable
{
    Task<Outcome<IReadOnlyList<KeyDocument>>> List(CancellationToken cancel);

    Task<Outcome<ShownKey>> Issue(KeyWish wish, CancellationToken cancel);

    Task<Outcome<ShownKey>> Rotate(string prefix, int graceSeconds, CancellationToken cancel);

    Task<Outcome<KeyDocument>> Revoke(string prefix, string reason, CancellationToken cancel);

    static async Task<IKeyAdministration> Open(Session session)
    {
        if (session.Remote() is { } http) return new RemoteKeys(http);
        var ledger = await session.Open();
        try
        {
            await ledger.Get<ApiKeyDesk>().Settle(session.Cancel);
            return new FolderKeys(ledger, session.Settings.Actor, session.Clock);
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The keys of a data folder.</summary>
sealed class FolderKeys(EmbeddedLedger ledger, Actor actor, TimeProvider clock) : IKeyAdministration
{
    public async Task<Outcome<IReadOnlyList<KeyDocument>>> List(CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ListApiKeys(actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<KeyDocument>>([.. outcome.Value.Select(Document)]);
    }

    public async Task<Outcome<ShownKey>> Issue(KeyWish wish, CancellationToken cancel) =>
        wish.Terms(out var terms) is { } wrong ? wrong : Shown(await ledger.Mediator.Send(new IssueApiKey(terms, wish.Ground, actor), cancel));

    public async Task<Outcome<ShownKey>> Rotate(string prefix, int graceSeconds, CancellationToken cancel) =>
        Shown(await ledger.Mediator.Send(new RotateApiKey(prefix, TimeSpan.FromSeconds(graceSeconds), actor), cancel));

    public async Task<Outcome<KeyDocument>> Revoke(string prefix, string reason, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new RevokeApiKey(prefix, reason, actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : Document(outcome.Value.Row);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    KeyDocument Document(ApiKeyRow row) => KeyDocument.Of(row, clock.GetUtcNow());

    Outcome<ShownKey> Shown(Outcome<IssuedApiKey> outcome) =>
        outcome.Refusal is { } refusal ? refusal : new ShownKey(outcome.Value.Key, Document(outcome.Value.Row));
}
