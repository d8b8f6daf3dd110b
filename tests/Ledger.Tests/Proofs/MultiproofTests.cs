using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class MultiproofTests
{
    [Test]
    public void It_is_the_text_the_document_shows()
    {
        var all = NaiveTree.OfSize(5);
        string B(int lo, int hi) => Convert.ToBase64String(all.Mth(lo, hi));
        var expected = $"ledger.multiproof.v1\nsize 5\nnode 0 2 {B(0, 2)}\nnode 2 3 {B(2, 3)}\nleaf 3 {B(3, 4)}\nleaf 4 {B(4, 5)}\n";
        Assert.That(Write(all, 5, 3, 4), Is.EqualTo(expected));
    }

    [Test]
    public void Every_set_of_leaves_of_every_small_tree_is_proven()
    {
        var all = NaiveTree.OfSize(9);
        for (var size = 0; size <= all.Size; size++)
        {
            for (var set = 0; set < 1 << size; set++)
            {
                int[] leaves = [.. Enumerable.Range(0, size).Where(n => (set >> n & 1) == 1)];
                var (read, reader) = Read(Write(all, size, leaves));
                Assert.That(read, Is.EqualTo(leaves.Select(n => ((long)n, Convert.ToHexString(all[n])))));
                Assert.That(reader.Root, Is.EqualTo(all.Mth(0, size)), reader.Fault);
                Assert.That(reader.Size, Is.EqualTo(size));
            }
        }
    }

    [Test]
    public void Random_sets_of_bigger_trees_are_proven_at_older_sizes()
    {
        var random = new Random(9162);
        var all = NaiveTree.OfSize(3000);
        var store = TileStore.Of(all);
        for (var round = 0; round < 20; round++)
        {
            var size = random.Next(1, all.Size + 1);
            int[] leaves = [.. Enumerable.Range(0, size).Where(_ => random.Next(1 + round * round) == 0)];
            var (read, reader) = Read(Write(all, store.At(size), leaves));
            Assert.That(read.Select(r => (int)r.Index), Is.EqualTo(leaves));
            Assert.That(reader.Root, Is.EqualTo(all.Mth(0, size)));
        }
    }

    [Test]
    public void No_line_can_be_changed_dropped_doubled_or_moved()
    {
        var all = NaiveTree.OfSize(21);
        var good = Write(all, 21, 3, 4, 11, 20);
        var lines = good.Split('\n')[..^1];
        for (var n = 0; n < lines.Length; n++)
        {
            AssertNotProven(all, [.. lines[..n], .. lines[(n + 1)..]]);
            AssertNotProven(all, [.. lines[..n], lines[n], .. lines[n..]]);
            if (n > 0)
            {
                AssertNotProven(all, [.. lines[..(n - 1)], lines[n], lines[n - 1], .. lines[(n + 1)..]]);
            }
            for (var at = 0; at < lines[n].Length; at++)
            {
                var changed = lines[n].ToCharArray();
                changed[at] = changed[at] == '1' ? '2' : '1';
                AssertNotProven(all, [.. lines[..n], new string(changed), .. lines[(n + 1)..]]);
            }
        }
    }

    [Test]
    public void Two_nodes_that_one_would_replace_are_refused()
    {
        var all = NaiveTree.OfSize(4);
        string B(int lo, int hi) => Convert.ToBase64String(all.Mth(lo, hi));
        var (_, reader) = Read($"ledger.multiproof.v1\nsize 4\nnode 0 1 {B(0, 1)}\nnode 1 2 {B(1, 2)}\nleaf 2 {B(2, 3)}\nnode 3 4 {B(3, 4)}\n");
        Assert.That((reader.Root, reader.Fault), Is.EqualTo(((byte[]?)null, "gives two hashes where one would do, up to index 1")));
    }

    [TestCase("")]
    [TestCase("ledger.multiproof.v2\nsize 0\n")]
    [TestCase("ledger.multiproof.v1\n")]
    [TestCase("ledger.multiproof.v1\nsize 00\n")]
    [TestCase("ledger.multiproof.v1\nsize -1\n")]
    [TestCase("ledger.multiproof.v1\nsize +1\n")]
    [TestCase("ledger.multiproof.v1\nsize 9223372036854775808\n")]
    [TestCase("ledger.multiproof.v1\nsize 9223372036854775807\nleaf 9223372036854775807 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [TestCase("ledger.multiproof.v1\nsize 9223372036854775807\nleaf 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [TestCase("ledger.multiproof.v1\nsize 0")]
    [TestCase("ledger.multiproof.v1\r\nsize 0\r\n")]
    [TestCase("ledger.multiproof.v1\nsize 0\n\n")]
    [TestCase("ledger.multiproof.v1\nsize 1\nleaf 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [TestCase("ledger.multiproof.v1\nsize 1\nleaf 0  47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [TestCase("ledger.multiproof.v1\nsize 1\nnode 0 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    public void Malformed_text_has_a_fault_and_no_root(string text)
    {
        var (_, reader) = Read(text);
        Assert.That(reader.Root, Is.Null);
        Assert.That(reader.Fault, Is.Not.Null);
    }

    [Test]
    public void A_line_without_end_is_not_read_to_its_end()
    {
        using var endless = new MemoryStream(Encoding.ASCII.GetBytes("ledger.multiproof.v1\nsize 1\nleaf 0 " + new string('A', 1 << 20)));
        var reader = new MultiproofReader(endless);
        Assert.That(reader.Next(), Is.False);
        Assert.That(reader.Fault, Is.Not.Null);
        Assert.That(endless.Position, Is.LessThan(endless.Length));
    }

    [Test]
    public void A_writer_refuses_leaves_out_of_order_outside_the_tree_or_not_of_it()
    {
        var all = NaiveTree.OfSize(8);
        Assert.That(() => Write(all, 8, 3, 3), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Write(all, 8, 3, 2), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Write(all, 4, 5), Throws.InstanceOf<ArgumentException>());
        var writer = new MultiproofWriter(Stream.Null, TileStore.Of(all).At(8));
        Assert.That(() => writer.Leaf(3, all[4]), Throws.InstanceOf<InvalidDataException>());
    }

    static string Write(NaiveTree all, int size, params int[] leaves) => Write(all, TileStore.Of(all).At(size), leaves);

    static string Write(NaiveTree all, TileReader tree, int[] leaves)
    {
        using var stream = new MemoryStream();
        var writer = new MultiproofWriter(stream, tree);
        foreach (var leaf in leaves)
        {
            writer.Leaf(leaf, all[leaf]);
        }
        writer.Finish();
        return Encoding.ASCII.GetString(stream.ToArray());
    }

    static (List<(long Index, string Hash)> Leaves, MultiproofReader Reader) Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reader = new MultiproofReader(stream);
        var leaves = new List<(long, string)>();
        while (reader.Next())
        {
            leaves.Add((reader.Index, Convert.ToHexString(reader.LeafHash)));
        }
        return (leaves, reader);
    }

    /// <summary>Whatever was done to it, it must not lead to the same root with the same leaves or other ones.</summary>
    static void AssertNotProven(NaiveTree all, string[] lines)
    {
        var (_, reader) = Read(string.Concat(lines.Select(line => line + "\n")));
        if (reader.Root is { } root)
        {
            Assert.That(root, Is.Not.EqualTo(all.Root()), string.Join('\n', lines));
        }
    }
}
