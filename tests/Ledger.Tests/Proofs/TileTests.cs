using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class TileTests
{
    [TestCase(0, 0, 256, "tile/0/000")]
    [TestCase(3, 1234067, 256, "tile/3/x001/x234/067")]
    [TestCase(0, 273, 112, "tile/0/273.p/112")]
    [TestCase(63, 1000, 1, "tile/63/x001/000.p/1")]
    public void Tile_paths_are_those_of_tlog_tiles(int level, long index, int width, string path) =>
        Assert.That(TilePath.Hashes(level, index, width), Is.EqualTo(path));

    [Test]
    public void Entry_bundles_have_their_own_path()
    {
        Assert.That(TilePath.Entries(1234067), Is.EqualTo("tile/entries/x001/x234/067"));
        Assert.That(TilePath.Entries(0, 255), Is.EqualTo("tile/entries/000.p/255"));
        Assert.That(() => TilePath.Entries(0, 257), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => TilePath.Hashes(64, 0), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => TilePath.Hashes(0, -1), Throws.InstanceOf<ArgumentException>());
    }

    /// <summary>The example of tlog-tiles: 70,000 leaves are 273 full tiles and one of 112, one full and one of 17, one of 1.</summary>
    [Test]
    public void A_tree_of_70000_is_tiled_as_the_specification_says()
    {
        var writer = new TileWriter();
        for (var n = 0; n < 70_000; n++)
        {
            writer.Append(MerkleTree.LeafHash([]));
        }
        var tiles = writer.TakeChanged();
        Assert.That(tiles.Count(t => t is { Level: 0, Width: 256 }), Is.EqualTo(273));
        Assert.That(tiles.Where(t => t.Width < 256).Select(t => (t.Level, t.Index, t.Width)),
            Is.EqualTo(new[] { (0, 273L, 112), (1, 1L, 17), (2, 0L, 1) }));
        Assert.That(tiles.Count(t => t.Level == 1), Is.EqualTo(2));
        Assert.That(tiles, Has.All.Matches<Tile>(t => t.Width == TilePath.Width(t.Level, t.Index, 70_000)
            && t.Hashes.Length == t.Width * 32));
        Assert.That(TilePath.Width(0, 274, 70_000), Is.Zero);
        Assert.That(TilePath.Width(0, long.MaxValue, 70_000), Is.Zero);
        Assert.That(TilePath.Width(8, 0, 70_000), Is.Zero);
    }

    [Test]
    public void Every_size_to_300_has_the_root_and_proofs_of_the_definition()
    {
        var all = NaiveTree.OfSize(300);
        // One store that holds everything: a reader at an older size finds wider tiles than it needs.
        var store = TileStore.Of(all);
        for (var size = 1; size <= all.Size; size++)
        {
            var reader = store.At(size);
            var root = all.Mth(0, size);
            Assert.That(reader.Root(), Is.EqualTo(root));
            for (var n = 0; n < size; n += 1 + n / 7)
            {
                var inclusion = reader.InclusionProof(n);
                Assert.That(Same(inclusion, all.Path(n, 0, size)), Is.True);
                Assert.That(InclusionProof.Verify(n, size, all[n], inclusion, root), Is.True);
                var consistency = reader.ConsistencyProof(n + 1);
                Assert.That(Same(consistency, all.SubProof(n + 1, 0, size, true)), Is.True);
                Assert.That(ConsistencyProof.Verify(n + 1, size, consistency, all.Mth(0, n + 1), root), Is.True);
            }
        }
        Assert.That(store.At(0).Root(), Is.EqualTo(MerkleTree.EmptyRoot.ToArray()));
    }

    [Test]
    public void Bigger_trees_of_random_size_agree_too()
    {
        var random = new Random(6962);
        var all = NaiveTree.OfSize(70_000);
        var store = TileStore.Of(all);
        for (var round = 0; round < 12; round++)
        {
            int size = random.Next(300, all.Size + 1), index = random.Next(size);
            var reader = store.At(size);
            var root = all.Mth(0, size);
            Assert.That(reader.Root(), Is.EqualTo(root));
            Assert.That(reader.InclusionProof(index), Is.EqualTo(all.Path(index, 0, size)));
            Assert.That(ConsistencyProof.Verify(index + 1, size, reader.ConsistencyProof(index + 1), all.Mth(0, index + 1), root), Is.True);
        }
    }

    [Test]
    public void A_writer_resumed_at_any_size_goes_on_as_if_it_had_never_stopped()
    {
        var all = NaiveTree.OfSize(600);
        var whole = TileStore.Of(all);
        foreach (var size in new[] { 0, 1, 7, 255, 256, 257, 511, 512, 513, 600 })
        {
            // Resumed both from a store that ends at this size and from one that is already wider.
            foreach (var wider in new[] { false, true })
            {
                var store = wider ? TileStore.Of(all) : TileStore.Of(new NaiveTree([.. Enumerable.Range(0, size).Select(n => all[n])]));
                var writer = new TileWriter(size, store.Read);
                Assert.That((writer.Size, Convert.ToHexString(writer.Root())), Is.EqualTo(((long)size, Convert.ToHexString(all.Mth(0, size)))));
                Assert.That(writer.TakeChanged(), Is.Empty);
                for (var n = size; n < all.Size; n++)
                {
                    writer.Append(all[n]);
                }
                store.Take(writer);
                Assert.That(writer.Root(), Is.EqualTo(all.Root()));
                Assert.That(Flat(store), Is.EqualTo(Flat(whole)));
            }
        }
    }

    [Test]
    public void Each_batch_yields_the_tiles_it_changed_and_no_others()
    {
        var writer = new TileWriter();
        for (var n = 0; n < 255; n++)
        {
            writer.Append(NaiveTree.Leaf($"{n}"));
        }
        Assert.That(writer.TakeChanged().Select(t => (t.Level, t.Index, t.Width)), Is.EqualTo(new[] { (0, 0L, 255) }));
        writer.Append(NaiveTree.Leaf("255"));
        writer.Append(NaiveTree.Leaf("256"));
        Assert.That(writer.TakeChanged().Select(t => (t.Level, t.Index, t.Width)),
            Is.EqualTo(new[] { (0, 0L, 256), (0, 1L, 1), (1, 0L, 1) }));
        writer.Append(NaiveTree.Leaf("257"));
        Assert.That(writer.TakeChanged().Select(t => (t.Level, t.Index, t.Width)), Is.EqualTo(new[] { (0, 1L, 2) }));
        Assert.That(writer.TakeChanged(), Is.Empty);
    }

    [Test]
    public void A_stored_tile_that_is_too_narrow_is_noticed()
    {
        var store = TileStore.Of(NaiveTree.OfSize(10));
        Assert.That(() => store.At(11).Root(), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void Only_subtrees_of_the_tree_have_a_subtree_hash()
    {
        var all = NaiveTree.OfSize(300);
        var reader = TileStore.Of(all).At(300);
        Assert.That(reader.SubtreeHash(256, 300), Is.EqualTo(all.Mth(256, 300)));
        Assert.That(reader.SubtreeHash(5, 6), Is.EqualTo(all[5]));
        Assert.That(() => reader.SubtreeHash(1, 3), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => reader.SubtreeHash(2, 5), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => reader.SubtreeHash(0, 301), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => reader.SubtreeHash(4, 4), Throws.InstanceOf<ArgumentException>());
    }

    static bool Same(IEnumerable<byte[]> ours, IEnumerable<byte[]> definition) =>
        ours.SequenceEqual(definition, EqualityComparer<byte[]>.Create((a, b) => a.AsSpan().SequenceEqual(b)));

    static string Flat(TileStore store) => string.Join('\n', store.Tiles.Values.OrderBy(t => (t.Level, t.Index))
        .Select(t => $"{TilePath.Hashes(t.Level, t.Index, t.Width)} {Convert.ToHexString(t.Hashes.Span)}"));
}
