using System.Globalization;
using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// Copies a vault that is in use, row by row. Its tables are only ever appended to and overwritten in place, so a copy that took some seconds is a vault as
/// it might have stood: keys of events recorded meanwhile may be missing, keys destroyed meanwhile may be there, marked as destroyed or not. Hashes of
/// contacts are left out: whoever opens the copy with a journal notes what can still be read then.
/// </summary>
sealed class VaultCopy(Database from, Database to)
{
    const int PageRows = 5000, AttemptsMax = 5;

    long _done, _rows;

    /// <summary>Copies all; again where the master key was replaced meanwhile, since half of it would then be under either.</summary>
    public void Run(Action<long, long> progress, CancellationToken cancel)
    {
        VaultFile.MakeTables(to, contactsNoted: false);
        to.Execute("PRAGMA secure_delete=ON");
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var under = LookupKey();
            CopyAll(progress, cancel);
            if (under.AsSpan().SequenceEqual(LookupKey()))
            {
                to.InTransaction(Finish);
                return;
            }
            to.Execute("DELETE FROM destroyed; DELETE FROM keys; DELETE FROM tokens; DELETE FROM secrets");
        }
        throw new IOException("The master key is replaced again and again: the vault could not be copied.");
    }

    /// <summary>What was destroyed while it was copied goes here, too; and the header says whose file it is.</summary>
    void Finish()
    {
        to.Execute("UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE id IN (SELECT id FROM destroyed)");
        to.Execute($"PRAGMA application_id={VaultFile.File("").ApplicationId}; PRAGMA user_version={VaultFile.File("").Version}");
    }

    void CopyAll(Action<long, long> progress, CancellationToken cancel)
    {
        // First how far destructions had been carried out: later ones may have missed rows that were copied before.
        to.Execute(string.Create(CultureInfo.InvariantCulture,
            $"UPDATE meta SET value = {from.Number("SELECT value FROM meta WHERE name = 'destroyed-up-to'")} WHERE name = 'destroyed-up-to'"));
        _rows = from.Number("SELECT (SELECT coalesce(max(id), 0) FROM keys) + (SELECT coalesce(max(id), 0) FROM tokens)");
        _done = 0;
        Copy("secrets", "id, name, wrapped", (row, insert) => insert.Bind(1, row.Int64(0)).Bind(2, row.Text(1)).Bind(3, row.Blob(2)), progress, cancel);
        Copy("tokens", "id, lookup, token", (row, insert) => insert.Bind(1, row.Int64(0)).Bind(2, row.Blob(1)).Bind(3, row.Blob(2)), progress, cancel);
        Copy("keys", "id, owner, class, category, generation, wrapped", (row, insert) => insert.Bind(1, row.Int64(0)).Bind(2, row.Text(1)).Bind(3, row.Int64(2))
            .Bind(4, row.Text(3)).Bind(5, row.Int64(4)).Bind(6, row.Blob(5)), progress, cancel);
        Copy("destroyed", "id, event", (row, insert) => insert.Bind(1, row.Int64(0)).Bind(2, row.Int64(1)), progress, cancel);
        // One destroyed after the keys were read, and made after that, has no row here: it needs none.
        to.Execute("DELETE FROM destroyed WHERE id NOT IN (SELECT id FROM keys)");
    }

    void Copy(string table, string columns, Func<Statement, Statement, Statement> bind, Action<long, long> progress, CancellationToken cancel)
    {
        using var page = from.Once($"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT {PageRows}");
        using var insert = to.Once($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", columns.Split(',').Select(_ => "?"))})");
        for (long last = 0, count = PageRows; count == PageRows;)
        {
            cancel.ThrowIfCancellationRequested();
            (var after, count) = (last, 0);
            to.InTransaction(() =>
            {
                page.Bind(1, after);
                while (page.Step())
                {
                    bind(page, insert).Run();
                    last = page.Int64(0);
                    count++;
                }
            });
            progress(Math.Min(_done += count, _rows), _rows);
        }
    }

    byte[] LookupKey()
    {
        using var find = from.Once("SELECT wrapped FROM secrets WHERE name = ?");
        var key = find.Bind(1, VaultForms.LookupSecret).Step() ? find.Blob(0).ToArray() : [];
        find.Reset();
        return key;
    }
}
