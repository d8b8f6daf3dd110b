using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Stamping;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Stamps;

namespace Ledger.Host.Tests.Stamps;

/// <summary>Stamping on request and at an export, by an authority of openssl and by bad ones.</summary>
public sealed class StampTests
{
    OpensslAuthority _authority = null!;
    Served _served = null!;
    HttpClient _officer = null!;
    int _published;

    [OneTimeSetUp]
    public async Task Start()
    {
        _authority = await OpensslAuthority.Start();
        _served = await Served.Start(tsa: TsaSettings.Read(new UriBuilder(_authority.Address) { UserName = "ledger", Password = "p%40ss" }.ToString(), TimeSpan.Zero));
        _officer = await _served.Client(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _served.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [SetUp]
    public async Task Something_new_to_stamp()
    {
        _authority.Behaves = Manner.Honest;
        await _served.Record([Lines.OptedIn($"o-{++_published}", $"u-{_published}", "a@example.org")]);
    }

    [Test]
    public async Task A_checkpoint_over_everything_is_stamped_now_and_openssl_takes_what_is_kept()
    {
        using var answer = await _officer.PostAsync("/stamp", null);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), said);
        var stamp = JsonDocument.Parse(said).RootElement;
        var kept = (await _served.Ledger.Get<ICheckpointStamps>().NewestStamp(default))!;
        Assert.That((stamp.GetProperty("size").GetInt64(), stamp.GetProperty("authority").GetString()), Is.EqualTo((await _served.Ledger.Get<IJournal>().Count(default), "Openssl TSA")));
        Assert.That((kept.Checkpoint.Size, kept.Time), Is.EqualTo((stamp.GetProperty("size").GetInt64(), stamp.GetProperty("time").GetDateTimeOffset())));
        var note = Encoding.UTF8.GetBytes(kept.Checkpoint.Note);
        Assert.That(_authority.Verifies(note, kept.Token.ToArray()), Is.True);
        Assert.That(_authority.Verifies([.. note, 10], kept.Token.ToArray()), Is.False);
        Assert.That(_authority.Shown, Is.EqualTo("Basic " + Convert.ToBase64String("ledger:p@ss"u8)));
        using var again = await _officer.PostAsync("/stamp", null);
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(said), "it has one");
    }

    [TestCase(Manner.NotGranted, StampRefusals.Refused), TestCase(Manner.OtherNonce, StampRefusals.AnswerWrong), TestCase(Manner.OtherBytes, StampRefusals.AnswerWrong)]
    [TestCase(Manner.Garbage, StampRefusals.AnswerWrong), TestCase(Manner.Empty, StampRefusals.AnswerWrong), TestCase(Manner.TooLong, StampRefusals.NoAnswer)]
    [TestCase(Manner.Failing, StampRefusals.NoAnswer), TestCase(Manner.Redirecting, StampRefusals.NoAnswer)]
    public async Task What_a_bad_authority_answers_is_refused_and_not_kept(object manner, string code)
    {
        var before = (await _served.Ledger.Get<ICheckpointStamps>().Stamps(long.MaxValue, default)).Count;
        _authority.Behaves = (Manner)manner;
        using var answer = await _officer.PostAsync("/stamp", null);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.That((answer.StatusCode, JsonDocument.Parse(said).RootElement.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.BadGateway, code)));
        Assert.That(said, Does.Not.Contain("p@ss").And.Not.Contain("p%40ss").And.Not.Contain(_authority.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(await _served.Ledger.Get<ICheckpointStamps>().Stamps(long.MaxValue, default), Has.Count.EqualTo(before));
    }

    [Test]
    public async Task An_authority_that_is_silent_is_waited_for_so_long_and_no_longer()
    {
        _authority.Behaves = Manner.Silent;
        var newest = (await _served.Ledger.Get<ITransparency>().Cover(await _served.Ledger.Get<IJournal>().Count(default) - 1, default)).Checkpoint;
        Assert.That(await _served.Ledger.Get<Stamper>().TryStamp(newest, TimeSpan.FromMilliseconds(100), default), Is.EqualTo(StampRefusals.Unreachable));
    }

    [Test]
    public async Task A_bundle_goes_with_a_timestamp_of_its_own_checkpoint_and_those_over_its_events()
    {
        (await _officer.PostAsync("/stamp", null)).Dispose();
        using var answer = await Export($$"""{"subject":"u-{{_published}}"}""");
        Assert.That(answer.Headers.Contains("Ledger-Not-Stamped"), Is.False);
        var bundle = await answer.Content.ReadAsByteArrayAsync();
        var verdict = BundleVerifier.Verify(new MemoryStream(bundle), _served.Ledger.Get<ITransparency>().Key, authorities: [X509CertificateLoader.LoadCertificateFromFile(_authority.Root)]);
        Assert.That((verdict.Outcome, string.Join(' ', verdict.Faults)), Is.EqualTo((BundleOutcome.Genuine, "")));
        var stamping = verdict.Stamping!;
        Assert.That(stamping.Stamps, Has.Count.EqualTo(2));
        Assert.That(stamping.Stamps[^1].Size, Is.EqualTo(verdict.CheckpointSize));
        Assert.That(stamping.Stamps.Select(stamp => (stamp.Trusted, stamp.Events)), Is.All.EqualTo(((bool?)true, verdict.Events)));
        Assert.That(stamping.EventsNotStamped, Is.Zero);
        Assert.That(stamping.LongestWaitSeconds, Is.InRange(0, 120));
        using var file = JsonDocument.Parse(Entry(bundle, "timestamps"));
        foreach (var stamp in file.RootElement.GetProperty("stamps").EnumerateArray())
            Assert.That(_authority.Verifies(Encoding.UTF8.GetBytes(stamp.GetProperty("checkpoint").GetString()!), stamp.GetProperty("token").GetBytesFromBase64()), Is.True);
    }

    [Test]
    public async Task Where_the_authority_fails_the_bundle_goes_without_and_says_so()
    {
        _authority.Behaves = Manner.NotGranted;
        using var answer = await Export($$"""{"subject":"u-{{_published}}"}""");
        Assert.That(answer.Headers.GetValues("Ledger-Not-Stamped").Single(), Is.EqualTo(StampRefusals.Refused));
        Assert.That(BundleVerifier.Verify(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), _served.Ledger.Get<ITransparency>().Key).Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    [Test]
    public async Task An_answer_as_a_bundle_says_so_too()
    {
        await _served.Record([Published.InquiryReceived("q-1", "7", $"u-{_published}")]);
        _authority.Behaves = Manner.NotGranted;
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/reports/inquiry?inquiry=7&format=bundle") { Headers = { { "X-Purpose", "order-7" } } };
        using var answer = await _officer.SendAsync(asked);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Headers.GetValues("Ledger-Not-Stamped").Single(), Is.EqualTo(StampRefusals.Refused));
    }

    [TestCase("ftp://tsa.example/"), TestCase("tsa.example"), TestCase("https://user:secret@tsa.example/#x")]
    public void An_address_that_is_none_is_refused_without_showing_it(string address) =>
        Assert.That(() => TsaSettings.Read(address, TimeSpan.Zero), Throws.TypeOf<InputException>().With.Message.Contains("LEDGER_TSA").And.Message.Not.Contains("secret"));

    async Task<HttpResponseMessage> Export(string scope)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/exports") { Content = new StringContent(scope, Encoding.UTF8, "application/json"), Headers = { { "X-Purpose", "inquiry-7" } } };
        var answer = await _officer.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), answer.Content.Headers.ContentType?.ToString());
        return answer;
    }

    static byte[] Entry(byte[] bundle, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var entry = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }
}
