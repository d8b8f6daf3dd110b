using System.Text.Json;

namespace Ledger.Host.Tests.Commands;

/// <summary>ledger destruction: where it stands, and what officers record of it.</summary>
public sealed class DestructionTests
{
    const string By = "staff-3:Petrova Anna:administrator";

    Workspace _place = null!;

    [SetUp]
    public void Begin()
    {
        _place = new();
        _place.Publish(
            Lines.Event("s-1", null, "ledger.system.registered.v1", """{"system":"crm","name":"Учёт клиентов","country":"RU","automated":true,"services":[],"categories":[]}"""),
            Lines.Collected("c-1", "u-1"), Lines.Consented("c-2", "u-1"), Lines.OptedIn("c-3", "u-1", "a@example.org"),
            Lines.Event("d-1", "u-1", "ledger.disclosure.made.v1", """{"recipient":"sms-gateway","categories":["contact"],"purpose":"contact","mode":"provision","country":"RU","ground":"service"}"""),
            Lines.Event("w-1", "u-1", "ledger.consent.withdrawn.v1", """{"purposes":["contact"],"channel":"web"}"""));
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void It_is_shown_what_is_waited_for_reported_and_shredded()
    {
        var before = Show();
        var cause = before.GetProperty("causes").EnumerateArray().Single(c => Text(c, "rule") == "WDR-01");
        Assert.That((Text(cause, "type"), cause.GetProperty("open").GetBoolean(), cause.GetProperty("overdue").GetBoolean()), Is.EqualTo(("ledger.consent.withdrawn", true, true)));
        var wait = cause.GetProperty("waits").EnumerateArray().Single();
        Assert.That((Text(wait, "category"), Text(wait, "system"), Text(wait, "systemName")), Is.EqualTo(("contact", "crm", "Учёт клиентов")));
        Assert.That(Text(before.GetProperty("recipients")[0], "state"), Is.EqualTo("to-tell"));

        _place.Run("destruction", "shred", "u-1", "--reason", "withdrawal", "--answers", "WDR-01").Fails(2, "still-held", "ledger destruction show");
        Report().Exits(0);
        _place.Run("destruction", "shred", "u-1", "--reason", "withdrawal", "--answers", "WDR-01").Exits(0);

        var after = Show();
        Assert.That(after.GetProperty("causes")[0].GetProperty("open").GetBoolean(), Is.False);
        Assert.That(after.GetProperty("held").GetArrayLength(), Is.Zero);
        Assert.That(Text(after.GetProperty("reported")[0], "on"), Is.EqualTo("2026-03-01"));
        Assert.That(after.GetProperty("shredded").GetArrayLength(), Is.EqualTo(1));
        Assert.That(Text(after, "evidenceUntil"), Does.StartWith("2029-0"), "three years after the destruction");
    }

    [Test]
    public void People_read_it_in_their_language()
    {
        var russian = _place.Run("destruction", "show", "u-1", "--lang", "ru").Exits(0).Output;
        Assert.That(russian, Does.Contain("уничтожить данные по отозванному согласию").And.Contain("Учёт клиентов (crm)").And.Contain("ПРОСРОЧЕНО").And.Contain("sms-gateway: сообщить"));
        Assert.That(_place.Run("destruction", "show", "u-1").Exits(0).Output, Does.Contain("waits for: contact @ Учёт клиентов (crm)").And.Contain("OVERDUE"));
    }

    [Test]
    public void A_report_holds_every_field_of_an_act_and_its_names_can_come_from_files()
    {
        _place.Write("by.txt", By, "4:Ivanov Boris:auditor");
        _place.Write("name.txt", "Иванова Анна Петровна");
        string[] full =
        [
            "destruction", "report", "u-1", "--system", "crm", "--category", "contact", "--method", "overwriting", "--reason", "withdrawal", "--by", "@" + _place.At("by.txt"), "--name", "@" + _place.At("name.txt"),
            "--tool", "eraser-4.2", "--certificate", "4567", "--on", "2026-03-01", "--reason-text", "отзыв", "--act", "2026-7", "--medium", "contract: 17:4", "--not-automated",
            "--processor", "hosting-1", "--purpose", "contact", "--id", "act-7-line-1",
        ];
        var shown = JsonDocument.Parse(_place.Run([.. full, "--dry-run"]).Exits(0).Output).RootElement;
        var data = shown.GetProperty("data");
        Assert.That((Text(shown, "type"), Text(shown, "subject"), Text(shown, "id")), Is.EqualTo(("ledger.data.destroyed.v1", "u-1", "act-7-line-1")));
        Assert.That(data.GetProperty("performedBy").EnumerateArray().Select(p => (Text(p, "person"), Text(p, "fullName"), Text(p, "position"))),
            Is.EqualTo(new[] { ("staff-3", "Petrova Anna", "administrator"), ("staff-4", "Ivanov Boris", "auditor") }));
        Assert.That((Text(data, "subjectName"), Text(data.GetProperty("tool"), "certificate"), data.GetProperty("automated").GetBoolean()), Is.EqualTo(("Иванова Анна Петровна", "4567", false)));
        Assert.That((Text(data.GetProperty("media")[0], "name"), data.GetProperty("media")[0].GetProperty("sheets").GetInt64()), Is.EqualTo(("contract: 17", 4L)));
        Assert.That(Show().GetProperty("reported").GetArrayLength(), Is.Zero, "a dry run records nothing");
        _place.Run(full).Exits(0);
        Assert.That(Text(Show().GetProperty("reported")[0], "act"), Is.EqualTo("2026-7"));
    }

    [Test]
    public void A_decision_to_go_on_answers_the_duty_and_names_who_decided()
    {
        _place.Run("destruction", "continue", "u-1", "--category", "contact", "--basis", "law", "--document", "402-FZ, article 29", "--decided-by", "officer-1").Exits(0);
        var file = Show();
        var ground = file.GetProperty("continued").EnumerateArray().Single();
        Assert.That((Text(ground, "category"), Text(ground, "basis"), Text(ground, "decidedBy")), Is.EqualTo(("contact", "law", "officer-1")));
        Assert.That(file.GetProperty("causes")[0].GetProperty("open").GetBoolean(), Is.False);
    }

    [Test]
    public void A_demand_opens_a_duty_and_a_block_moves_its_end()
    {
        _place.Write("letter.txt", "please");
        _place.Run("destruction", "demand", "u-1", "--from", "subject", "--channel", "post", "--letter", _place.At("letter.txt")).Exits(0);
        Assert.That(Show().GetProperty("causes").EnumerateArray().Select(c => Text(c, "rule")), Does.Contain("DEST-03"));
        _place.Run("destruction", "block", "u-1", "--explanation", "lies in backups", "--since", "2025-06-10").Exits(0);
        var file = Show();
        Assert.That(file.GetProperty("causes").EnumerateArray().Single(c => Text(c, "rule") == "WDR-01").GetProperty("extended").GetBoolean(), Is.True);
        Assert.That(Text(file.GetProperty("blocks")[0], "reason"), Is.EqualTo("destruction-impossible"));
    }

    [Test]
    public void Whoever_is_forgotten_by_order_is_known_no_more()
    {
        Report().Exits(0);
        _place.Run("destruction", "forget", "u-1").Fails(2, "content-remains", "shred ID");
        _place.Run("destruction", "shred", "u-1", "--reason", "withdrawal").Exits(0);
        _place.Run("destruction", "forget", "u-1").Fails(2, "[");
        _place.Run("destruction", "forget", "u-1", "--ordered").Exits(0);
        _place.Run("destruction", "show", "u-1").Fails(2, "person-unknown");
    }

    [Test]
    public void A_mistyped_id_makes_no_person()
    {
        _place.Run("destruction", "report", "u-l", "--system", "crm", "--category", "contact", "--method", "overwriting", "--reason", "withdrawal", "--by", By, "--act", "2026-7").Fails(2, "person-unknown");
        _place.Run("subject", "u-l").Fails(2, "person-unknown");
    }

    [TestCase("--by", "Petrova"), TestCase("--by", "staff-3::administrator"), TestCase("--medium", "contract"), TestCase("--on", "1.3.2026"), TestCase("--name", "@none.txt")]
    public void What_cannot_be_meant_is_wrong_input(string option, string value)
    {
        string[] more = option == "--by" ? [] : ["--by", By];
        _place.Run(["destruction", "report", "u-1", "--system", "crm", "--category", "contact", "--method", "overwriting", "--reason", "withdrawal", "--act", "2026-7", .. more, option, value]).Fails(2, "[input]");
    }

    Ran Report() => _place.Run("destruction", "report", "u-1", "--system", "crm", "--category", "contact", "--method", "overwriting", "--reason", "withdrawal", "--by", By, "--act", "2026-7", "--on", "2026-03-01");

    JsonElement Show() => _place.Run("destruction", "show", "u-1", "--reason", "a look", "--json").Exits(0).Documents[0];

    static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
