using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Commands;

/// <summary>Every command against one small ledger: what it answers, its exit code, and that programs can read it.</summary>
public sealed class CommandTests
{
    const string Person = "u-1001", Vkey = @"^ledger\.example/x-keeper\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$";

    Workspace place = null!;

    [OneTimeSetUp]
    public void A_year_of_traffic_and_one_person_we_know()
    {
        place = new();
        place.Run("generate", "--subjects", "40", "--seed", "7", "--out", place.At("traffic.jsonl")).Exits(0);
        place.Run("publish", place.At("traffic.jsonl")).Exits(0);
        place.Publish(
            Lines.Registered("c-1", Person), Lines.Consented("c-2", Person), Lines.OptedIn("c-3", Person, "anna@example.com"), Lines.OptedOut("c-4", Person),
            Lines.Event("c-5", Person, "ledger.inquiry.received.v1", """{"inquiry":"2025-118","from":"person","channel":"email","form":"electronic","cases":["information"],"admissible":true}"""));
    }

    [OneTimeTearDown]
    public void Gone() => place.Dispose();

    [TestCase("key")]
    [TestCase("check")]
    [TestCase("duties")]
    [TestCase("findings")]
    [TestCase("inquiries")]
    [TestCase("rebuild")]
    [TestCase("subject", Person, "--reason", "inquiry 2025-118")]
    public void Programs_can_read_it(params string[] arguments)
    {
        var ran = place.Run([.. arguments, "--json"]).Exits(0);
        Assert.That(ran.Documents, Is.Not.Empty);
        Assert.That(ran.Documents, Has.All.Matches<JsonElement>(d => d.ValueKind == JsonValueKind.Object));
        Assert.That(ran.Errors, Is.Empty);
    }

    [TestCase("check")]
    [TestCase("duties")]
    [TestCase("findings")]
    [TestCase("inquiries")]
    [TestCase("subject", Person, "--reason", "inquiry 2025-118")]
    public void People_can_read_it_without_colours_in_a_file(params string[] arguments)
    {
        var ran = place.Run(arguments).Exits(0);
        Assert.That(ran.Output.Trim(), Is.Not.Empty);
        Assert.That(ran.Output, Does.Not.Contain('\u001b'));
    }

    [Test]
    public void The_key_alone_is_written_to_a_file() => Assert.That(place.Run("key").Exits(0).Output.Trim(), Does.Match(Vkey));

    [Test]
    public void The_key_is_the_same_each_time_and_comes_with_its_fingerprint()
    {
        var key = place.Run("key", "--json").Exits(0).Documents.Single();
        Assert.That(key.GetProperty("vkey").GetString(), Is.EqualTo(place.Run("key").Output.Trim()));
        Assert.That(key.GetProperty("fingerprint").GetString(), Does.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public void Findings_are_found_in_a_year_with_mistakes() => Assert.That(place.Run("findings", "--json").Documents, Is.Not.Empty);

    [Test]
    public void An_open_inquiry_is_listed() =>
        Assert.That(place.Run("inquiries", "--json").Output, Does.Contain("2025-118"));

    [Test]
    public void Publishing_again_records_nothing_and_answers_the_first_receipts()
    {
        string[] lines = [Lines.Registered("twice-1", "again"), Lines.Consented("twice-2", "again")];
        var first = place.Publish(lines).Documents;
        var second = place.Publish(lines).Documents;
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.That(second[i].GetProperty("index").GetInt64(), Is.EqualTo(first[i].GetProperty("index").GetInt64()));
            Assert.That(second[i].GetProperty("leafHash").GetString(), Is.EqualTo(first[i].GetProperty("leafHash").GetString()));
            Assert.That((first[i].GetProperty("duplicate").GetBoolean(), second[i].GetProperty("duplicate").GetBoolean()), Is.EqualTo((false, true)));
        }
        Assert.That(second[^1].GetProperty("recorded").GetInt64(), Is.Zero);
    }

    [Test]
    public void May_says_yes_with_exit_0_and_no_with_exit_1()
    {
        place.Publish(Lines.Consented("asked-1", "may"), Lines.OptedIn("asked-2", "may", "may@example.com"));
        var yes = place.Run("may", "may", "--purpose", "contact", "--category", "contact", "--json");
        var no = place.Run("may", "may", "--purpose", "improvement", "--json");
        Assert.That((yes.ExitCode, no.ExitCode), Is.EqualTo((0, 1)), $"{yes.Said}\n{no.Said}");
        Assert.That((yes.Documents.Single().ValueKind, no.Documents.Single().ValueKind), Is.EqualTo((JsonValueKind.Object, JsonValueKind.Object)));
    }

    [TestCase("subject", "nobody", "--reason", "none")]
    [TestCase("may", "nobody", "--purpose", "contact")]
    [TestCase("export", "--subject", "nobody", "--out", "nobody.zip")]
    public void An_unknown_person_is_an_input_error_with_a_hint(params string[] arguments)
    {
        place.Run(arguments).Fails(2, "person-unknown");
        Assert.That(File.Exists(place.At("nobody.zip")) || File.Exists(place.At("nobody.zip.partial")), Is.False);
    }

    [Test]
    public void An_unknown_purpose_is_an_input_error_with_a_hint() =>
        place.Run("may", Person, "--purpose", "world-peace").Fails(2, "policy edition in force", "[purpose-unknown]");

    [Test]
    public void An_unknown_inquiry_is_an_input_error() =>
        place.Run("export", "--subject", Person, "--inquiry", "1999-1", "--out", place.At("no-inquiry.zip")).Fails(2, "inquiry-unknown");

    [TestCase("tomorrow")]
    [TestCase("2025-02-30")]
    public void A_moment_that_is_none_is_an_input_error(string moment) =>
        place.Run("export", "--from", moment, "--out", place.At("moment.zip")).Fails(2, "2025-06-01");

    [Test]
    public void An_export_never_overwrites()
    {
        File.WriteAllText(place.At("there.zip"), "mine");
        place.Run("export", "--out", place.At("there.zip")).Fails(2, "exists already");
        Assert.That(File.ReadAllText(place.At("there.zip")), Is.EqualTo("mine"));
    }

    [Test]
    public void Exports_as_lines_and_as_csv_hold_every_event()
    {
        var jsonl = place.Run("export", "--format", "jsonl", "--out", place.At("all.jsonl"), "--json").Exits(0).Documents.Single();
        var csv = place.Run("export", "--format", "csv", "--out", place.At("all.csv"), "--json").Exits(0).Documents.Single();
        Assert.That(File.ReadLines(place.At("all.jsonl")).Count(), Is.EqualTo(jsonl.GetProperty("events").GetInt64()));
        Assert.That(csv.GetProperty("events").GetInt64(), Is.EqualTo(jsonl.GetProperty("events").GetInt64() + 1), "the first export is an event of the second");
        Assert.That(Directory.EnumerateFiles(place.Root, "*.partial*"), Is.Empty);
    }

    [Test]
    public void A_rebuilt_set_answers_as_the_live_one_did()
    {
        var before = place.Run("findings", "--all", "--limit", "10000", "--json").Exits(0).Output;
        place.Run("rebuild").Exits(0);
        Assert.That(place.Run("findings", "--all", "--limit", "10000", "--json").Exits(0).Output, Is.EqualTo(before));
        place.Check();
    }

    [Test]
    public void The_data_folder_may_be_named_by_option()
    {
        var elsewhere = place.At("elsewhere");
        place.RunWith(Encoding.UTF8.GetBytes(Lines.Registered("e-1", "else")), "publish", "-", "--data", elsewhere).Exits(0);
        place.Run("--data", elsewhere, "check").Exits(0);
        Assert.That(Directory.Exists(elsewhere), Is.True);
    }

    [TestCase("LEDGER_TIMEZONE", "Mars/Olympus")]
    [TestCase("LEDGER_SKEW_SECONDS", "soon")]
    public void A_setting_that_cannot_be_used_is_named(string variable, string value)
    {
        place.Environment[variable] = value;
        try
        {
            place.Run("check").Fails(2, variable);
        }
        finally
        {
            place.Environment.Remove(variable);
        }
    }
}
