using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Proofs;

namespace Ledger.Backups;

/// <summary>One line of a list of tombstones: a stored event that destroyed keys, and the proof that it stands in the log.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Previous">The index of the tombstone before it; -1 for the first.</param>
/// <param name="Event">The stored bytes. They name tokens and keys, and hold no personal value.</param>
/// <param name="Proof">Its C2SP tlog-proof.</param>
public sealed record Tombstone(long Index, long Previous, ReadOnlyMemory<byte> Event, string Proof)
{
    /// <summary>The longest line: an event of the largest size, escaped, and its proof.</summary>
    public const int LineMax = 1 << 20;

    static readonly JsonSerializerOptions Exact = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line, with its line feed.</summary>
    public byte[] ToLine() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new Line(Index, Previous, Encoding.UTF8.GetString(Event.Span), Proof), Exact), (byte)'\n'];

    /// <summary>Reads a line without its line feed; null where it is none.</summary>
    public static Tombstone? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Exact) is { } read ? new(read.Index, read.Previous, Encoding.UTF8.GetBytes(read.Event), read.Proof) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether this log's key signed a checkpoint under which exactly this event stands at its index.</summary>
    public bool IsProven(VerifierKey key) =>
        TlogProof.Parse(Proof) is { } proof && proof.Index == Index && proof.Verify(MerkleTree.LeafHash(Event.Span), key) is not null;

    sealed record Line(long Index, long Previous, string Event, string Proof);
}
