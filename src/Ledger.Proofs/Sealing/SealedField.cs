using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Proofs;

/// <summary>Why an opening did not open a sealed field.</summary>
public enum OpenFailure
{
    /// <summary>It opened.</summary>
    None,

    /// <summary>The key does not match the commitment: it is another field's key, or it was changed.</summary>
    WrongKey,

    /// <summary>The cipher refuses: the field was changed, or taken from another place.</summary>
    NotAuthentic,

    /// <summary>The plaintext is not a length, that much UTF-8, and zeros to a multiple of 64 bytes.</summary>
    BadPadding,
}

/// <summary>The value of an opened field, or why it did not open (then the value is null).</summary>
public readonly record struct OpenedField(OpenFailure Failure, string? Value);

/// <summary>
/// A value sealed for one place in the log (docs/bundle-format.md, "Sealed fields"): AES-256-GCM under a key derived for that place,
/// with a full commitment to the key, padded so that the length tells nothing.
/// </summary>
public sealed partial class SealedField
{
    /// <summary>The format name: the member <c>sealed</c>, and the first part of the context.</summary>
    public const string Format = "ledger.sealed.v1";

    const int NonceLength = 12, TagLength = 16, PaddingUnit = 64;

    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly byte[] _salt, _nonce, _commitment, _ciphertext;

    SealedField(string keyName, byte[] salt, byte[] nonce, byte[] commitment, byte[] ciphertext) =>
        (KeyName, _salt, _nonce, _commitment, _ciphertext) = (keyName, salt, nonce, commitment, ciphertext);

    /// <summary>The name of the category key: owner/class/category/generation.</summary>
    public string KeyName { get; }

    /// <summary>The 32-byte HKDF salt; with the category key it gives the field key.</summary>
    public ReadOnlyMemory<byte> Salt => _salt;

    /// <summary>The 32-byte commitment to the field key.</summary>
    public ReadOnlyMemory<byte> Commitment => _commitment;

    /// <summary>Seals a value for one place under its category key (32 bytes); salt and nonce come from <paramref name="random"/>.</summary>
    public static SealedField Seal(FieldContext context, ReadOnlySpan<byte> categoryKey, string value, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        if (!IsKeyName(context.KeyName))
        {
            throw new ArgumentException("A key name is owner/class/category/generation.", nameof(context));
        }
        Span<byte> encoded = stackalloc byte[1024];
        encoded = context.EncodedLength <= encoded.Length ? encoded[..context.EncodedLength] : new byte[context.EncodedLength];
        context.Encode(encoded);
        byte[] salt = new byte[FieldKey.Length], nonce = new byte[NonceLength], commitment = new byte[FieldKey.Length];
        random(salt);
        random(nonce);
        Span<byte> keys = stackalloc byte[2 * FieldKey.Length];
        Span<byte> fieldKey = keys[..FieldKey.Length], cipherKey = keys[FieldKey.Length..];
        FieldKey.Derive(encoded, categoryKey, salt, fieldKey);
        FieldKey.Commitment(fieldKey, commitment);
        FieldKey.CipherKey(fieldKey, cipherKey);
        var ciphertext = Encrypt(cipherKey, nonce, encoded, value);
        CryptographicOperations.ZeroMemory(keys);
        return new SealedField(context.KeyName, salt, nonce, commitment, ciphertext);
    }

    /// <summary>Opens the field with its key (32 bytes), in the place the context names.</summary>
    public OpenedField Open(FieldContext context, ReadOnlySpan<byte> fieldKey)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (fieldKey.Length != FieldKey.Length)
        {
            return new OpenedField(OpenFailure.WrongKey, null);
        }
        Span<byte> derived = stackalloc byte[FieldKey.Length];
        FieldKey.Commitment(fieldKey, derived);
        if (!CryptographicOperations.FixedTimeEquals(derived, _commitment))
        {
            return new OpenedField(OpenFailure.WrongKey, null);
        }
        var encoded = new byte[context.EncodedLength];
        context.Encode(encoded);
        FieldKey.CipherKey(fieldKey, derived);
        var plain = new byte[_ciphertext.Length - TagLength];
        using var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        try
        {
            cipher.Decrypt(_nonce, _ciphertext.AsSpan(0, plain.Length), _ciphertext.AsSpan(plain.Length), plain, encoded);
        }
        catch (AuthenticationTagMismatchException)
        {
            return new OpenedField(OpenFailure.NotAuthentic, null);
        }
        return Unpad(plain) is { } value
            ? new OpenedField(OpenFailure.None, value)
            : new OpenedField(OpenFailure.BadPadding, null);
    }

    static byte[] Encrypt(ReadOnlySpan<byte> key, byte[] nonce, ReadOnlySpan<byte> context, string value)
    {
        var length = Utf8.GetByteCount(value);
        // One array holds the plaintext, then in place the ciphertext, and the tag behind it.
        var sealedBytes = new byte[(sizeof(int) + length + PaddingUnit - 1) / PaddingUnit * PaddingUnit + TagLength];
        var plain = sealedBytes.AsSpan(0, sealedBytes.Length - TagLength);
        BinaryPrimitives.WriteInt32BigEndian(plain, length);
        Utf8.GetBytes(value, plain[sizeof(int)..]);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, plain, sealedBytes.AsSpan(plain.Length), context);
        return sealedBytes;
    }

    static string? Unpad(ReadOnlySpan<byte> plain)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(plain);
        if (length < 0 || length > plain.Length - sizeof(int))
        {
            return null;
        }
        // Exactly the padding the format asks for: no whole block too many, and nothing hidden in it.
        var padding = plain[(sizeof(int) + length)..];
        if (padding.Length >= PaddingUnit || padding.ContainsAnyExcept((byte)0))
        {
            return null;
        }
        try
        {
            return Utf8.GetString(plain.Slice(sizeof(int), length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
