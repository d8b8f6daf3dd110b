using System.Security.Cryptography;
using System.Text;
using Ledger.Host.Terminal;
using Ledger.Migration;
using Ledger.Proofs;

namespace Ledger.Host.Migrate;

/// <summary>What a vault holds, counted; two vaults that hold the same have equal tallies, in whatever order they are read.</summary>
sealed class VaultTally
{
    readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];

    public long Persons { get; private set; }

    public long Keys { get; private set; }

    public long Destroyed { get; private set; }

    public long Contacts { get; private set; }

    public long Secrets { get; private set; }

    /// <summary>How many of anything.</summary>
    public long All => Persons + Keys + Destroyed + Contacts + Secrets;

    public void Add(VaultPage page)
    {
        foreach (var secret in page.Secrets) Mix("secret", secret.Name, secret.Bytes);
        foreach (var token in page.Tokens) Mix("token", token.Token, token.Lookup.ToArray());
        foreach (var key in page.Keys) Mix(key.Bytes is null ? $"destroyed {key.Destroyed}" : "key", key.Name.ToString(), key.Bytes ?? []);
        foreach (var contact in page.Contacts) Mix("contact", contact.Key.ToString(), contact.Lookup.ToArray());
        Secrets += page.Secrets.Count;
        Persons += page.Tokens.Count;
        var living = page.Keys.Count(key => key.Bytes is not null);
        Keys += living;
        Destroyed += page.Keys.Count - living;
        Contacts += page.Contacts.Count;
    }

    public bool Equals(VaultTally other) => _digest.AsSpan().SequenceEqual(other._digest)
        && (Persons, Keys, Destroyed, Contacts, Secrets) == (other.Persons, other.Keys, other.Destroyed, other.Contacts, other.Secrets);

    void Mix(string kind, string name, byte[] bytes)
    {
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{kind}\0{name}\0"), .. bytes]);
        for (var at = 0; at < hash.Length; at++) _digest[at] ^= hash[at];
    }
}

/// <summary>Copies a key vault, whose keys are in memory only in between, a page of them at a time.</summary>
sealed class VaultMove(IMovableVault from, Func<string, Progress> progress)
{
    const string Probe = "migration-probe";

    /// <summary>Fills an empty vault, or one that an attempt before has filled in part, under the turn it is; answers what there is.</summary>
    public async Task<VaultTally> Run(IMovableVault to, string move, long turn, CancellationToken cancel)
    {
        to.Claim(move, turn);
        await to.Empty(cancel);
        return await Read(from, "Keys copied", page => to.Add(page, cancel), cancel);
    }

    /// <summary>
    /// Whether the other vault is this one under another address: what was put into that one is found in this one. To be asked before anything is taken out of it.
    /// </summary>
    public async Task<bool> IsSame(IMovableVault other, FillRandom random, CancellationToken cancel)
    {
        await other.RemoveSecret(Probe, cancel);   // of an attempt that was killed
        var bytes = new byte[16];
        random(bytes);
        await other.Secret(Probe, () => bytes, cancel);
        try
        {
            await foreach (var page in from.Pages(cancel))   // secrets come first
            {
                var found = page.Secrets.Any(secret => secret.Name == Probe && secret.Bytes.AsSpan().SequenceEqual(bytes));
                foreach (var secret in page.Secrets) CryptographicOperations.ZeroMemory(secret.Bytes);
                return found;
            }
            return false;
        }
        finally
        {
            await other.RemoveSecret(Probe, CancellationToken.None);
        }
    }

    /// <summary>What another vault holds.</summary>
    public Task<VaultTally> Tally(IMovableVault other, CancellationToken cancel) => Read(other, "Keys compared", static _ => ValueTask.CompletedTask, cancel);

    async Task<VaultTally> Read(IMovableVault vault, string what, Func<VaultPage, ValueTask> each, CancellationToken cancel)
    {
        using var reading = progress(what);
        var tally = new VaultTally();
        await foreach (var page in vault.Pages(cancel))
        {
            try
            {
                tally.Add(page);
                await each(page);
            }
            finally
            {
                foreach (var secret in page.Secrets) CryptographicOperations.ZeroMemory(secret.Bytes);
                foreach (var key in page.Keys) CryptographicOperations.ZeroMemory(key.Bytes);
            }
            reading.Report(tally.All);
        }
        return tally;
    }
}
