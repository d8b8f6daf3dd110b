using System.Text;

namespace Ledger.Proofs;

/// <summary>The statement in its one spelling (RFC 8785), a member at a time, so that a member that was changed can be named.</summary>
internal static class ErasureStatementText
{
    /// <summary>The members of a statement, in the order of their names.</summary>
    internal static readonly IReadOnlyList<(string Name, Action<CanonicalWriter, ErasureStatement> Write)> Members =
    [
        ("acts", (json, of) => json.Array(of.Acts, act => json.Object(() => { json.Name("act"); json.Text(act.Act); Indexes(json, "reports", act.Reports); }))),
        ("backups", (json, of) => json.Array(of.Backups, backup => Backup(json, backup))),
        ("backupsExpire", (json, of) => json.Text(of.BackupsExpire)),
        ("copies", (json, of) => json.Array(of.Copies, copy => Copy(json, copy))),
        ("erasures", (json, of) => json.Array(of.Erasures, erasure => Erasure(json, erasure))),
        ("events", (json, of) => json.Array(of.Events, one => Event(json, one.Index, one.Stored.Bytes.Span, proof: null))),
        ("known", (json, of) => json.Number(of.Known)),
        ("nonce", (json, of) => json.Text(Convert.ToBase64String(of.Nonce))),
        ("origin", (json, of) => json.Text(of.Origin)),
        ("person", (json, of) => json.Text(of.Person)),
        ("recipients", (json, of) => json.Array(of.Recipients, recipient => Recipient(json, recipient))),
        ("remaining", (json, of) => json.Array(of.Remaining, key => json.Object(() => { json.Name("fields"); json.Number(key.Fields); json.Name("key"); json.Text(key.Key); }))),
        ("systems", (json, of) => json.Array(of.Systems, system => System(json, system))),
        ("unreadable", (json, of) => json.Array(of.Unreadable, field => Unreadable(json, field))),
    ];

    internal static byte[] Write(ErasureStatement statement)
    {
        var json = new CanonicalWriter();
        json.Object(() =>
        {
            foreach (var (name, write) in Members)
            {
                json.Name(name);
                write(json, statement);
            }
        });
        return json.ToArray();
    }

    /// <summary>One member's value alone.</summary>
    internal static byte[] Write(ErasureStatement statement, Action<CanonicalWriter, ErasureStatement> member)
    {
        var json = new CanonicalWriter();
        member(json, statement);
        return json.ToArray();
    }

    /// <summary>An event: its stored bytes as a string, its index, and its proof where that belongs there.</summary>
    internal static void Event(CanonicalWriter json, long index, ReadOnlySpan<byte> bytes, string? proof)
    {
        var text = Encoding.UTF8.GetString(bytes);
        json.Object(() =>
        {
            json.Name("event");
            json.Text(text);
            json.Name("index");
            json.Number(index);
            if (proof is not null)
            {
                json.Name("proof");
                json.Text(proof);
            }
        });
    }

    static void Backup(CanonicalWriter json, VaultBackup backup) => json.Object(() =>
    {
        json.Name("backup");
        json.Text(backup.Backup);
        json.Name("expiresAt");
        json.Text(backup.ExpiresAt);
        json.Name("removed");
        json.Number(backup.Removed);
        json.Name("taken");
        json.Number(backup.Taken);
    });

    static void Copy(CanonicalWriter json, CopyingSystem copy) => json.Object(() =>
    {
        json.Name("index");
        json.Number(copy.Index);
        Texts(json, "of", copy.Of);
        json.Name("system");
        json.Text(copy.System);
    });

    static void Erasure(CanonicalWriter json, KeyErasure erasure) => json.Object(() =>
    {
        json.Name("index");
        json.Number(erasure.Index);
        Texts(json, "keys", erasure.Keys);
        json.Name("reason");
        json.Text(erasure.Reason);
        json.Name("time");
        json.Text(erasure.Time);
        json.Name("type");
        json.Text(erasure.Type);
    });

    static void Recipient(CanonicalWriter json, RecipientAccount recipient) => json.Object(() =>
    {
        Indexes(json, "acknowledged", recipient.Acknowledged);
        Indexes(json, "disclosed", recipient.Disclosed);
        json.Name("recipient");
        json.Text(recipient.Recipient);
        Indexes(json, "told", recipient.Told);
    });

    static void System(CanonicalWriter json, SystemAccount system) => json.Object(() =>
    {
        Indexes(json, "destroyed", system.Destroyed);
        Indexes(json, "gathered", system.Gathered);
        Texts(json, "outstanding", system.Outstanding);
        json.Name("system");
        json.Text(system.System);
    });

    static void Unreadable(CanonicalWriter json, UnreadableField field) => json.Object(() =>
    {
        json.Name("index");
        json.Number(field.Index);
        json.Name("key");
        json.Text(field.Key);
        json.Name("pointer");
        json.Text(field.Pointer);
    });

    static void Indexes(CanonicalWriter json, string name, IReadOnlyList<long> indexes)
    {
        json.Name(name);
        json.Array(indexes, index => json.Number(index));
    }

    static void Texts(CanonicalWriter json, string name, IReadOnlyList<string> texts)
    {
        json.Name(name);
        json.Array(texts, json.Text);
    }
}
