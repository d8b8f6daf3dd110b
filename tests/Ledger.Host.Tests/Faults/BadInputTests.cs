using System.Globalization;
using System.Text;

namespace Ledger.Host.Tests.Faults;

/// <summary>Input that cannot be used: named by line, code and path, and nothing of its batch kept.</summary>
public sealed class BadInputTests
{
    /// <summary>What one line may cost in memory, however long it is. The process itself needs about a third of it.</summary>
    const int PeakMebibytesMax = 400;

    Workspace place = null!;

    [SetUp]
    public void Fresh() => place = new();

    [TearDown]
    public void Gone() => place.Dispose();

    [TestCase("""{"specversion":"1.0","id":"b-2","source":"https://crm.example","type":"ledger.consent.eaten.v1","time":"2025-06-02T12:00:00Z","data":{}}""", "unknown-type", "$.type")]
    [TestCase("""{"specversion":"1.0","id":"b-2","source":"https://crm.example","type":"ledger.messaging.opted-out.v1","time":"2025-06-02T12:00:00Z","data":{"kinds":[],"channels":[],"via":"web"}}""", "subject-required", "$.subject")]
    [TestCase("""{"specversion":"1.0","id":"b-2","source":"https://crm.example","type":"ledger.messaging.opted-out.v1","subject":"x","time":"2999-06-02T12:00:00Z","data":{"kinds":[],"channels":[],"via":"web"}}""", "time-in-future", "$.time")]
    [TestCase("""{"specversion":"1.0","id":"b-2","source":"https://crm.example","type":"ledger.messaging.opted-out.v1","subject":"x","time":"2025-06-02T12:00:00Z","data":{"kinds":[7],"channels":[],"via":"web"}}""", "wrong-type", "$.data.kinds[0]")]
    [TestCase("not JSON at all", "not-json", "$")]
    [TestCase("{\"specversion\":\"1.0\",\"id\":\"b-2", "not-json", "$")]
    public void A_bad_line_is_named_and_nothing_of_its_batch_is_kept(string bad, string code, string path)
    {
        place.Publish(Lines.Registered("b-0", "before"));
        var file = place.Write("events.jsonl", Lines.Registered("b-1", "one"), bad, Lines.Registered("b-3", "three"));
        var ran = place.Run("publish", file, "--json").Fails(2);
        Assert.That(ran.Complaint.GetProperty("error").GetString(), Is.EqualTo(code));
        Assert.That(ran.Complaint.GetProperty("path").GetString(), Is.EqualTo(path));
        Assert.That(ran.Complaint.GetProperty("line").GetInt64(), Is.EqualTo(2));
        Assert.That(Recorded(), Is.EqualTo(1), "only what was there before");
        place.Run("publish", file).Fails(2, "line 2:", path, $"[{code}]");
    }

    [Test]
    public void Batches_before_the_bad_line_stay_and_can_be_published_again()
    {
        string[] good = [.. Lines.Many("g", 1100)];
        var file = place.Write("events.jsonl", [.. good, "{}"]);
        var ran = place.Run("publish", file, "--json").Fails(2);
        Assert.That(ran.Complaint.GetProperty("line").GetInt64(), Is.EqualTo(1101));
        Assert.That(ran.Documents.Single().GetProperty("recorded").GetInt64(), Is.EqualTo(1000));
        var again = place.Run("publish", place.Write("mended.jsonl", good), "--json").Exits(0).Documents.Single();
        Assert.That((again.GetProperty("recorded").GetInt64(), again.GetProperty("repeated").GetInt64()), Is.EqualTo((100, 1000)));
        place.Check();
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_named()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes(Lines.Registered("u-1", "one")), (byte)'\n', .. Encoding.Latin1.GetBytes(Lines.OptedIn("u-2", "one", "Andr\u00e9")), (byte)'\n'];
        File.WriteAllBytes(place.At("latin.jsonl"), line);
        place.Run("publish", place.At("latin.jsonl")).Fails(2, "line 2:", "[not-utf8]");
        Assert.That(Recorded(), Is.Zero);
    }

    [Test]
    public void A_file_cut_off_in_the_middle_of_a_line_keeps_nothing_of_that_batch()
    {
        var whole = Encoding.UTF8.GetBytes(string.Join('\n', Lines.Many("t", 20)));
        File.WriteAllBytes(place.At("cut.jsonl"), whole[..^30]);
        place.Run("publish", place.At("cut.jsonl")).Fails(2, "line 20:", "[not-json]");
        Assert.That(Recorded(), Is.Zero);
    }

    [TestCase("")]
    [TestCase("\n\n  \n")]
    public void An_empty_file_is_an_input_error(string text)
    {
        File.WriteAllText(place.At("empty.jsonl"), text);
        place.Run("publish", place.At("empty.jsonl")).Fails(2, "no event");
    }

    [Test]
    public void A_picture_is_no_JSON()
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(place.At("picture.jsonl"), bytes);
        place.Run("publish", place.At("picture.jsonl")).Fails(2, "line 1:");
        File.WriteAllBytes(place.At("picture.json"), bytes);
        place.Run("publish", place.At("picture.json")).Fails(2, "not JSON");
    }

    [Test]
    public void A_file_that_is_not_there_or_a_folder_is_an_input_error()
    {
        place.Run("publish", place.At("absent.jsonl")).Fails(2, "absent.jsonl");
        place.Run("publish", place.Temp).Fails(2);
    }

    [Test]
    [Platform("Linux", Reason = "Peak memory is read from /proc.")]
    public void A_line_of_100_MB_costs_no_memory_and_is_named()
    {
        using var process = place.Start("publish", "-");
        process.Input.Write(Encoding.UTF8.GetBytes(Lines.Registered("m-1", "one") + "\n"));
        var part = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
        process.Input.Write("{\"specversion\":\""u8);
        for (var mebibyte = 0; mebibyte < 100; mebibyte++) process.Input.Write(part);
        process.Input.Flush();
        Assert.That(process.PeakMebibytes, Is.LessThan(PeakMebibytesMax));
        process.CloseInput();
        process.Wait().Fails(2, "line 2:", "[too-large]");
    }

    [Test]
    public void An_event_of_more_than_65535_bytes_is_named()
    {
        var file = place.Write("large.jsonl", Lines.OptedIn("l-1", "one", new string('x', 66_000)));
        place.Run("publish", file).Fails(2, "line 1:", "[too-large]");
    }

    [Test]
    public void The_same_id_with_other_content_is_refused_by_line()
    {
        place.Publish(Lines.OptedIn("s-1", "one", "one@example.com"));
        place.Run("publish", place.Write("other.jsonl", Lines.Registered("s-2", "two"), Lines.OptedIn("s-1", "one", "other@example.com")))
            .Fails(2, "line 2:", "[publication-differs]");
        place.Run("publish", place.Write("another.jsonl", Lines.OptedIn("s-1", "two", "one@example.com"))).Fails(2, "line 1:", "[publication-names-another]");
    }

    /// <summary>How many published events the ledger holds: its own introductions and exports do not count.</summary>
    int Recorded()
    {
        var file = place.At($"recorded-{Directory.GetFiles(place.Root).Length.ToString(CultureInfo.InvariantCulture)}.jsonl");
        place.Run("export", "--format", "jsonl", "--out", file).Exits(0);
        return File.ReadLines(file).Count(line => line.Contains($"\"source\":\"{Lines.Source}\"", StringComparison.Ordinal));
    }
}
