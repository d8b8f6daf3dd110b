using System.Text;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Acts;
using Ledger.Host.Demo;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Proofs;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Demo;

/// <summary>
/// The whole way of one person on a ledger in a real folder: registered, disclosed to two recipients, one purpose withdrawn, then all, three systems, shredded,
/// certified, forgotten, back again. Afterwards every file is read byte by byte.
/// </summary>
public sealed class StoryToItsEndTests
{
    static readonly Actor Officer = new("officer", Role.Officer);

    static readonly List<StoryStep> Steps = [.. Story.Chapters.Concat(Story.Later).SelectMany(chapter => chapter.Steps)];

    readonly List<(DateTimeOffset At, byte[] Bundle)> _bundles = [];
    readonly List<(DateTimeOffset At, byte[] File)> _certificates = [];
    readonly StoryClock _clock = new(Story.Beginning);

    string _folder = null!, _token = null!, _act = null!;
    EmbeddedLedger _ledger = null!;

    [OneTimeSetUp]
    public async Task Told()
    {
        _folder = Directory.CreateTempSubdirectory("ledger-story-").FullName;
        var settings = new Settings(Path.Combine(_folder, "data"), "ledger.test/story", Officer, LegalClock.Moscow, PublishingRules.Default);
        _ledger = await EmbeddedLedger.Open(settings, _clock, Randomness.System, default);
        foreach (var step in Steps)
        {
            _clock.MoveTo(step.At);
            var published = await _ledger.Mediator.Send(new PublishEvents(step.Published(), Officer));
            Assert.That(published.Refusal, Is.Null, step.Told.En);
            _token ??= _ledger.Get<IKeyVault>().FindToken(Story.Anna)!;
            if (step.Look is LookAct) await Draw();
            if (step.At <= Story.End && step.Events.Any(e => e.Subject == Story.Anna)) await TakeOut(step.At);
        }
    }

    [OneTimeTearDown]
    public async Task Gone()
    {
        await _ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Each_bundle_taken_out_on_the_way_still_verifies()
    {
        Assert.That(_bundles, Has.Count.GreaterThan(10));
        foreach (var (at, bundle) in _bundles) Assert.That(BundleVerifier.Verify(new MemoryStream(bundle), Key).Outcome, Is.EqualTo(BundleOutcome.Genuine), $"{at}");
    }

    [Test]
    public async Task No_file_under_the_data_folder_holds_a_personal_value_of_the_story()
    {
        var values = PersonalValues.Of(Steps);
        Assert.That(values, Does.Contain("anna.belova@mail.example").And.Contain("Белова Анна Сергеевна").And.Contain("198.51.100.24").And.Contain(Story.Anna));
        Assert.That(await Holding("xk-eraser-2.3"), Is.Not.Empty, "what is recorded in the clear is found, so the search sees what lies there");
        await Searched(values, "while it runs");   // with write-ahead logs and shared memory
        await _ledger.DisposeAsync();
        try
        {
            await Searched(values, "when it is closed");
        }
        finally
        {
            _ledger = await EmbeddedLedger.Open(
                new Settings(Path.Combine(_folder, "data"), "ledger.test/story", Officer, LegalClock.Moscow, PublishingRules.Default), _clock, Randomness.System, default);
        }
    }

    [Test]
    public void No_key_of_hers_is_left_and_nobody_can_tell_whom_the_token_meant()
    {
        var vault = _ledger.Get<IKeyVault>();
        Assert.That(vault.KeysOf(_token), Is.Empty);
        Assert.That(vault.FindToken(Story.Anna), Is.Not.Null.And.Not.EqualTo(_token), "she came back as somebody new");
    }

    [Test]
    public async Task Every_field_that_was_sealed_under_her_keys_is_unreadable()
    {
        var opener = new Opener(_ledger.Get<IKeyVault>());
        var (fields, opened) = (0, 0);
        await foreach (var entry in _ledger.Get<IJournal>().ReadAll(0, default))
        {
            using var json = System.Text.Json.JsonDocument.Parse(entry.Bytes);
            foreach (var (pointer, field) in SealedFields.In(json.RootElement).Where(f => f.Field.KeyName.StartsWith(_token, StringComparison.Ordinal)))
            {
                var root = json.RootElement;
                var place = new FieldContext("ledger.test/story", entry.Stream, root.GetProperty("source").GetString()!, root.GetProperty("id").GetString()!, pointer, field.KeyName);
                (fields, opened) = (fields + 1, opened + (opener.FieldKeyOf(field, place) is null ? 0 : 1));
            }
        }
        Assert.That((fields > 20, opened), Is.EqualTo((true, 0)));
    }

    [Test]
    public void After_one_purpose_was_withdrawn_only_what_served_it_was_gone()
    {
        var october = Statement(_certificates.First().File);
        Assert.That(october.Unreadable.Select(field => field.Key[(_token.Length + 1)..]).Distinct(), Has.Some.StartsWith("content/contact/").And.None.StartsWith("content/public-resource/"));
        Assert.That(october.Remaining.Select(key => key.Key[(_token.Length + 1)..]), Has.Some.StartsWith("content/public-resource/"));
        Assert.That(october.Systems.Where(system => system.Outstanding.Count > 0).Select(system => system.System), Is.EqualTo(new[] { "archive", "panel-db", "telemetry-db" }));
    }

    [Test]
    public async Task The_certificate_names_three_systems_two_recipients_and_the_act()
    {
        var statement = Statement(_certificates.Last(one => one.At <= Story.End).File);
        Assert.That(statement.Systems.Select(system => system.System), Is.SupersetOf(new[] { "archive", "panel-db", "telemetry-db" }));
        Assert.That(statement.Systems.SelectMany(system => system.Outstanding), Is.Empty);
        Assert.That(statement.Recipients.Select(recipient => (recipient.Recipient, recipient.Acknowledged.Count)), Is.EqualTo(new[] { ("assist-24", 1), ("sms-gateway", 1) }));
        Assert.That(statement.Acts.Single(act => act.Act == Story.Act).Reports, Has.Count.EqualTo(3));
        var later = await _ledger.Mediator.Send(new CertifyErasure(new(_token, IsToken: true), "order-7", Officer));
        Assert.That(later.Refusal, Is.Null);
        Assert.That(Statement(later.Value.File.ToArray()).Remaining.Select(key => key.Key), Has.None.StartsWith(_token), "not even the evidence; the performer's name is under the performer's own key");
    }

    [Test]
    public void The_act_holds_every_item_of_Order_179()
    {
        var lines = _act.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(4), "a head and three reports");
        foreach (var line in lines[1..])
            Assert.That(line, Does.Contain("ООО «Икс-Кипер»").And.Contain("Большой Кисловский")                           // а
                .And.Contain("Белова Анна Сергеевна")                                                                      // в
                .And.Contain("Крылова Анна Викторовна, Администратор баз данных"));                                        // г
        Assert.That(lines[1], Does.Contain("ИСПДн «Панель»").And.Contain("Имя").And.Contain("08.12.2025"));               // д, ж, к
        Assert.That(lines[2], Does.Contain("ИСПДн «Устройства и сеансы»").And.Contain("10.12.2025"));
        Assert.That(lines[3], Does.Contain("Архив резервных копий").And.Contain("перезапись носителя").And.Contain("отзыв").And.Contain("19.12.2025"));   // з, и
    }

    async Task Draw()
    {
        using var act = new MemoryStream();
        var made = await _ledger.Mediator.Send(new MakeActReport(Story.Act, ActReportKind.Act, ReportFormat.Csv, null, "order-4", Again: false, act, Officer));
        Assert.That(made.Refusal, Is.Null);
        Assert.That(made.Value.Missing, Is.Empty);
        _act = Encoding.UTF8.GetString(act.ToArray());
    }

    async Task TakeOut(DateTimeOffset at)
    {
        using var bundle = new MemoryStream();
        var exported = await _ledger.Mediator.Send(new ExportBundle(new(Story.Anna, Opened: true), "look", bundle, Officer));
        Assert.That(exported.Refusal, Is.Null);
        _bundles.Add((at, bundle.ToArray()));
        var certified = await _ledger.Mediator.Send(new CertifyErasure(new(Story.Anna), "look", Officer));
        if (certified.Refusal is null) _certificates.Add((at, certified.Value.File.ToArray()));
        else Assert.That(certified.Refusal.Code, Is.EqualTo(CertificateRefusals.NotShredded));
    }

    ErasureStatement Statement(byte[] file)
    {
        var verdict = ErasureVerifier.Verify(file, Key);
        Assert.That(verdict.Faults, Is.Empty);
        return verdict.Statement!;
    }

    VerifierKey Key => _ledger.Get<ITransparency>().Key;

    async Task Searched(IReadOnlyList<string> values, string when)
    {
        foreach (var value in values) Assert.That(await Holding(value), Is.Empty, $"{value} {when}");
    }

    /// <summary>The files that hold the value in any of its forms.</summary>
    async Task<IReadOnlyList<string>> Holding(string value)
    {
        List<string> holding = [];
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            if (PersonalValues.FormsOf(value).Any(form => bytes.AsSpan().IndexOf(form) >= 0)) holding.Add(Path.GetFileName(file));
        }
        return holding;
    }
}
