using System.Runtime.CompilerServices;
using Ledger.Migration;
using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <content>Going to the vault of another engine, and coming from one.</content>
public sealed partial class SqliteKeyVault
{
    const int PageRows = 5000;

    /// <inheritdoc/>
    public async IAsyncEnumerable<VaultPage> Pages([EnumeratorCancellation] CancellationToken cancel)
    {
        await Commit(cancel);
        yield return VaultPage.None with { Secrets = Reading(() => _file.Secrets().ConvertAll(kept => new MovedSecret(kept.Name, Opened(VaultForms.SecretName(kept.Name), kept.Wrapped)))) };
        foreach (var page in All(_file.Tokens, cancel)) yield return VaultPage.None with { Tokens = page };
        foreach (var page in All(_file.Keys, cancel))
            yield return VaultPage.None with
            {
                Keys = page.ConvertAll(kept => new MovedKey(kept.Name, kept.Destroyed is null ? Opened(kept.Name.ToString(), kept.Wrapped) : null, kept.Destroyed)),
            };
        foreach (var page in All(_file.ContactsOfLiving, cancel)) yield return VaultPage.None with { Contacts = page };
    }

    /// <inheritdoc/>
    public ValueTask Empty(CancellationToken cancel) => Write(() =>
    {
        _file.Empty();
        _file.Truncate();
    }, cancel);

    /// <inheritdoc/>
    public ValueTask Add(VaultPage page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Write(() => _file.InTransaction(() =>
        {
            foreach (var secret in page.Secrets) _file.Put(secret.Name, Wrapped(VaultForms.SecretName(secret.Name), secret.Bytes));
            foreach (var token in page.Tokens) _file.Add(new NewToken(token.Lookup, token.Token));
            foreach (var key in page.Keys)
            {
                if (key.Bytes is { } bytes) _file.Add(new NewKey(key.Name, Wrapped(key.Name.ToString(), bytes)));
                else _file.AddDestroyed(key.Name, key.Destroyed!.Value);
            }
            foreach (var contact in page.Contacts) _file.Add(new NewContact(contact.Key, contact.Lookup));
        }), cancel);
    }

    IEnumerable<List<TRow>> All<TRow>(Func<long, int, (List<TRow> Rows, long Last)> page, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            cancel.ThrowIfCancellationRequested();
            List<TRow> rows;
            var from = after;
            lock (_gate) (rows, after) = Reading(() => page(from, PageRows));
            if (rows.Count > 0) yield return rows;
            if (rows.Count < PageRows) yield break;
        }
    }

    byte[] Opened(string name, byte[] wrapped)
    {
        lock (_gate) return _master.Unwrap(name, wrapped) ?? throw Damaged();
    }

    byte[] Wrapped(string name, byte[] bytes)
    {
        lock (_gate) return _master.Wrap(name, bytes);
    }
}
