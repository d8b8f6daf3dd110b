using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Server;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.SameStory;

/// <summary>A story of the demo told on an engine, with the clock, the random bytes and the log's key fixed, and then served.</summary>
sealed class ToldLedger : IAsyncDisposable
{
    static readonly Actor Officer = new("officer", Role.Officer);

    /// <summary>The same on every engine, since bundles hold it.</summary>
    static readonly byte[] LogKey = Made();

    readonly string _folder = Directory.CreateTempSubdirectory("ledger-told-").FullName;
    readonly StoryRandom _random = new();
    EmbeddedLedger _ledger = null!;
    WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public T Get<T>() where T : notnull => _ledger.Get<T>();

    /// <summary>Tells the whole story that begins there on the engine of that profile; null for the embedded one.</summary>
    public static async Task<ToldLedger> Tell(DateTimeOffset beginning, IEnumerable<Chapter> chapters, PostgresSettings? profile)
    {
        var told = new ToldLedger();
        try
        {
            await told.Tell(new StoryClock(beginning), chapters, profile);
            return told;
        }
        catch
        {
            await told.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everything recorded is folded and under a signed checkpoint.</summary>
    public async Task Settle()
    {
        await Get<Projector>().CatchUp(default);
        using var patience = new CancellationTokenSource(Workspace.Patience);
        await _app.Services.GetRequiredService<Signing>().Cover(await Get<IJournal>().Count(default) - 1, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        if (_ledger is not null) await _ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task Tell(StoryClock clock, IEnumerable<Chapter> chapters, PostgresSettings? profile)
    {
        var settings = new Settings(Path.Combine(_folder, "data"), "ledger.test/story", Officer, LegalClock.Moscow, PublishingRules.Default)
        {
            Postgres = profile, Server = new() { Urls = "http://127.0.0.1:0", Rate = 0, SigningInterval = TimeSpan.FromMilliseconds(10) },
        };
        await using (var store = await LedgerStores.Open(settings, clock, _random.Fill, default))
            await store.Vault.Secret("log-key", static () => LogKey, default);
        _ledger = await EmbeddedLedger.Open(settings, clock, _random.Fill, default);
        var number = 0;
        foreach (var step in chapters.SelectMany(chapter => chapter.Steps))
        {
            clock.MoveTo(step.At);
            _random.Begin(++number);
            var published = await _ledger.Mediator.Send(new PublishEvents(step.Published(), Officer));
            Assert.That(published.Refusal, Is.Null, step.Told.En);
            await Get<Projector>().CatchUp(default);
        }
        _random.Begin(++number);
        await Serve(settings);
        _random.Begin(++number);
    }

    static byte[] Made()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKey();
    }

    async Task Serve(Settings settings)
    {
        var key = await Get<ApiKeys>().Issue(new("administrator-1", Role.Administrator) { Rate = 0 }, default);
        _app = LedgerServer.Build(_ledger, settings);
        await _app.StartAsync();
        Client = new() { BaseAddress = new(_app.Urls.Single()), Timeout = Workspace.Patience };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }
}
