using System.Security.Cryptography;
using System.Text;

namespace Ledger.Proofs;

/// <summary>Signs notes (C2SP signed-note) with an ECDSA P-256 key. The key stays the caller's to dispose.</summary>
public sealed class NoteSigner
{
    readonly ECDsa _key;

    /// <summary>A signer of this name, which for a log is its origin. Throws where the name is not a key name or the curve not P-256.</summary>
    public NoteSigner(string name, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        var vkey = new VerifierKey(name, key.ExportSubjectPublicKeyInfo()).ToString();
        VerifierKey = VerifierKey.Parse(vkey) ?? throw new ArgumentException("Needs a key name without spaces or plus, and a P-256 key.", nameof(name));
    }

    /// <summary>The public half.</summary>
    public VerifierKey VerifierKey { get; }

    /// <summary>The signed note: the text (which ends in a line feed), an empty line and one signature line.</summary>
    public string Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n') || !SignedNote.IsNoteText(text))
        {
            throw new ArgumentException("A note's text ends in a line feed and holds no other control character.", nameof(text));
        }
        var signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] line = [.. Convert.FromHexString(VerifierKey.KeyId), .. signature];
        return $"{text}\n\u2014 {VerifierKey.Name} {Convert.ToBase64String(line)}\n";
    }
}
