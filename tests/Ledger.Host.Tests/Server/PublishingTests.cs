using System.Globalization;
using System.Net;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Server;

/// <summary>POST /events in its three modes (CloudEvents HTTP binding 1.0.2).</summary>
public sealed class PublishingTests
{
    static readonly (string, string)[] Registered =
    [
        ("ce-specversion", "1.0"), ("ce-id", "reg-1"), ("ce-source", Lines.Source), ("ce-type", "ledger.subject.registered.v1"), ("ce-subject", "u-1"),
        ("ce-time", "2025-06-02T12:00:00Z"),
    ];

    Served _served = null!;
    HttpClient _service = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { BatchEventsMax = 50, BodyBytesMax = 200_000 });
        _service = await _served.Client(Role.Publisher);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_structured_event_gets_its_receipt_and_a_repeat_the_same()
    {
        var first = (await Sent.Structured(_service, Lines.Registered("reg-1", "u-1"))).Taken().Receipts[0];
        var again = (await Sent.Structured(_service, Lines.Registered("reg-1", "u-1"))).Taken().Receipts[0];
        Assert.That((first.GetProperty("duplicate").GetBoolean(), again.GetProperty("duplicate").GetBoolean()), Is.EqualTo((false, true)));
        var entry = await Entry(first.GetProperty("index").GetInt64());
        Assert.That(first.GetProperty("leafHash").GetString(), Is.EqualTo(Convert.ToHexStringLower(MerkleTree.LeafHash(entry.Bytes.Span))));
        foreach (var name in (string[])["index", "stream", "sequence", "leafHash"])
            Assert.That(again.GetProperty(name).ToString(), Is.EqualTo(first.GetProperty(name).ToString()));
    }

    [Test]
    public async Task Nobody_publishes_without_a_key() =>
        (await Sent.Structured(_served.Anonymous(), Lines.Registered("reg-1", "u-1"))).Refused(401, HttpRefusals.Unauthenticated);

    [Test]
    public async Task A_batch_is_recorded_in_order_and_the_same_batch_changes_nothing()
    {
        string[] lines = [.. Lines.Many("b", 30)];
        var receipts = (await Sent.Batch(_service, lines)).Taken().Receipts;
        Assert.That(receipts.Select(r => r.GetProperty("index").GetInt64()), Is.Ordered.Ascending.And.Unique);
        var count = await Count();
        Assert.That((await Sent.Batch(_service, lines)).Taken().Receipts.All(r => r.GetProperty("duplicate").GetBoolean()), Is.True);
        Assert.That(await Count(), Is.EqualTo(count));
    }

    [Test]
    public async Task A_batch_with_one_bad_event_leaves_nothing_and_says_which()
    {
        var refused = (await Sent.Batch(_service, [Lines.Registered("a", "u-1"), Lines.Registered("b", "u-2"), Lines.Event("c", "u-3", "ledger.subject.registered.v1", """{"colour":"red"}""")]))
            .Refused(422, CodecRefusals.UnknownProperty);
        Assert.That((refused.Path, refused.Json.GetProperty("item").GetInt32(), await Count()), Is.EqualTo(("$.data.colour", 2, 0L)));
    }

    [Test]
    public async Task A_single_event_has_no_place_in_a_batch()
    {
        var refused = (await Sent.Structured(_service, Lines.Event("c", "u-3", "ledger.subject.registered.v1", """{"colour":"red"}"""))).Refused(422, CodecRefusals.UnknownProperty);
        Assert.That(refused.Json.TryGetProperty("item", out _), Is.False);
    }

    [Test]
    public async Task An_empty_batch_is_one_and_has_no_receipts() => Assert.That((await Sent.Batch(_service, [], ("Prefer", "wait=published"))).Taken().Receipts, Is.Empty);

    [TestCase("[{},", CodecRefusals.NotJson, 1)]
    [TestCase("[{}", CodecRefusals.NotJson, 1)]
    [TestCase("[{]", CodecRefusals.NotJson, 0)]
    [TestCase("[{}] []", CodecRefusals.NotJson, null)]
    [TestCase("", CodecRefusals.NotJson, null)]
    [TestCase("[1,]", CodecRefusals.NotJson, 1)]
    public async Task What_is_no_array_is_refused(string body, string code, int? item)
    {
        var refused = (await Sent.Post(_service, body, "application/cloudevents-batch+json")).Refused(400, code);
        Assert.That(refused.Json.TryGetProperty("item", out var place) ? place.GetInt32() : (int?)null, Is.EqualTo(item));
    }

    [Test]
    public async Task One_event_is_no_batch() =>
        (await Sent.Post(_service, Lines.Registered("a", "u-1"), "application/cloudevents-batch+json")).Refused(422, CodecRefusals.WrongType);

    [Test]
    public async Task A_batch_has_a_largest_number_of_events_and_a_body_of_bytes()
    {
        (await Sent.Batch(_service, Lines.Many("m", 50))).Taken();
        (await Sent.Batch(_service, Lines.Many("n", 51))).Refused(413, HttpRefusals.TooManyEvents);
        (await Sent.Post(_service, new string(' ', 200_001), "application/cloudevents+json")).Refused(413, HttpRefusals.BodyTooLarge);
        (await Sent.Structured(_service, Lines.OptedIn("big", "u-9", new string('x', 66_000)))).Refused(413, Refusals.TooLarge);
    }

    [Test]
    public async Task The_same_event_in_another_mode_is_the_same_event()
    {
        (await Sent.Structured(_service, Lines.Registered("reg-1", "u-1"))).Taken();
        var binary = (await Sent.Post(_service, """{"service":"x-keeper-panel"}""", "application/json; charset=utf-8", Registered)).Taken();
        Assert.That(binary.Receipts[0].GetProperty("duplicate").GetBoolean(), Is.True);
        var typed = Lines.Registered("reg-1", "u-1").Replace("\"time\"", "\"datacontenttype\":\"application/json\",\"time\"", StringComparison.Ordinal);
        Assert.That((await Sent.Batch(_service, [typed])).Taken().Receipts[0].GetProperty("duplicate").GetBoolean(), Is.True);
    }

    [TestCase("%D0%98%D0%B2%D0%B0%D0%BD%20%22%25", "Иван \"%")]
    [TestCase("\"quoted \\\"x\\\" %41\"", "quoted \"x\" A")]
    [TestCase("with space", "with space")]
    [TestCase("%f0%9f%98%80", "😀")]
    public async Task Values_of_headers_are_unquoted_and_decoded_once(string header, string user)
    {
        (await Sent.Post(_service, "{}", "application/json", [.. Registered.Where(h => h.Item1 != "ce-subject"), ("ce-subject", header)])).Taken();
        Assert.That(_served.Ledger.Get<Ledger.Sealing.IKeyVault>().FindToken(user), Is.Not.Null);
    }

    [TestCase("ce-id", "%C0%A0", CodecRefusals.BadValue, "$.id")]
    [TestCase("ce-id", "%4", CodecRefusals.BadValue, "$.id")]
    [TestCase("ce-id", "\"open", CodecRefusals.BadValue, "$.id")]
    [TestCase("ce-specversion", "0.3", CodecRefusals.BadValue, "$.specversion")]
    [TestCase("ce-colour", "red", CodecRefusals.UnknownAttribute, "$.colour")]
    [TestCase("ce-recordedtime", "2025-06-02T12:00:00Z", CodecRefusals.UnknownAttribute, "$.recordedtime")]
    [TestCase("ce-data", "{}", CodecRefusals.UnknownAttribute, "$.data")]
    [TestCase("ce-datacontenttype", "application/json", CodecRefusals.UnknownAttribute, "$.datacontenttype")]
    [TestCase("ce-sub_ject~", "x", CodecRefusals.UnknownAttribute, "$.?")]
    public async Task Attributes_in_headers_are_as_strict_as_in_a_body(string name, string value, string code, string path)
    {
        var refused = await Sent.Post(_service, "{}", "application/json", [.. Registered.Where(h => h.Item1 != name), (name, value)]);
        Assert.That((refused.Refused(422, code).Path, await Count()), Is.EqualTo((path, 0L)));
    }

    [Test]
    public async Task Binary_data_is_one_value_and_cannot_bring_attributes_of_its_own()
    {
        (await Sent.Post(_service, """{},"subject":"u-2" """, "application/json", Registered)).Refused(400, CodecRefusals.NotJson);
        (await Sent.Post(_service, "{", "application/json", Registered)).Refused(400, CodecRefusals.NotJson);
        Assert.That((await Sent.Post(_service, "", "application/json", Registered)).Refused(422, CodecRefusals.MissingAttribute).Path, Is.EqualTo("$.data"));
        (await Sent.Post(_service, new string('[', 60_000), "application/json", Registered)).Refused(400, CodecRefusals.NotJson);
        (await Sent.Post(_service, new string('[', 20) + new string(']', 20), "application/json", Registered)).Refused(400, CodecRefusals.TooDeep);
    }

    [TestCase(null)]
    [TestCase("text/plain")]
    [TestCase("application/json")]
    [TestCase("application/vnd.x+json")]
    [TestCase("application/cloudevents")]
    [TestCase("application/cloudevents+avro")]
    [TestCase("application/cloudevents+json; charset=utf-16")]
    [TestCase("application/cloudevents+json; charset=koi8-r")]
    [TestCase("application/cloudevents+json; profile=x")]
    [TestCase("application/cloudevents+json, text/plain")]
    [TestCase("/")]
    public async Task Other_media_types_are_not_taken(string? type) =>
        (await Sent.Post(_service, Lines.Registered("a", "u-1"), type)).Refused(415, HttpRefusals.MediaType);

    [Test]
    public async Task A_compressed_body_is_not_taken() =>
        (await Sent.Structured(_service, Lines.Registered("a", "u-1"), ("Content-Encoding", "gzip"))).Refused(415, HttpRefusals.MediaType);

    [Test]
    public async Task The_same_id_with_other_content_is_a_conflict()
    {
        (await Sent.Structured(_service, Lines.Registered("a", "u-1"))).Taken();
        (await Sent.Structured(_service, Lines.OptedOut("a", "u-1"))).Refused(409, Refusals.PublicationDiffers);
        (await Sent.Structured(_service, Lines.Registered("a", "u-2"))).Refused(409, Refusals.PublicationNamesAnother);
    }

    [Test]
    public async Task Who_would_rather_wait_gets_proofs_that_verify_all_under_one_checkpoint()
    {
        var sent = (await Sent.Batch(_service, Lines.Many("p", 20), ("Prefer", "respond-async, Wait=\"published\"; x=1"))).Taken();
        Assert.That(sent.Headers.GetValues("Preference-Applied"), Is.EqualTo(["wait=published"]));
        var key = _served.Ledger.Get<ITransparency>().Key;
        var notes = new HashSet<string>();
        foreach (var receipt in sent.Receipts)
        {
            var proof = TlogProof.Parse(receipt.GetProperty("proof").GetString()!);
            Assert.That(proof?.Verify(Convert.FromHexString(receipt.GetProperty("leafHash").GetString()!), key), Is.Not.Null);
            Assert.That(proof!.Index, Is.EqualTo(receipt.GetProperty("index").GetInt64()));
            notes.Add(proof.Note);
        }
        Assert.That(notes, Has.Count.EqualTo(1));
    }

    [TestCase("wait=10, wait=published")]
    [TestCase("wait=publishedx")]
    [TestCase("waits=published")]
    [TestCase("x=\"wait=published")]
    [TestCase("x;wait=published")]
    public async Task Another_preference_is_passed_over(string prefer)
    {
        var sent = (await Sent.Structured(_service, Lines.Registered("a", "u-1"), ("Prefer", prefer))).Taken();
        Assert.That((sent.Headers.Contains("Preference-Applied"), sent.Receipts[0].TryGetProperty("proof", out _)), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task Nothing_else_is_answered_at_this_path() =>
        Assert.That((await _service.PutAsync(new Uri("/events", UriKind.Relative), null)).StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));

    async Task<long> Count() => await _served.Ledger.Get<IJournal>().Count(default);

    async Task<Entry> Entry(long index)
    {
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(index, default)) return entry;
        throw new InvalidOperationException(index.ToString(CultureInfo.InvariantCulture));
    }
}
