using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// One entry's proof that can be checked offline (C2SP tlog-proof): its index, its audit path and the checkpoint note of the tree.
/// The extra bytes are the application's, and are not authenticated.
/// </summary>
public sealed class TlogProof
{
    const string Header = "c2sp.org/tlog-proof@v1";
    const int HashesMax = 63;

    /// <summary>A proof for the entry at an index; <paramref name="note"/> is the signed checkpoint.</summary>
    public TlogProof(long index, IReadOnlyList<byte[]> hashes, string note, byte[]? extra = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        (Index, Hashes, Note) = (index, hashes, note);
        if (extra is not null)
        {
            Extra = extra;
        }
    }

    /// <summary>The entry's index, from zero.</summary>
    public long Index { get; }

    /// <summary>The audit path, from the leaf's sibling up.</summary>
    public IReadOnlyList<byte[]> Hashes { get; }

    /// <summary>The signed checkpoint, verbatim.</summary>
    public string Note { get; }

    /// <summary>Opaque bytes, or null.</summary>
    public ReadOnlyMemory<byte>? Extra { get; }

    /// <summary>Reads a proof, or returns null where any line but those of the note is malformed; the note is read by Verify.</summary>
    public static TlogProof? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }
        var lines = new Queue<string>(text[..end].Split('\n'));
        if (lines.Dequeue() != Header)
        {
            return null;
        }
        byte[]? extra = null;
        if (lines.TryPeek(out var second) && second.StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = StrictBase64.Decode(lines.Dequeue().AsSpan(6));
            if (extra is null)
            {
                return null;
            }
        }
        if (!lines.TryDequeue(out var third) || !third.StartsWith("index ", StringComparison.Ordinal)
            || DecimalText.Parse(Encoding.UTF8.GetBytes(third[6..])) is not { } index || lines.Count > HashesMax)
        {
            return null;
        }
        var hashes = lines.Select(line => StrictBase64.Decode(line, MerkleTree.HashLength)).ToList();
        return hashes.Contains(null) ? null : new TlogProof(index, hashes!, text[(end + 2)..], extra);
    }

    /// <summary>The checkpoint under which the leaf is proven to stand at the index, signed by the key; null where it is not.</summary>
    public Checkpoint? Verify(ReadOnlySpan<byte> leafHash, VerifierKey key) =>
        Checkpoint.Open(Note, key) is { } checkpoint
        && InclusionProof.Verify(Index, checkpoint.Size, leafHash, Hashes, checkpoint.Root.Span) ? checkpoint : null;

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
        {
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        }
        text.Append("index ").Append(Index).Append('\n');
        foreach (var hash in Hashes)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }
        return text.Append('\n').Append(Note).ToString();
    }
}
