using System.Buffers.Binary;
using System.Net;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Server;

/// <summary>The log as somebody sees it who has the vkey and what HTTP answers, and trusts nothing else.</summary>
public sealed class LogTests
{
    const int Batch = 100;

    Served _served = null!;
    HttpClient _publisher = null!, _auditor = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _publisher = await _served.Client(Role.Publisher);
        _auditor = await _served.Client(Role.Auditor);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task Tiles_entries_and_proofs_verify_from_what_was_answered_alone()
    {
        var key = VerifierKey.Parse((await Sent.Get(_auditor, "/key")).Taken().Text.TrimEnd('\n'))!;
        var first = await Grow(key, "a", 1);
        var second = await Grow(key, "b", 7);   // over 700 events: three tiles and an edge, and a level above
        Assert.That(second.Size, Is.GreaterThan(3 * TilePath.FullWidth));
        Dictionary<(int, long), byte[]> tiles = [];
        for (var level = 0; level < 3; level++)
            for (long index = 0; TilePath.Width(level, index, second.Size) is > 0 and var width; index++)
                tiles[(level, index)] = await Bytes(TilePath.Hashes(level, index, width));
        var tree = new TileReader(second.Size, (level, index) => tiles[(level, index)]);
        Assert.That(tree.Root(), Is.EqualTo(second.Root.ToArray()));
        Assert.That(ConsistencyProof.Verify(first.Size, second.Size, tree.ConsistencyProof(first.Size), first.Root.Span, second.Root.Span), Is.True);
        Assert.That((await Entries(second.Size)).Select(e => Convert.ToHexString(MerkleTree.LeafHash(e))),
            Is.EqualTo(Enumerable.Range(0, (int)second.Size).Select(i => Convert.ToHexString(tiles[(0, i / 256)].AsSpan(i % 256 * 32, 32)))));
        foreach (var index in (long[])[0, 1, 255, 256, second.Size - 1])
        {
            var proof = TlogProof.Parse((await Sent.Get(_auditor, $"/events/{index}/proof")).Taken().Text)!;
            Assert.That(proof.Verify(tiles[(0, index / 256)].AsSpan((int)(index % 256) * 32, 32), key)?.Size, Is.EqualTo(second.Size));
        }
    }

    [Test]
    public async Task A_tile_is_kept_for_good_and_a_checkpoint_is_not()
    {
        var key = VerifierKey.Parse((await Sent.Get(_auditor, "/key")).Text.TrimEnd('\n'))!;
        await Grow(key, "a", 3);
        var tile = (await Sent.Get(_publisher, "/tile/0/000")).Taken();
        Assert.That((tile.MediaType, tile.Body.Length, tile.Headers.CacheControl?.ToString()), Is.EqualTo(("application/octet-stream", 8192, "max-age=31536000, immutable")));
        var partial = (await Sent.Get(_publisher, "/tile/0/000.p/7")).Taken();
        Assert.That(partial.Body, Is.EqualTo(tile.Body[..(7 * 32)]));
        Assert.That((await Sent.Get(_publisher, "/checkpoint")).Taken().Headers.CacheControl?.NoCache, Is.True);
    }

    [TestCase("/tile/0/000.p/256"), TestCase("/tile/0/000.p/0"), TestCase("/tile/0/000.p/01"), TestCase("/tile/0/0"), TestCase("/tile/0/00"), TestCase("/tile/0/x000/000")]
    [TestCase("/tile/00/000"), TestCase("/tile/-1/000"), TestCase("/tile/+0/000"), TestCase("/tile/64/000"), TestCase("/tile/8/000"), TestCase("/tile/0/001")]
    [TestCase("/tile/0/000/"), TestCase("/tile/0//000"), TestCase("/tile/0/x999/x999/x999/x999/x999/999")]
    [TestCase("/tile/0/999999999999999999999999"), TestCase("/tile/0/x000/x000/x000/x000/x000/x000/x000/000"), TestCase("/tile/0/000.p/999999999999")]
    [TestCase("/tile/entries/000.p/255x"), TestCase("/tile/entries/-01"), TestCase("/tile/entries/0/000"), TestCase("/tile/entries/"), TestCase("/tile/0/"), TestCase("/tile/entries/999")]
    [TestCase("/events/-1/proof"), TestCase("/events/01/proof"), TestCase("/events/1e3/proof"), TestCase("/events/99999999999999999999/proof"), TestCase("/events/999999/proof")]
    public async Task What_is_spelt_otherwise_or_is_not_there_is_not_found(string path)
    {
        (await Sent.Batch(_publisher, Lines.Many("a", 300), ("Prefer", "wait=published"))).Taken();
        (await Sent.Get(_auditor, path)).Refused(404, HttpRefusals.NotFound);
    }

    [Test]
    public async Task Entries_are_for_those_who_may_read_them()
    {
        (await Sent.Structured(_publisher, Lines.Registered("a", "u-1"), ("Prefer", "wait=published"))).Taken();
        Assert.That((await Sent.Get(_publisher, "/tile/entries/000.p/1")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        var entries = (await Sent.Get(await _served.Client(Role.Officer), "/tile/entries/000.p/1")).Taken();
        Assert.That(entries.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task An_empty_ledger_has_a_key_and_no_tile()
    {
        (await Sent.Get(_auditor, "/tile/0/000")).Refused(404, HttpRefusals.NotFound);
        (await Sent.Get(_auditor, "/events/0/proof")).Refused(404, HttpRefusals.NotFound);
        (await Sent.Get(_auditor, "/key")).Taken();
    }

    [TestCase("application/json", "application/json")]
    [TestCase("text/plain;q=0.5, application/json", "application/json")]
    [TestCase("application/json;q=0.5, text/plain", "text/plain")]
    [TestCase("application/json;q=0", "text/plain")]
    [TestCase("*/*", "text/plain")]
    [TestCase("nonsense", "text/plain")]
    public async Task The_key_comes_as_asked_for(string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/key");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var sent = (await Sent.Of(await _auditor.SendAsync(request))).Taken();
        Assert.That(sent.MediaType, Is.EqualTo(type));
        var key = _served.Ledger.Get<ITransparency>().Key;
        if (type == "application/json") Assert.That(sent.Json.GetProperty("fingerprint").GetString(), Is.EqualTo(key.Fingerprint));
        else Assert.That(VerifierKey.Parse(sent.Text.TrimEnd('\n'))?.Fingerprint, Is.EqualTo(key.Fingerprint));
    }

    async Task<Checkpoint> Grow(VerifierKey key, string prefix, int batches)
    {
        for (var n = 0; n < batches; n++) (await Sent.Batch(_publisher, Lines.Many($"{prefix}{n}", Batch), ("Prefer", "wait=published"))).Taken();
        return Checkpoint.Open((await Sent.Get(_auditor, "/checkpoint")).Taken().Text, key)!;
    }

    async Task<byte[]> Bytes(string path) => (await Sent.Get(_auditor, "/" + path)).Taken().Body;

    async Task<List<byte[]>> Entries(long size)
    {
        List<byte[]> entries = [];
        for (long index = 0; TilePath.Width(0, index, size) is > 0 and var width; index++)
        {
            var bundle = (await Bytes(TilePath.Entries(index, width))).AsMemory();
            for (; !bundle.IsEmpty; bundle = bundle[(2 + entries[^1].Length)..]) entries.Add(bundle.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(bundle.Span)).ToArray());
        }
        return entries;
    }
}
