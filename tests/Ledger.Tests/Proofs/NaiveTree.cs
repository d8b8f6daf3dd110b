using System.Security.Cryptography;
using System.Text;

namespace Ledger.Tests.Proofs;

/// <summary>RFC 6962, section 2.1, transcribed formula by formula: slow, and plainly right. The product is compared with it.</summary>
internal sealed class NaiveTree(IReadOnlyList<byte[]> leafHashes)
{
    readonly Dictionary<(int Lo, int Hi), byte[]> _known = [];

    internal static NaiveTree OfSize(int size) => new([.. Enumerable.Range(0, size).Select(n => Leaf($"entry {n}"))]);

    internal static byte[] Leaf(string entry) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(entry)]);

    internal int Size => leafHashes.Count;

    internal byte[] this[int index] => leafHashes[index];

    internal byte[] Root() => Mth(0, Size);

    internal byte[] Mth(int lo, int hi) => _known.TryGetValue((lo, hi), out var hash) ? hash : _known[(lo, hi)] = (hi - lo) switch
    {
        0 => SHA256.HashData(Array.Empty<byte>()),
        1 => leafHashes[lo],
        var n => SHA256.HashData([1, .. Mth(lo, lo + K(n)), .. Mth(lo + K(n), hi)]),
    };

    internal IEnumerable<byte[]> Path(int m, int lo, int hi)
    {
        var n = hi - lo;
        return n == 1 ? []
            : m < K(n) ? [.. Path(m, lo, lo + K(n)), Mth(lo + K(n), hi)]
            : [.. Path(m - K(n), lo + K(n), hi), Mth(lo, lo + K(n))];
    }

    internal IEnumerable<byte[]> SubProof(int m, int lo, int hi, bool whole)
    {
        var n = hi - lo;
        return m == n ? whole ? [] : [Mth(lo, hi)]
            : m <= K(n) ? [.. SubProof(m, lo, lo + K(n), whole), Mth(lo + K(n), hi)]
            : [.. SubProof(m - K(n), lo + K(n), hi, false), Mth(lo, lo + K(n))];
    }

    static int K(int n)
    {
        var k = 1;
        while (2 * k < n)
        {
            k *= 2;
        }
        return k;
    }
}
