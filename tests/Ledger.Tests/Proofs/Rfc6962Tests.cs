using System.Text;
using System.Text.Json;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class Rfc6962Tests
{
    /// <summary>The eight entries and the roots by size of the test tree of the RFC 6962 reference implementation.</summary>
    static readonly byte[][] Entries =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], [.. Enumerable.Range(0x50, 8).Select(n => (byte)n)],
        [.. Enumerable.Range(0x60, 16).Select(n => (byte)n)],
    ];

    static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    sealed record Inclusion(ulong LeafIdx, long TreeSize, string? Root, string? LeafHash, string[]? Proof, bool WantErr);

    sealed record Consistency(long Size1, long Size2, string? Root1, string? Root2, string[]? Proof, bool WantErr);

    [Test]
    public void The_reference_tree_has_its_well_known_roots()
    {
        var frontier = new Frontier();
        Assert.That(Convert.ToHexStringLower(MerkleTree.EmptyRoot), Is.EqualTo(Roots[0]));
        Assert.That(Convert.ToHexStringLower(frontier.Root()), Is.EqualTo(Roots[0]));
        for (var n = 0; n < Entries.Length; n++)
        {
            frontier.Append(MerkleTree.LeafHash(Entries[n]));
            Assert.That(Convert.ToHexStringLower(frontier.Root()), Is.EqualTo(Roots[n + 1]));
        }
    }

    [Test]
    public void A_node_hash_is_of_both_children_in_order()
    {
        byte[] a = MerkleTree.LeafHash("a"u8), b = MerkleTree.LeafHash("b"u8);
        var expected = System.Security.Cryptography.SHA256.HashData([1, .. a, .. b]);
        Assert.That(MerkleTree.NodeHash(a, b), Is.EqualTo(expected));
        Assert.That(MerkleTree.NodeHash(b, a), Is.Not.EqualTo(expected));
        Assert.That(() => MerkleTree.NodeHash(a, b.AsSpan(1)), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void The_public_inclusion_vectors_are_judged_as_they_say()
    {
        var ran = 0;
        foreach (var file in PublicVectors.Files("rfc6962/inclusion"))
        {
            var v = Read<Inclusion>(file);
            var verdict = InclusionProof.Verify(unchecked((long)v.LeafIdx), v.TreeSize, Bytes(v.LeafHash), Bytes(v.Proof), Bytes(v.Root));
            Assert.That(verdict, Is.EqualTo(!v.WantErr), file);
            ran++;
        }
        Assert.That(ran, Is.EqualTo(98));
    }

    [Test]
    public void The_public_consistency_vectors_are_judged_as_they_say()
    {
        var ran = 0;
        foreach (var file in PublicVectors.Files("rfc6962/consistency"))
        {
            var v = Read<Consistency>(file);
            var verdict = ConsistencyProof.Verify(v.Size1, v.Size2, Bytes(v.Proof), Bytes(v.Root1), Bytes(v.Root2));
            Assert.That(verdict, Is.EqualTo(!v.WantErr), file);
            ran++;
        }
        Assert.That(ran, Is.EqualTo(98));
    }

    [Test]
    public void Hashes_of_another_length_are_refused()
    {
        var tree = NaiveTree.OfSize(2);
        byte[][] cut = [tree[1][..31]];
        Assert.That(InclusionProof.Verify(0, 2, tree[0], [tree[1]], tree.Root()), Is.True);
        Assert.That(InclusionProof.Verify(0, 2, tree[0], cut, tree.Root()), Is.False);
        Assert.That(InclusionProof.Verify(0, 2, tree[0].AsSpan(1), [tree[1]], tree.Root()), Is.False);
        Assert.That(InclusionProof.Verify(0, 2, tree[0], [null!], tree.Root()), Is.False);
        Assert.That(ConsistencyProof.Verify(1, 2, cut, tree[0], tree.Root()), Is.False);
        Assert.That(ConsistencyProof.Verify(0, 0, [], MerkleTree.EmptyRoot, MerkleTree.EmptyRoot), Is.False);
    }

    static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file, Encoding.UTF8), JsonSerializerOptions.Web)!;

    static byte[] Bytes(string? base64) => base64 is null ? [] : Convert.FromBase64String(base64);

    static byte[][] Bytes(string[]? base64) => base64 is null ? [] : [.. base64.Select(Bytes)];
}
