using Ledger.Sealing;

namespace Ledger.Migration;

/// <summary>A secret of the ledger's, unwrapped.</summary>
/// <param name="Name">Its name in the vault; <see cref="VaultForms.LookupSecret"/> is the vault's own.</param>
/// <param name="Bytes">What it is.</param>
public readonly record struct MovedSecret(string Name, byte[] Bytes);

/// <summary>A person's token.</summary>
/// <param name="Lookup">The keyed hash that finds it.</param>
/// <param name="Token">The token.</param>
public readonly record struct MovedToken(Lookup Lookup, string Token);

/// <summary>A key, unwrapped, or the name of one that was destroyed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its bytes; null where it was destroyed.</param>
/// <param name="Destroyed">Journal index of the event that destroyed it; null where it lives.</param>
public readonly record struct MovedKey(KeyName Name, byte[]? Bytes, long? Destroyed);

/// <summary>The keyed hash of a contact.</summary>
/// <param name="Key">The key the contact is sealed under.</param>
/// <param name="Lookup">Its hash.</param>
public readonly record struct MovedContact(KeyName Key, Lookup Lookup);

/// <summary>Some of what a vault keeps. It holds keys as they are: it never leaves the process, and whoever is done with it clears it.</summary>
/// <param name="Secrets">Secrets of the ledger itself.</param>
/// <param name="Tokens">Tokens of persons.</param>
/// <param name="Keys">Keys, living and destroyed.</param>
/// <param name="Contacts">Hashes of contacts whose keys live; the keys are of this page or an earlier one.</param>
public sealed record VaultPage(
    IReadOnlyList<MovedSecret> Secrets, IReadOnlyList<MovedToken> Tokens, IReadOnlyList<MovedKey> Keys, IReadOnlyList<MovedContact> Contacts)
{
    /// <summary>Nothing, to be filled by <c>with</c>.</summary>
    public static VaultPage None { get; } = new([], [], [], []);
}

/// <summary>A vault whose whole content can go to that of another engine, which wraps it under a master key of its own.</summary>
public interface IMovableVault : IKeyVault
{
    /// <summary>All it keeps, page by page: secrets with the key of lookups, tokens, keys, then contacts. To be read while nobody uses the vault.</summary>
    IAsyncEnumerable<VaultPage> Pages(CancellationToken cancel);

    /// <summary>
    /// Says which move puts pages in from here on, and which attempt at it, by the turn under which it does. One that another move or a later attempt has overtaken puts
    /// in nothing more and takes out nothing. Nothing where no other process can have the vault open.
    /// </summary>
    void Claim(string move, long turn)
    {
    }

    /// <summary>
    /// Takes out all that an attempt before has put in. From here on until it is closed the vault takes pages alone; opened anew it is that of the pages, and says that
    /// no destruction was carried out and no contact noted.
    /// </summary>
    ValueTask Empty(CancellationToken cancel);

    /// <summary>Adds what is not there yet, under this vault's own master key. Durable once it returns.</summary>
    ValueTask Add(VaultPage page, CancellationToken cancel);
}
