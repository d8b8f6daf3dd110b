using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Server;

/// <summary>POST /subjects/{id}/erasure-certificate: proof of an erasure, recorded with its reason, also of somebody forgotten.</summary>
public sealed class CertificateTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
        await _served.Record([Lines.OptedIn("o-1", "u-1", "a@example.org"), Lines.Consented("c-1", "u-1"), Lines.OptedIn("o-2", "u-2", "b@example.org")]);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task It_is_genuine_names_what_became_unreadable_and_is_recorded_about_that_person()
    {
        await View("u-1");
        await Shred("u-1");
        var verdict = Verified(await Asked("/subjects/u-1/erasure-certificate", "ответ человеку"));
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine), string.Join(' ', verdict.Faults));
        var statement = verdict.Statement!;
        Assert.That(statement.Unreadable.Select(field => field.Pointer), Is.EqualTo(new[] { "/data/contact", "/data/reason" }));
        Assert.That(statement.Remaining.Select(key => key.Key.Split('/')[1]), Is.All.EqualTo("evidence").And.Not.Empty);
        var exported = (await _served.Recorded()).Last(e => e.Data is ReportExported { Report: "erasure-certificate" });
        Assert.That((exported.Subject, ((ReportExported)exported.Data).Reason?.Sealed?.KeyName), Is.EqualTo((statement.Person, $"{statement.Person}/content/view-reason/2")));
    }

    [Test]
    public async Task A_second_one_states_the_same_and_each_holds_no_value_in_the_clear()
    {
        await Shred("u-1");
        var (first, second) = (await Asked("/subjects/u-1/erasure-certificate", "one"), await Asked("/subjects/u-1/erasure-certificate", "two"));
        Assert.That(Verified(second).Statement!.Unreadable, Is.EqualTo(Verified(first).Statement!.Unreadable));
        Assert.That(second.Text, Does.Not.Contain("example.org").And.Not.Contain("u-1\\").And.Not.Contain("203.0.113.7"));
    }

    [Test]
    public async Task Somebody_forgotten_is_found_by_token_and_the_reason_is_a_code()
    {
        var token = _served.Ledger.Get<IKeyVault>().FindToken("u-1")!;
        await Shred("u-1");
        await _served.Record([Lines.Event("f-1", "u-1", "ledger.person.forgotten.v1", """{"reason":"ordered"}""")]);
        (await Asked("/subjects/u-1/erasure-certificate", "order-7")).Refused(404, Refusals.PersonUnknown);
        (await Asked($"/subjects/{token}/erasure-certificate?token=true", "because I can")).Refused(422, Refusals.ReasonNotCode);
        var verdict = Verified(await Asked($"/subjects/{token}/erasure-certificate?token=true", "order-7"));
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine), string.Join(' ', verdict.Faults));
        Assert.That((verdict.Statement!.Erasures.Count, verdict.Statement.Remaining.Count), Is.EqualTo((2, 0)));
        Assert.That(_served.Ledger.Get<IKeyVault>().KeysOf(token), Is.Empty);
    }

    [Test]
    public async Task What_was_gathered_after_a_shredding_is_no_part_of_what_became_unreadable()
    {
        await Shred("u-1");
        await _served.Record([Lines.OptedIn("o-3", "u-1", "again@example.org")]);
        var verdict = Verified(await Asked("/subjects/u-1/erasure-certificate", "x"));
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(verdict.Statement!.Remaining.Select(key => key.Key), Has.Some.EndsWith("/content/contact/2"));
    }

    [Test]
    public async Task It_is_refused_where_nothing_was_shredded_or_nobody_says_why()
    {
        (await Asked("/subjects/u-1/erasure-certificate", "x")).Refused(409, CertificateRefusals.NotShredded);
        (await Asked("/subjects/nobody/erasure-certificate", "x")).Refused(404, Refusals.PersonUnknown);
        (await Asked("/subjects/registers/erasure-certificate?token=true", "x")).Refused(404, Refusals.PersonUnknown);
        (await Asked("/subjects/u-1/erasure-certificate?token=perhaps", "x")).Refused(400, HttpRefusals.BadParameter);
        await Shred("u-1");
        (await Asked("/subjects/u-1/erasure-certificate", null)).Refused(422, Refusals.ReasonMissing);
    }

    Task Shred(string user) =>
        _served.Record([Lines.Event("shred", user, "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""")]);

    async Task View(string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/subjects/{user}") { Headers = { { "X-Purpose", "a look" } } };
        (await Sent.Of(await _officer.SendAsync(request))).Taken();
    }

    async Task<Sent> Asked(string path, string? purpose)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (purpose is not null) request.Headers.Add("X-Purpose", purpose.All(char.IsAscii) ? purpose : $"utf-8''{Uri.EscapeDataString(purpose)}");
        return await Sent.Of(await _officer.SendAsync(request));
    }

    ErasureVerdict Verified(Sent answer) => ErasureVerifier.Verify(answer.Taken().Body, _served.Ledger.Get<ITransparency>().Key);
}
