using System.Net;
using Ledger.Access;
using Ledger.Host.Tests.Server;
using Ledger.Inquiries;
using Ledger.Journal;

namespace Ledger.Host.Tests.Answers;

/// <summary>What was answered is kept for whoever asked: to be taken by that one alone, each time on record, and never in the clear on a disk.</summary>
public sealed class AnswerTests
{
    const int Limit = 400_000;

    Served _served = null!;
    HttpClient _officer = null!, _regulator = null!, _other = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0, AnswerBytesMax = Limit });
        _officer = await _served.Client(Role.Officer);
        _regulator = await _served.Client(new ApiKeyTerms("rkn-1", Role.Regulator) { Inquiries = ["1", "2", "3", "4", "5", "6", "none"], Rate = 0 });
        _other = await _served.Client(new ApiKeyTerms("rkn-2", Role.Regulator) { Inquiries = ["other"], Rate = 0 });
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task The_regulator_takes_what_was_sent_and_each_taking_is_recorded_first()
    {
        var file = Answered.File(300_000, 1);
        await _served.Inquiry("1", null, file);
        await _officer.Deposited("1", file);
        var before = (await _served.Recorded()).Count;
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var answer = await _regulator.Take("1");
            Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.NoStore), Is.EqualTo((HttpStatusCode.OK, "application/zip", (bool?)true)));
            Assert.That(answer.Headers.GetValues("Ledger-Sha256").Single(), Is.EqualTo(Answered.Sha256(file)));
            return await answer.Content.ReadAsByteArrayAsync();
        }));
        Assert.That(taken.All(bytes => bytes.AsSpan().SequenceEqual(file)));
        var recorded = (await _served.Recorded()).Skip(before).ToList();
        Assert.That(recorded.Select(e => e.Data), Has.Exactly(8).Matches<object>(data => data is ReportExported { Report: "answer", Format: "application/zip", Inquiry: "1", Ground: "answer-taken" }));
        Assert.That(recorded.Select(e => e.Actor), Is.All.EqualTo("rkn-1"));
        await _served.Record([]);
        var readings = (await _officer.Json("/readings?viewer=rkn-1", null)).GetProperty("items").EnumerateArray().ToList();
        Assert.That(readings.Where(row => row.GetProperty("inquiry").GetString() == "1").Select(row => (row.GetProperty("what").GetString(), row.GetProperty("exported").GetBoolean())), Is.All.EqualTo(("answer", true)).And.Exactly(8).Items);
    }

    [Test]
    public async Task A_regulator_of_another_inquiry_hears_what_it_would_of_one_that_does_not_exist()
    {
        var file = Answered.File(100, 2);
        await _served.Inquiry("2", null, file);
        await _officer.Deposited("2", file);
        using var foreign = await _other.Take("2");
        using var none = await _other.Take("no-such");
        Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await foreign.Content.ReadAsStringAsync(), Is.EqualTo(await none.Content.ReadAsStringAsync()));
        await _regulator.Take("none").Refuses(404, Refusals.InquiryUnknown);
        foreach (var role in (Role[])[Role.Publisher, Role.Auditor]) await (await _served.Client(role)).Take("2").Refuses(403, Refusals.NotAllowed);
        await _regulator.Deposit("2", file).Refuses(403, Refusals.NotAllowed);
        await _regulator.DeleteAsync("/inquiries/2/answer").Refuses(403, Refusals.NotAllowed);
    }

    [Test]
    public async Task Only_what_is_on_record_as_sent_is_kept()
    {
        var (letter, bundle) = (Answered.File(70_000, 3), Answered.File(Limit, 4));
        await _officer.Deposit("no-such", letter).Refuses(404, Refusals.InquiryUnknown);
        await _served.Record([Reads.Inquired("q-3", null, "3")]);
        await _officer.Deposit("3", letter).Refuses(409, AnswerRefusals.AnswerNotRecorded);
        await _officer.Take("3").Refuses(404, AnswerRefusals.AnswerUnknown);
        await _served.Record([Answered.Answer("a-3", null, "3", letter, bundle)]);
        await _officer.Deposit("3", Answered.File(70_000, 5)).Refuses(409, AnswerRefusals.AnswerDiffers);
        await _officer.Deposit("3", [.. letter, 0]).Refuses(409, AnswerRefusals.AnswerDiffers);
        await _officer.Deposit("3", Answered.File(Limit + 1, 6)).Refuses(413, "body-too-large");
        await _officer.Deposit("3", letter, "image/png").Refuses(415, "media-type");
        Assert.That(Files("3"), Is.Empty, "of what was refused nothing stays");
        await _officer.Deposited("3", bundle);
        using var taken = await _regulator.Take("3");
        Assert.That(await taken.Content.ReadAsByteArrayAsync(), Is.EqualTo(bundle));
    }

    [TestCase(0), TestCase(1), TestCase(21), TestCase(22), TestCase(65_535), TestCase(65_536), TestCase(65_537), TestCase(131_072)]
    public async Task A_file_of_any_length_comes_back_as_it_was(int length)
    {
        var (number, file) = ($"length-{length}", Answered.File(length, 9));
        await _served.Inquiry(number, null, file);
        await _officer.Deposited(number, file);
        using var taken = await _officer.Take(number);
        Assert.That(await taken.Content.ReadAsByteArrayAsync(), Is.EqualTo(file));
    }

    [Test]
    public async Task A_new_deposit_takes_the_place_of_the_earlier_and_one_can_be_removed()
    {
        var (letter, bundle) = (Answered.File(200, 7), Answered.File(131_072, 8));
        await _served.Inquiry("4", null, letter, bundle);
        var first = await _officer.Deposited("4", letter, "application/pdf");
        var second = await _officer.Deposited("4", bundle);
        Assert.That(Files("4"), Is.EqualTo(new[] { second }).And.Not.Contains(first));
        using (var taken = await _regulator.Take("4")) Assert.That(await taken.Content.ReadAsByteArrayAsync(), Is.EqualTo(bundle));
        using (var removed = await _officer.DeleteAsync("/inquiries/4/answer")) Assert.That(removed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Files("4"), Is.Empty);
        await _regulator.Take("4").Refuses(404, AnswerRefusals.AnswerUnknown);
        await _officer.DeleteAsync("/inquiries/4/answer").Refuses(404, AnswerRefusals.AnswerUnknown);
        await _officer.Deposited("4", letter, "application/pdf");
    }

    [Test]
    public async Task What_is_kept_is_its_owners_alone_in_no_byte_readable_and_refused_once_it_was_changed()
    {
        var file = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Иванова Анна Сергеевна; ", 9_000)));
        await _served.Inquiry("5", null, file);
        var deposit = await _officer.Deposited("5", file);
        var path = Path.Combine(Folder, deposit + ".answer");
        Assert.That(File.ReadAllBytes(path).AsSpan().IndexOf("Иванова"u8), Is.LessThan(0));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var kept in Directory.EnumerateFiles(Folder)) Assert.That(File.GetUnixFileMode(kept), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.GetUnixFileMode(Folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
        var before = (await _served.Recorded()).Count;
        foreach (var changed in Changed(File.ReadAllBytes(path)))
        {
            File.WriteAllBytes(path, changed);
            await _regulator.Take("5").Refuses(503, StoreFailedException.Damaged);
        }
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(before), "nothing was handed out");
    }

    /// <summary>A byte changed in the head, in each chunk, at the end; cut short anywhere; chunks in another order, left out, or there twice.</summary>
    static IEnumerable<byte[]> Changed(byte[] kept)
    {
        const int head = 40, chunk = 65_536 + 16;
        foreach (var at in (int[])[0, 20, head, head + chunk + 5, kept.Length - 1]) yield return [.. kept[..at], (byte)(kept[at] ^ 1), .. kept[(at + 1)..]];
        foreach (var length in (int[])[0, 7, head, head + 10, head + chunk, head + 2 * chunk, kept.Length - 1]) yield return kept[..length];
        yield return [.. kept[..head], .. kept[(head + chunk)..(head + 2 * chunk)], .. kept[head..(head + chunk)], .. kept[(head + 2 * chunk)..]];
        yield return [.. kept[..head], .. kept[(head + chunk)..]];
        yield return [.. kept[..(head + chunk)], .. kept[head..]];
        yield return [.. kept, 0];
    }

    string Folder => Path.Combine(_served.Folder, "data", "answers");

    /// <summary>The deposits of an inquiry that lie in the folder: those that its own stream names, or nobody's.</summary>
    List<string> Files(string number)
    {
        if (!Directory.Exists(Folder)) return [];
        var others = new List<string>();
        foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default).ToBlockingEnumerable())
            if (RecordedCodec.Read(entry).Data is AnswerDeposited { Inquiry: var inquiry, Deposit: var deposit } && inquiry != number) others.Add(deposit);
        return [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path).Split('.')[0]).Distinct().Except(others)];
    }
}
