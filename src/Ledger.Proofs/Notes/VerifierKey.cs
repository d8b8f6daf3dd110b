using System.Security.Cryptography;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// The public key that verifies a log's notes (C2SP signed-note, signature type 0x02): ECDSA P-256 over SHA-256, DER signatures. Its
/// text form is the vkey <c>name+keyid+base64(0x02 || SPKI)</c>, the key id being the first four bytes of SHA-256(SPKI).
/// </summary>
public sealed class VerifierKey
{
    internal const byte EcdsaType = 2;

    const int SpkiLength = 91;

    readonly byte[] _spki;

    internal VerifierKey(string name, byte[] spki)
    {
        (Name, _spki) = (name, spki);
        var digest = SHA256.HashData(spki);
        KeyId = Convert.ToHexStringLower(digest.AsSpan(0, 4));
        Fingerprint = Convert.ToHexStringLower(digest);
    }

    /// <summary>RFC 5480: id-ecPublicKey on secp256r1, and a bit string that holds an uncompressed point (0x04, x, y).</summary>
    static ReadOnlySpan<byte> SpkiPrefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>The key's name; a log's is its origin.</summary>
    public string Name { get; }

    /// <summary>The short id of the signature line, eight hexadecimal digits. Not a fingerprint: anyone can make a key with it.</summary>
    public string KeyId { get; }

    /// <summary>SHA-256 of the SPKI, 64 lowercase hexadecimal digits: what is published and compared.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a vkey, or returns null: a wrong id, another type or curve, or base64 that is not canonical is refused.</summary>
    public static VerifierKey? Parse(string vkey)
    {
        ArgumentNullException.ThrowIfNull(vkey);
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || StrictBase64.Decode(parts[2].AsSpan()) is not [EcdsaType, .. var spki]
            || !IsP256(spki))
        {
            return null;
        }
        var key = new VerifierKey(parts[0], spki);
        return key.KeyId == parts[1] ? key : null;
    }

    /// <summary>True when the signature (DER) is this key's over the text.</summary>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{KeyId}+{Convert.ToBase64String([EcdsaType, .. _spki])}";

    /// <summary>Names are not empty and hold no white space, no plus and no control character (signed-note, "Format").</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+')
        && Encoding.UTF8.GetByteCount(name) <= 256;

    /// <summary>One spelling only: whatever else a decoder accepts would give one key many fingerprints.</summary>
    static bool IsP256(byte[] spki)
    {
        if (spki.Length != SpkiLength || !spki.AsSpan().StartsWith(SpkiPrefix))
        {
            return false;
        }
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return true;
        }
        catch (CryptographicException)
        {
            // Not a point of the curve.
            return false;
        }
    }
}
