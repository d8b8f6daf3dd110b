using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Proofs;

/// <summary>
/// Writes one proof for many leaves (docs/bundle-format.md, "The multiproof"), from left to right in one pass and constant memory.
/// Leaves come in strictly ascending order, and <see cref="Finish"/> comes last.
/// </summary>
public sealed class MultiproofWriter
{
    /// <summary>The first line of the format.</summary>
    public const string Format = "ledger.multiproof.v1";

    readonly Stream _stream;
    readonly TileReader _tree;

    // Ranges not yet written, the leftmost on top; never deeper than the tree.
    readonly Stack<(long Lo, long Hi)> _ranges = new();
    readonly byte[] _line = new byte[128];

    /// <summary>Starts a proof about the tree and writes its head.</summary>
    public MultiproofWriter(Stream stream, TileReader tree)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tree);
        (_stream, _tree) = (stream, tree);
        stream.Write(Encoding.ASCII.GetBytes($"{Format}\nsize {tree.Size}\n"));
        if (tree.Size > 0)
        {
            _ranges.Push((0, tree.Size));
        }
    }

    /// <summary>
    /// Adds the leaf to be proven. Throws <see cref="InvalidDataException"/> where the tree holds another hash there, and
    /// <see cref="ArgumentOutOfRangeException"/> where the index does not ascend or lies outside the tree.
    /// </summary>
    public void Leaf(long index, ReadOnlySpan<byte> leafHash)
    {
        while (_ranges.TryPop(out var range))
        {
            if (index < range.Lo)
            {
                break;
            }
            if (index >= range.Hi)
            {
                WriteNode(range);
            }
            else if (range.Hi - range.Lo == 1)
            {
                WriteLeaf(index, leafHash);
                return;
            }
            else
            {
                var middle = range.Lo + MerkleTree.Split(range.Hi - range.Lo);
                _ranges.Push((middle, range.Hi));
                _ranges.Push((range.Lo, middle));
            }
        }
        throw new ArgumentOutOfRangeException(nameof(index), index, "Leaves ascend strictly and lie in the tree.");
    }

    /// <summary>Writes what lies to the right of the last leaf.</summary>
    public void Finish()
    {
        while (_ranges.TryPop(out var range))
        {
            WriteNode(range);
        }
    }

    void WriteNode((long Lo, long Hi) range)
    {
        Utf8.TryWrite(_line, $"node {range.Lo} {range.Hi} ", out var written);
        WriteHash(written, _tree.SubtreeHash(range.Lo, range.Hi));
    }

    void WriteLeaf(long index, ReadOnlySpan<byte> leafHash)
    {
        if (!leafHash.SequenceEqual(_tree.SubtreeHash(index, index + 1)))
        {
            throw new InvalidDataException($"The entry at index {index} is not the one the tree holds.");
        }
        Utf8.TryWrite(_line, $"leaf {index} ", out var written);
        WriteHash(written, leafHash);
    }

    void WriteHash(int at, ReadOnlySpan<byte> hash)
    {
        Base64.EncodeToUtf8(hash, _line.AsSpan(at), out _, out var written);
        _line[at + written] = (byte)'\n';
        _stream.Write(_line, 0, at + written + 1);
    }
}
