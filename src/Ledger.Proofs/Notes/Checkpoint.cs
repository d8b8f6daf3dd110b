using System.Globalization;
using System.Text;

namespace Ledger.Proofs;

/// <summary>A tree head (C2SP tlog-checkpoint): which log, how many leaves, which root (32 bytes).</summary>
public sealed class Checkpoint
{
    /// <summary>Throws where the origin is empty or not one line, the size negative, or the root not 32 bytes.</summary>
    public Checkpoint(string origin, long size, byte[] root)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(root.Length, MerkleTree.HashLength, nameof(root));
        if (origin.Contains('\n', StringComparison.Ordinal) || !SignedNote.IsNoteText(origin))
        {
            throw new ArgumentException("An origin is one line of text.", nameof(origin));
        }
        (Origin, Size, Root) = (origin, size, root);
    }

    /// <summary>The log's unique name.</summary>
    public string Origin { get; }

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>RFC 6962 root of the first <see cref="Size"/> leaves.</summary>
    public ReadOnlyMemory<byte> Root { get; }

    /// <summary>
    /// Reads the text of a checkpoint note, or returns null: decimals have one spelling, base64 is canonical. Extension lines must
    /// not be empty and are otherwise ignored.
    /// </summary>
    public static Checkpoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n') || !SignedNote.IsNoteText(text))
        {
            return null;
        }
        var lines = text[..^1].Split('\n');
        return lines.Length >= 3 && !lines.Contains("") && DecimalText.Parse(Encoding.UTF8.GetBytes(lines[1])) is { } size
            && StrictBase64.Decode(lines[2], MerkleTree.HashLength) is { } root ? new Checkpoint(lines[0], size, root) : null;
    }

    /// <summary>The checkpoint of a note this key signed under its own name as origin; null for anything else.</summary>
    public static Checkpoint? Open(string note, VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return SignedNote.Parse(note) is { } parsed && parsed.Check(key) == SignatureCheck.Verified
            && Parse(parsed.Text) is { } checkpoint && checkpoint.Origin == key.Name ? checkpoint : null;
    }

    /// <summary>The note text, three lines, to be signed.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");
}
