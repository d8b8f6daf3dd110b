using System.Net.Http.Json;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Tests.Server;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Answers;

/// <summary>A deposited answer holds what opens values: it is no way around the destruction of their keys, and what a crash leaves of one is swept.</summary>
public sealed class AnswerShreddingTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0 });
        _officer = await _served.Client(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test, Order(1)]
    public async Task With_the_person_an_inquiry_is_about_the_answers_key_goes_in_the_same_step()
    {
        var file = Answered.File(1000, 1);
        await _served.Record([Lines.OptedIn("o-1", "p-1", "one@example.com"), Lines.OptedIn("o-2", "p-2", "two@example.com")]);
        await _served.Inquiry("about-1", "p-1", file);
        var deposit = await _officer.Deposited("about-1", file, "application/pdf");
        await _served.Publish(Published.Shredded("sh-2", "p-2"));
        await Taken("about-1");
        await _served.Publish(Published.Shredded("sh-1", "p-1"));
        Assert.That((await Shreddings()).Last(), Has.Some.Contains($"answer-{deposit}"), "the event itself names the key");
        await _officer.Take("about-1").Refuses(410, AnswerRefusals.AnswerDestroyed);
        await _officer.Deposit("about-1", file, "application/pdf").Refuses(409, AnswerRefusals.AnswerShowsDestroyed);
        await _served.Restart(new() { Rate = 0 });
        Assert.That(Files(), Does.Not.Contain(deposit), "swept with its key");
        _officer = await _served.Client(Role.Officer);
    }

    [Test, Order(2)]
    public async Task One_category_that_goes_takes_the_answer_along()
    {
        var file = Answered.File(1000, 2);
        await _served.Record([Lines.OptedIn("o-3", "p-3", "three@example.com"), Lines.Event("m-3", "p-3", "ledger.data.made-public.v1", """{"categories":["name"],"resource":"https://example.com/3"}""")]);
        await _served.Inquiry("about-3", "p-3", file);
        await _officer.Deposited("about-3", file, "application/pdf");
        await _served.Publish(Lines.Event("sh-3", "p-3", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":["contact"]}"""));
        await _officer.Take("about-3").Refuses(410, AnswerRefusals.AnswerDestroyed);
    }

    [Test, Order(3)]
    public async Task An_answer_about_nobody_in_particular_goes_with_anybody_it_shows_and_with_nobody_else()
    {
        await _served.Record([Lines.OptedIn("o-4", "p-4", "four@example.com"), Lines.OptedIn("o-5", "p-5", "five@example.com"), Reads.Disclosed("d-4", "p-4", "insurer")]);
        var bundle = await Exported("p-4", opened: true);
        var unopened = await Exported("p-4", opened: false);
        await _served.Inquiry("about-all", null, bundle);
        await _served.Inquiry("about-sealed", null, unopened);
        await _officer.Deposited("about-all", bundle);
        await _officer.Deposited("about-sealed", unopened);
        await _served.Publish(Published.Shredded("sh-5", "p-5"));
        await Taken("about-all");
        await _served.Publish(Published.Shredded("sh-4", "p-4"));
        await _officer.Take("about-all").Refuses(410, AnswerRefusals.AnswerDestroyed);
        await Taken("about-sealed");
        await _officer.Deposit("about-all", bundle).Refuses(409, AnswerRefusals.AnswerShowsDestroyed);
    }

    [Test, Order(4)]
    public async Task Of_a_document_about_nobody_in_particular_nobody_can_tell_whom_it_shows()
    {
        var file = Answered.File(1000, 3);
        await _served.Record([Lines.OptedIn("o-6", "p-6", "six@example.com")]);
        await _served.Inquiry("about-none", null, file);
        await _officer.Deposited("about-none", file, "application/pdf");
        await Taken("about-none");
        await _served.Publish(Published.Shredded("sh-6", "p-6"));
        await _officer.Take("about-none").Refuses(410, AnswerRefusals.AnswerDestroyed);
    }

    [Test, Order(5)]
    public async Task What_a_crash_left_before_it_was_recorded_is_swept_at_start_and_what_was_recorded_stays()
    {
        var file = Answered.File(1000, 4);
        await _served.Inquiry("kept", null, file);
        var deposit = await _officer.Deposited("kept", file);
        string[] left = ["00000000000000000000000000000001.answer", "00000000000000000000000000000001.keys", "00000000000000000000000000000002.answer.partial"];
        foreach (var name in left) await File.WriteAllTextAsync(Path.Combine(Folder, name), "i-0/content/answer-1/1\n*\n");
        await _served.Restart(new() { Rate = 0 });
        _officer = await _served.Client(Role.Officer);
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileName), Has.None.Matches<string>(name => left.Contains(name)));
        Assert.That(Files(), Does.Contain(deposit));
        await Taken("kept");
    }

    [Test, Order(6)]
    public async Task A_person_who_is_forgotten_takes_along_what_is_left()
    {
        var file = Answered.File(1000, 5);
        await _served.Record([Lines.OptedIn("o-7", "p-7", "seven@example.com")]);
        await _served.Inquiry("about-7", "p-7", file);
        var deposit = await _officer.Deposited("about-7", file, "application/pdf");
        await _served.Publish(Published.Shredded("sh-7", "p-7"));
        await _served.Publish(Published.Forgotten("fg-7", "p-7"));
        var key = await KeyOf(deposit);
        Assert.That(_served.Ledger.Get<IKeyVault>().IsDestroyed(key));
        await _officer.Take("about-7").Refuses(410, AnswerRefusals.AnswerDestroyed);
    }

    async Task Taken(string number)
    {
        using var answer = await _officer.Take(number);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }

    async Task<byte[]> Exported(string person, bool opened)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/exports") { Content = JsonContent.Create(new { subject = person, open = opened }), Headers = { { "X-Purpose", "inquiry-7" } } };
        using var answer = await _officer.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    async Task<List<IReadOnlyList<string>>> Shreddings()
    {
        List<IReadOnlyList<string>> all = [];
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry).Data is PersonShredded { Keys: { } keys }) all.Add(keys);
        return all;
    }

    async Task<KeyName> KeyOf(string deposit)
    {
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry) is { Data: AnswerDeposited deposited, Subject: var subject } && deposited.Deposit == deposit) return deposited.KeyOf(subject);
        throw new InvalidOperationException("No such deposit.");
    }

    string Folder => Path.Combine(_served.Folder, "data", "answers");

    List<string> Files() => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path).Split('.')[0]).Distinct()];
}
