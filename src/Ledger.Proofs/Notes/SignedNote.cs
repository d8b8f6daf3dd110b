using System.Text;

namespace Ledger.Proofs;

/// <summary>What the signature lines of a note say about one key.</summary>
public enum SignatureCheck
{
    /// <summary>The key signed this text.</summary>
    Verified,

    /// <summary>No line is of this key's name and id.</summary>
    NotSigned,

    /// <summary>A line claims this key, and its signature is not the key's over this text.</summary>
    Wrong,
}

/// <summary>A C2SP signed note: text and signature lines. Lines of unknown keys are kept out of every judgement.</summary>
public sealed class SignedNote
{
    const int NoteMax = 1 << 20, SignaturesMax = 100;

    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly IReadOnlyList<(string Name, byte[] Signature)> _signatures;

    SignedNote(string text, IReadOnlyList<(string Name, byte[] Signature)> signatures) => (Text, _signatures) = (text, signatures);

    /// <summary>The signed text, with its last line feed. Not to be believed before <see cref="Check"/> says Verified.</summary>
    public string Text { get; }

    /// <summary>Reads a note (signed-note, "Format"), or returns null where it is malformed in any line.</summary>
    public static SignedNote? Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Length > NoteMax || !note.EndsWith('\n') || !IsNoteText(note))
        {
            return null;
        }
        var separator = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (separator < 0 || separator + 2 == note.Length)
        {
            return null;
        }
        var signatures = new List<(string, byte[])>();
        foreach (var line in note[(separator + 2)..^1].Split('\n'))
        {
            if (signatures.Count == SignaturesMax || ParseLine(line) is not { } signature)
            {
                return null;
            }
            signatures.Add(signature);
        }
        return new SignedNote(note[..(separator + 1)], signatures);
    }

    /// <summary>Whether the key signed the text; every line of this key must be right (signed-note, "Signatures").</summary>
    public SignatureCheck Check(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var id = Convert.FromHexString(key.KeyId);
        var ours = _signatures.Where(line => line.Name == key.Name && line.Signature.AsSpan().StartsWith(id)).ToList();
        var text = Utf8.GetBytes(Text);
        return ours.Count == 0 ? SignatureCheck.NotSigned
            : ours.TrueForAll(line => key.Verify(text, line.Signature.AsSpan(id.Length))) ? SignatureCheck.Verified
            : SignatureCheck.Wrong;
    }

    /// <summary>Valid Unicode, and no control character below U+0020 but the line feed.</summary>
    internal static bool IsNoteText(string text)
    {
        try
        {
            Utf8.GetByteCount(text);
            return !text.Any(c => c < ' ' && c != '\n');
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    static (string Name, byte[] Signature)? ParseLine(string line)
    {
        var parts = line.Split(' ');
        return parts is ["\u2014", var name, var base64] && VerifierKey.IsName(name)
            && StrictBase64.Decode(base64.AsSpan()) is { Length: > 4 } signature ? (name, signature) : null;
    }
}
