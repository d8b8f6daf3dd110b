using System.Security.Cryptography;
using System.Text;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>
/// The 32-byte key under which a vault wraps its keys: AES-256-GCM with a random nonce, the wrapped key's name as associated data, so that
/// no wrapped key can stand in for another. Belongs to one thread at a time.
/// </summary>
public sealed class MasterKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    /// <summary>How much longer a wrapped key is than the key: nonce and tag.</summary>
    public const int Overhead = NonceLength + TagLength;

    const int NonceLength = 12, TagLength = 16;

    readonly AesGcm _cipher;
    readonly FillRandom _random;

    /// <summary>Takes the key; nonces come from <paramref name="random"/>.</summary>
    /// <exception cref="StoreRefusedException">The key is not 32 bytes.</exception>
    public MasterKey(ReadOnlySpan<byte> key, FillRandom random)
    {
        if (key.Length != Length) throw Missing("A master key is 32 bytes.");
        _cipher = new(key, TagLength);
        _random = random;
    }

    /// <summary>Reads a master key from text: canonical base64 of 32 bytes, white space around it ignored.</summary>
    /// <exception cref="StoreRefusedException">It is anything else. The message does not repeat it.</exception>
    public static byte[] Decode(string base64)
    {
        var key = new byte[Length + 1];
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == Length
            && Convert.ToBase64String(key, 0, Length) == base64.Trim()
            ? key[..Length]
            : throw Missing("The master key is not 32 bytes in base64.");
    }

    /// <summary>Wraps bytes under a name: nonce, ciphertext, tag.</summary>
    public byte[] Wrap(string name, ReadOnlySpan<byte> bytes)
    {
        var wrapped = new byte[bytes.Length + Overhead];
        var nonce = wrapped.AsSpan(0, NonceLength);
        _random(nonce);
        Span<byte> ciphertext = wrapped.AsSpan(NonceLength, bytes.Length), tag = wrapped.AsSpan(NonceLength + bytes.Length);
        _cipher.Encrypt(nonce, bytes, ciphertext, tag, Encoding.UTF8.GetBytes(name));
        return wrapped;
    }

    /// <summary>The bytes that were wrapped under this name, or null where they were not, or not by this key.</summary>
    public byte[]? Unwrap(string name, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < Overhead) return null;
        var bytes = new byte[wrapped.Length - Overhead];
        try
        {
            var ciphertext = wrapped[NonceLength..^TagLength];
            _cipher.Decrypt(wrapped[..NonceLength], ciphertext, wrapped[^TagLength..], bytes, Encoding.UTF8.GetBytes(name));
            return bytes;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    static StoreRefusedException Missing(string why) => new(StoreRefusedException.MasterKeyMissing, why);
}
