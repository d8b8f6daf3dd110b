using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Sealing;

namespace Ledger.Postgres;

/// <content>Going to the vault of another engine, and coming from one.</content>
public sealed partial class PostgresKeyVault
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<VaultPage> Pages([EnumeratorCancellation] CancellationToken cancel)
    {
        yield return VaultPage.None with { Secrets = (await _moving.Secrets(cancel)).ConvertAll(kept => new MovedSecret(kept.Name, Opened(VaultForms.SecretName(kept.Name), kept.Wrapped))) };
        for (byte[] after = []; await _moving.Tokens(after, cancel) is { Count: > 0 } page; after = page[^1].Lookup.ToArray()) yield return VaultPage.None with { Tokens = page };
        for (var after = 0L; await _moving.Keys(after, cancel) is { Count: > 0 } page; after = page[^1].Id)
            yield return VaultPage.None with
            {
                Keys = page.ConvertAll(kept => new MovedKey(kept.Name, kept.Wrapped is { } wrapped ? Opened(kept.Name.ToString(), wrapped) : null, kept.Wrapped is null ? kept.Destroyed : null)),
            };
        for (var (lookup, key) = (Array.Empty<byte>(), 0L); await _moving.Contacts(lookup, key, cancel) is { Count: > 0 } page; (lookup, key) = (page[^1].Contact.Lookup.ToArray(), page[^1].Key))
            yield return VaultPage.None with { Contacts = page.ConvertAll(kept => kept.Contact) };
    }

    /// <inheritdoc/>
    /// <remarks>Each writing of <see cref="Empty"/> and <see cref="Add"/> looks for it in its own transaction: the turn is in another database, maybe, and its holder may have been stopped since.</remarks>
    public void Claim(string move, long turn) => _moving.Claim(move, turn);

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed, or another attempt has taken the vault over: nothing was written.</exception>
    public ValueTask Empty(CancellationToken cancel) => Write(async () => await _moving.Empty(cancel), cancel);

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed, or another attempt has taken the vault over: nothing more was written.</exception>
    public ValueTask Add(VaultPage page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Write(async () =>
        {
            if (page.Secrets.Count > 0) await _moving.AddSecrets([.. page.Secrets.Select(one => (one.Name, Wrap(VaultForms.SecretName(one.Name), one.Bytes, out _)))], cancel);
            if (page.Tokens.Count > 0) await _moving.AddTokens(page.Tokens, cancel);
            if (page.Keys.Count > 0) await _moving.AddKeys([.. page.Keys.Select(one => (one.Name, one.Bytes is { } bytes ? Wrap(one.Name.ToString(), bytes, out _) : null, one.Destroyed))], cancel);
            if (page.Contacts.Count > 0) await _moving.AddContacts(page.Contacts, cancel);
        }, cancel);
    }

    byte[] Opened(string name, byte[] wrapped) => Unwrap(name, wrapped) ?? throw Damaged();
}
