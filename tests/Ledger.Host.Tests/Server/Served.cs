using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Ledger.Host.Stamping;
using Ledger.Intake;
using Ledger.Law;
using Ledger.Sealing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework.Constraints;

namespace Ledger.Host.Tests.Server;

/// <summary>A ledger in a folder of its own, served in this process on a free port of 127.0.0.1, and clients with keys.</summary>
sealed class Served : IAsyncDisposable
{
    readonly string _folder;
    readonly List<HttpClient> _clients = [];
    WebApplication _app = null!;
    FrontDoor? _door;

    readonly TimeProvider _clock;

    readonly TsaSettings? _tsa;

    PostgresSettings? _postgres;

    Served(string folder, TimeProvider clock, TsaSettings? tsa) => (_folder, _clock, _tsa) = (folder, clock, tsa);

    public EmbeddedLedger Ledger { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>The server itself, also where requests go to a standby before it.</summary>
    public Uri Own { get; private set; } = null!;

    /// <summary>An address under which a server answers of its own health.</summary>
    public Uri Health(string what) => new(Own, $"/health/{what}");

    /// <summary>Every endpoint the server answers at.</summary>
    public IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints);

    /// <summary>A part of the server.</summary>
    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The whole data folder, for a look at what lies in it.</summary>
    public string Folder => _folder;

    public static async Task<Served> Start(ServerSettings? server = null, TimeProvider? clock = null, TsaSettings? tsa = null)
    {
        var served = new Served(Directory.CreateTempSubdirectory("ledger-served-").FullName, clock ?? TimeProvider.System, tsa);
        await served.Open(server ?? new());
        return served;
    }

    /// <summary>A client whose key has that role.</summary>
    public Task<HttpClient> Client(Role role) => Client(new ApiKeyTerms($"{Roles.NameOf(role)}-1", role) { Rate = 0 });

    public async Task<HttpClient> Client(ApiKeyTerms terms)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Ledger.Get<ApiKeys>().Issue(terms, default));
        return client;
    }

    /// <summary>A client without a key.</summary>
    public HttpClient Anonymous()
    {
        var client = new HttpClient { BaseAddress = Address };
        _clients.Add(client);
        return client;
    }

    /// <summary>Stops the server and the ledger and starts both again over the same folder.</summary>
    public async Task Restart(ServerSettings? server = null)
    {
        await Close();
        await Open(server ?? new());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Close();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What GET /checkpoint answers whoever may ask: the checkpoint, or that there is none yet.</summary>
    public static AnyOfConstraint Answered => Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.NotFound);

    /// <summary>One CloudEvent in structured mode.</summary>
    public static StringContent Structured(string json) => new(json, Encoding.UTF8, "application/cloudevents+json");

    async Task Open(ServerSettings server)
    {
        _postgres ??= await TestProfile.Fresh();
        var settings = new Settings(Path.Combine(_folder, "data"), "ledger.test/served", new("cli", Role.Administrator), LegalClock.Moscow, PublishingRules.Default)
        {
            Tsa = _tsa, Postgres = _postgres,
            Server = server with { Urls = "http://127.0.0.1:0" },
            WebhookHosts = new(new HashSet<string> { "127.0.0.1" }),   // not localhost: that one stands for a name that leads inside
        };
        Ledger = await EmbeddedLedger.Open(settings, _clock, Randomness.System, default);
        _app = LedgerServer.Build(Ledger, settings);
        await Begin();
        Address = Own = new(_app.Urls.Single());
        if (TestProfile.IsReplicas) Address = await StandBy(settings);
    }

    /// <summary>A standby before it, which knows where it is; its address.</summary>
    async Task<Uri> StandBy(Settings settings)
    {
        _door = new(settings.Server);
        var serving = new ServingHolder();
        serving.Note(new(1, true, Address.GetLeftPart(UriPartial.Authority)));
        await StandbyServer.Start(_door, settings, serving, TimeProvider.System, default, _clock);
        return new(_door.Urls.Single());
    }

    /// <summary>What ended a server that was still starting is said, not only that it was cancelled.</summary>
    async Task Begin()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (OperationCanceledException)
        {
            foreach (var part in _app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
                if (part.ExecuteTask is { IsFaulted: true } died) await died;
            throw;
        }
    }

    async Task Close()
    {
        if (_door is not null) await _door.DisposeAsync();
        _door = null;
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Ledger.DisposeAsync();
    }
}
