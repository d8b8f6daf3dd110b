using System.Diagnostics;
using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Server;

/// <summary>"May I?" over HTTP.</summary>
public sealed class PermissionTests
{
    const string Disclosure = $"{Asking.Question}&recipient={Asking.Recipient}";

    Served _served = null!;
    HttpClient _service = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await Asking.Prepare(_served);
        _service = await _served.Client(Role.Publisher);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task An_answer_says_why_by_which_events_under_which_edition_and_as_of_which_index()
    {
        var index = await Publish(Asking.Consented("c", "u-1"));
        var sent = await Asking.May(_service, "u-1", Asking.Question);
        Assert.That(sent.Said(), Is.EqualTo((true, PermissionReasons.Consent)));
        Assert.That(sent.Json.GetProperty("deciding").EnumerateArray().Select(i => i.GetInt64()), Is.EqualTo([index]));
        Assert.That((sent.Json.GetProperty("edition").GetString(), sent.Json.GetProperty("known").GetInt64()), Is.EqualTo(("x-keeper-2025", index)));
        Assert.That(sent.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task Who_or_what_is_unknown_gets_a_no_and_leaves_nothing()
    {
        Assert.That((await Asking.May(_service, "nobody", Asking.Question)).Said(), Is.EqualTo((false, PermissionReasons.PersonUnknown)));
        await Publish(Asking.Consented("c", "u-1"));
        Assert.That((await Asking.May(_service, "u-1", "purpose=world-domination")).Said(), Is.EqualTo((false, PermissionReasons.PurposeUnknown)));
        Assert.That(_served.Ledger.Get<IKeyVault>().FindToken("nobody"), Is.Null);
    }

    [TestCase("a/b"), TestCase("a%2Fb"), TestCase("../../etc/passwd"), TestCase("Иван Иванов"), TestCase("a?b&c=d#e"), TestCase("100%"), TestCase("+7 999"), TestCase("😀"), TestCase("permission")]
    public async Task An_id_may_hold_any_character(string user)
    {
        await Publish(Asking.Consented("c", user));
        Assert.That((await Asking.May(_service, user, Asking.Question)).Said(), Is.EqualTo((true, PermissionReasons.Consent)));
    }

    [TestCase("/subjects/%FF/permission?purpose=contact")]
    [TestCase("/subjects/%C0%AF/permission?purpose=contact")]
    public async Task An_id_that_is_no_text_is_refused(string path) => (await Sent.Get(_service, path)).Refused(400, HttpRefusals.BadRequest);

    [TestCase("", "?purpose")]
    [TestCase("category=cookies", "?purpose")]
    [TestCase("purpose=", "?purpose")]
    [TestCase("purpose", "?purpose")]
    [TestCase("purpose=a&purpose=a", "?purpose")]
    [TestCase("purpose=a&category=b&category=b", "?category")]
    [TestCase("purpose=a&colour=red", "?colour")]
    [TestCase("purpose=a&Purpose=b", "?")]
    [TestCase("purpose=a&%D0%98=b", "?")]
    [TestCase("purpose=a&%FF=b", "?")]
    [TestCase("purpose=%FF", "?purpose")]
    [TestCase("purpose=a&at=yesterday", "?at")]
    [TestCase("purpose=a&at=2025-02-30T00:00:00Z", "?at")]
    [TestCase("purpose=a&known=-1", "?known")]
    [TestCase("purpose=a&known=01", "?known")]
    [TestCase("purpose=a&known=99999999999999999999", "?known")]
    [TestCase("purpose=a&known=9007199254740992", "?known")]
    [TestCase("purpose=a&after=1e3", "?after")]
    [TestCase("purpose=a&ground=Law", "?ground")]
    [TestCase("purpose=a&source=/x", "?source")]
    public async Task A_wrong_question_is_refused_by_the_name_of_what_is_wrong(string query, string path) =>
        Assert.That((await Sent.Get(_service, $"/subjects/u-1/permission?{query}")).Refused(400, HttpRefusals.BadParameter).Path, Is.EqualTo(path));

    [Test]
    public async Task The_past_is_asked_by_what_had_happened_and_by_what_was_known()
    {
        var given = await Publish(Asking.Consented("c", "u-1"));
        await Publish(Asking.Withdrawn("w", "u-1"));
        Assert.That((await Asking.May(_service, "u-1", Asking.Question)).Said(), Is.EqualTo((false, PermissionReasons.ConsentWithdrawn)));
        Assert.That((await Asking.May(_service, "u-1", $"{Asking.Question}&known={given}")).Said(), Is.EqualTo((true, PermissionReasons.Consent)));
        Assert.That((await Asking.May(_service, "u-1", $"{Asking.Question}&at=2025-06-02T15:30:00%2B03:00")).Said(), Is.EqualTo((true, PermissionReasons.Consent)));
    }

    [Test]
    public async Task An_answer_waits_for_the_event_it_is_to_know_of_but_not_for_long()
    {
        var next = await _served.Ledger.Get<IJournal>().Count(default);
        var asked = Asking.May(_service, "u-1", $"{Asking.Question}&after={next + 1}");
        await Publish(Asking.Consented("c", "u-1"));
        Assert.That((await asked).Said(), Is.EqualTo((true, PermissionReasons.Consent)));
        var started = Stopwatch.GetTimestamp();
        var behind = (await Asking.May(_service, "u-1", $"{Asking.Question}&after=1000000")).Refused(503, HttpRefusals.Behind);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(behind.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task A_no_about_a_disclosure_is_recorded_once_under_its_key()
    {
        await Publish(Asking.Consented("c", "u-1"));
        var first = await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}", "ask-1");
        Assert.That(first.Said(), Is.EqualTo((false, PermissionReasons.NoConsentForRecipient)));
        var receipt = first.Json.GetProperty("receipt");
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(receipt.GetProperty("index").GetInt64(), default))
        {
            Assert.That(RecordedCodec.Read(entry).Data, Is.EqualTo(new DisclosureRefused(Asking.Recipient, Asking.Purpose, DisclosureRefusalReason.NoConsent)));
        }
        await Publish(Asking.Withdrawn("w", "u-1"));   // another reason now; the recorded one stays
        var again = (await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}", "\"ask-1\"")).Taken().Json.GetProperty("receipt");
        Assert.That((again.GetProperty("index").GetInt64(), again.GetProperty("duplicate").GetBoolean()), Is.EqualTo((receipt.GetProperty("index").GetInt64(), true)));
        (await Asking.MayRecording(_service, "u-1", $"purpose=contact&recipient=nobody&source={Lines.Source}", "ask-1")).Refused(409, Refusals.PublicationDiffers);
    }

    [Test]
    public async Task One_key_used_by_many_at_once_records_once()
    {
        await Publish(Asking.Consented("c", "u-1"));
        var before = await _served.Ledger.Get<IJournal>().Count(default);
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}", "ask-1")));
        Assert.That(all.Select(s => s.Taken().Json.GetProperty("receipt").GetProperty("index").GetInt64()).Distinct(), Is.EqualTo([before]));
        Assert.That(await _served.Ledger.Get<IJournal>().Count(default), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task Nothing_is_recorded_of_a_yes_of_nobody_or_of_no_recipient()
    {
        await Publish(Asking.Consented("c", "u-1"));
        var before = await _served.Ledger.Get<IJournal>().Count(default);
        foreach (var (user, query) in ((string, string)[])[("u-1", Asking.Question), ("nobody", Disclosure), ("u-1", "purpose=statistics")])
            Assert.That((await Asking.MayRecording(_service, user, $"{query}&source={Lines.Source}", "k")).Taken().Json.TryGetProperty("receipt", out _), Is.False, query);
        Assert.That((await _served.Ledger.Get<IJournal>().Count(default), _served.Ledger.Get<IKeyVault>().FindToken("nobody")), Is.EqualTo((before, (string?)null)));
    }

    [Test]
    public async Task Recording_needs_a_key_and_a_source_and_keeps_the_rules_of_publishing()
    {
        await Publish(Asking.Consented("c", "u-1"));
        Assert.That((await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}", null)).Refused(400, HttpRefusals.BadParameter).Path, Is.EqualTo("Idempotency-Key"));
        Assert.That((await Asking.MayRecording(_service, "u-1", Disclosure, "k")).Refused(400, HttpRefusals.BadParameter).Path, Is.EqualTo("?source"));
        Assert.That((await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source=a%20b", "k")).Refused(422, CodecRefusals.BadValue).Path, Is.EqualTo("?source"));
        Assert.That((await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}", "x/u-1/y")).Refused(422, CodecRefusals.IdNamesSubject).Path, Is.EqualTo("Idempotency-Key"));
        Assert.That((await Asking.MayRecording(_service, "u-1", $"{Disclosure}&source={Lines.Source}&at=2025-06-02T12:00:00Z", "k")).Refused(400, HttpRefusals.BadParameter).Path, Is.EqualTo("?at"));
    }

    [Test, CancelAfter(60_000)]
    public async Task After_an_acknowledged_withdrawal_nobody_hears_a_yes(CancellationToken cancel)
    {
        var askers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => _served.Client(Role.Publisher)));
        for (var round = 0; round < 20; round++)
        {
            var user = $"user{round}x";
            await Publish(Asking.Consented($"c{round}", user));
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            // Everybody keeps asking while the withdrawal is on its way, so that the state is in every cache there is.
            var asking = askers.Select(async asker =>
            {
                while (!done.IsCancellationRequested) (await Asking.May(asker, user, Asking.Question)).Taken();
            }).ToArray();
            await Publish(Asking.Withdrawn($"w{round}", user));
            var answers = await Task.WhenAll(askers.Select(asker => Asking.May(asker, user, Asking.Question)));
            await done.CancelAsync();
            await Task.WhenAll(asking);
            Assert.That(answers.Select(a => a.Said()).Distinct(), Is.EqualTo([(false, PermissionReasons.ConsentWithdrawn)]));
        }
    }

    async Task<long> Publish(string line) => (await Sent.Structured(_service, line)).Taken().Receipts[0].GetProperty("index").GetInt64();
}
