using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Tests.Projections;

/// <summary>The tree is a projection of the stored bytes; what is signed is kept first and must be continued.</summary>
public sealed class TransparencyTests
{
    const string Origin = "ledger.test/story";

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly MemoryCheckpoints _checkpoints = new();

    [OneTimeTearDown]
    public void Close() => _key.Dispose();

    [Test]
    public async Task A_checkpoint_signs_the_stored_bytes_and_every_entry_has_a_proof()
    {
        var (journal, store) = await Folded(Talk(600));
        using var log = Log(store);
        var signed = (await log.Sign(default))!;
        Assert.That(await _checkpoints.Newest(default), Is.EqualTo(signed), "kept before it is shown");
        await foreach (var entry in journal.ReadAll(0, default))
        {
            var proof = await log.Prove(entry.Index, default);
            Assert.That(proof!.Verify(MerkleTree.LeafHash(entry.Bytes.Span), log.Key)?.Size, Is.EqualTo(signed.Size));
        }
        Assert.That(await log.Prove(signed.Size, default), Is.Null, "not published yet");
    }

    [Test]
    public async Task One_size_has_one_note()
    {
        var (_, store) = await Folded(Talk(3));
        using var log = Log(store);
        var first = await log.Sign(default);
        Assert.That(await log.Sign(default), Is.EqualTo(first));
    }

    [Test]
    public async Task A_journal_shorter_than_what_was_signed_is_told()
    {
        using (var log = Log((await Folded(Talk(9))).Store)) await log.Sign(default);
        using var shorter = Log((await Folded(Talk(8))).Store);
        Assert.That(async () => await shorter.Verify(default),
            Throws.TypeOf<LogContradictedException>().With.Property("Code").EqualTo(LogContradictedException.Shorter));
        Assert.That(await shorter.Sign(default), Is.Null);
    }

    [Test]
    public async Task A_journal_other_than_what_was_signed_is_told_and_never_signed()
    {
        using (var log = Log((await Folded(Talk(9))).Store)) await log.Sign(default);
        using var other = Log((await Folded(Talk(12, "sms"))).Store);
        Assert.That(async () => await other.Verify(default),
            Throws.TypeOf<LogContradictedException>().With.Property("Code").EqualTo(LogContradictedException.Different));
        Assert.That(async () => await other.Sign(default), Throws.TypeOf<LogContradictedException>());
    }

    [Test]
    public async Task The_same_journal_folded_anew_continues_what_was_signed()
    {
        using (var log = Log((await Folded(Talk(300))).Store)) await log.Sign(default);
        using var again = Log((await Folded(Talk(700))).Store);
        Assert.That(async () => await again.Verify(default), Throws.Nothing);
        var size = (await again.Sign(default))!.Size;
        var (tree, old) = (again.Tree(size), again.Tree(300));
        Assert.That(ConsistencyProof.Verify(300, size, tree.ConsistencyProof(300), old.Root(), tree.Root()));
    }

    [Test]
    public async Task Tiles_are_as_wide_as_asked_or_not_there()
    {
        var (_, store) = await Folded(Talk(300));
        using var log = Log(store);
        Assert.That(log.Tile(0, 0)?.Length, Is.EqualTo(256 * 32));
        Assert.That(log.Tile(0, 1, 44)?.Length, Is.EqualTo(44 * 32));
        Assert.That(log.Tile(0, 1, 45), Is.Null);
        Assert.That(log.Tile(1, 0, 1)?.Length, Is.EqualTo(32));
        Assert.That(log.Tile(3, 7), Is.Null);
    }

    [SetUp]
    public void Forget() => _checkpoints.Clear();

    TransparencyLog Log(IReadModelStore store) => new(store, _checkpoints, new NoteSigner(Origin, _key));

    static Story Talk(int events, string channel = "email")
    {
        var story = new Story().On(Story.Day(1, 1));
        for (var n = 0; n < events; n++) story.Person(new MessagingSent("terms", channel));
        return story;
    }

    static async Task<(MemoryJournal Journal, MemoryReadModelStore Store)> Folded(Story story)
    {
        var journal = await story.Journal();
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(journal, store, new() { BatchEventsMax = 97 });
        await projector.CatchUp(default);
        return (journal, store);
    }
}
