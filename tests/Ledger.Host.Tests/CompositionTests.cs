using System.Runtime.Versioning;
using System.Text;
using Ledger.Access;
using Ledger.Host.Commands;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Tests;

/// <summary>The ledger as it is put together: no request gets past the role it needs, and no reading past the access journal.</summary>
public sealed class CompositionTests
{
    static readonly Actor Officer = new("officer-1", Role.Officer), Service = new("svc", Role.Publisher);

    string _folder = null!;
    EmbeddedLedger _ledger = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = Path.Combine(Path.GetTempPath(), $"ledger-{Convert.ToHexStringLower(Bytes(8))}");
        var settings = new Settings(_folder, "ledger.test/host", Officer, LegalClock.Moscow, PublishingRules.Default);
        _ledger = await EmbeddedLedger.Open(settings, TimeProvider.System, Randomness.System, default);
    }

    [TearDown]
    public async Task Close()
    {
        await _ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Every_request_says_who_asks_and_passes_both_behaviours()
    {
        var requests = new[] { typeof(Actor), typeof(ViewPerson), typeof(EmbeddedLedger) }.SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t is { IsAbstract: false } && AnswerOf(t) is not null).ToList();
        Assert.That(requests, Does.Contain(typeof(ViewPerson)).And.Contain(typeof(PublishEvents)));
        Assert.Multiple(() =>
        {
            foreach (var request in requests)
            {
                Assert.That(request.IsAssignableTo(typeof(IAuthorised)), Is.True, $"{request.Name} does not say who asks.");
                Assert.That(Behaviours(request), Is.EqualTo(new[] { "AuthorisationBehaviour`2", "AccessJournalBehaviour`2" }), request.Name);
            }
        });
    }

    [Test]
    public async Task A_reading_is_recorded_before_it_is_answered()
    {
        await Publish();
        var viewed = await _ledger.Mediator.Send(new ViewPerson("u-1", null, null, "inquiry 7", Officer));
        Assert.That(viewed.Refusal, Is.Null);
        Assert.That((await Viewed()).Select(e => (e.Stream, e.Subject)), Is.EqualTo(new[] { ("v-officer-1", _ledger.Get<IKeyVault>().FindToken("u-1")) }));
    }

    [Test]
    public async Task A_role_that_may_not_read_is_refused_and_leaves_nothing()
    {
        await Publish();
        var viewed = await _ledger.Mediator.Send(new ViewPerson("u-1", null, null, "curiosity", Service));
        Assert.That(viewed.Refusal?.Code, Is.EqualTo(Refusals.NotAllowed));
        Assert.That(await Viewed(), Is.Empty);
    }

    [Test]
    public async Task Nobody_reads_without_a_reason()
    {
        await Publish();
        var viewed = await _ledger.Mediator.Send(new ViewPerson("u-1", null, null, " ", Officer));
        Assert.That(viewed.Refusal?.Code, Is.EqualTo(Refusals.ReasonMissing));
        Assert.That(await Viewed(), Is.Empty);
    }

    [Test]
    public async Task An_import_is_cut_where_a_person_is_shredded_and_comes_back()
    {
        const string template = """{"specversion":"1.0","id":"ID","source":"/t","type":"ledger.TYPE.v1","subject":"u-1","time":"2025-06-01T12:00:00Z","data":DATA}""";
        string Line(string id, string type, string data) => template.Replace("ID", id, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal)
            .Replace("DATA", data, StringComparison.Ordinal);
        const string optIn = """{"kind":"news","channels":["email"],"contact":"a@example.org"}""";
        var lines = string.Join('\n', Line("a", "messaging.opted-in", optIn), Line("s", "person.shredded", """{"reason":"withdrawal","categories":[]}"""),
            Line("b", "messaging.opted-in", optIn));
        var result = await new Import.Importer((events, after, cancel) => _ledger.Mediator.Send(new PublishEvents(events, Officer) { After = after }, cancel)).Run(new MemoryStream(Encoding.UTF8.GetBytes(lines)), null, _ => { }, default);
        Assert.That((result.Failure, result.Recorded), Is.EqualTo(((Import.ImportFailure?)null, 3L)));
        var token = _ledger.Get<IKeyVault>().FindToken("u-1")!;
        Assert.That(_ledger.Get<IKeyVault>().KeysOf(token).Select(k => k.ToString()), Does.Contain($"{token}/content/contact/2"));
    }

    [Test, Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
    public void What_is_exported_is_its_owners_alone_and_the_bundle_behind_it_has_no_name()
    {
        var path = Path.Combine(_folder, "out");
        File.WriteAllText(path, "left by a crash");
        using (PrivateFile.Create(path)) Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using var bundle = new TemporaryBundle(path);
        Assert.That(File.Exists($"{path}.zip"), Is.False);
    }

    async Task Publish()
    {
        const string optIn = """{"specversion":"1.0","id":"a","source":"/t","type":"ledger.messaging.opted-in.v1","subject":"u-1","time":"2025-06-01T12:00:00Z","data":{"kind":"news","channels":["email"]}}""";
        var outcome = await _ledger.Mediator.Send(new PublishEvents([Encoding.UTF8.GetBytes(optIn)], Service));
        Assert.That(outcome.Refusal, Is.Null);
    }

    async Task<List<RecordedEvent>> Viewed()
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in _ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry) is { Data: RecordViewed } viewed) events.Add(viewed);
        return events;
    }

    string[] Behaviours(Type request)
    {
        var behaviour = typeof(IPipelineBehavior<,>).MakeGenericType(request, AnswerOf(request)!);
        var all = typeof(EmbeddedLedger).GetMethod(nameof(EmbeddedLedger.Get))!.MakeGenericMethod(typeof(IEnumerable<>).MakeGenericType(behaviour));
        return [.. ((IEnumerable<object>)all.Invoke(_ledger, null)!).Select(b => b.GetType().Name)];
    }

    static Type? AnswerOf(Type request) =>
        request.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))?.GetGenericArguments()[0];

    static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Randomness.System(bytes);
        return bytes;
    }
}
