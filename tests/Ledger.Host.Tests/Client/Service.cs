using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Client;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ledger.Host.Tests.Client;

/// <summary>A publishing service: the client as a service has it, over a line that can fail, to a real server.</summary>
sealed class Service : IAsyncDisposable
{
    public const string Source = "/registration";

    public static readonly string OutboxKey = Convert.ToBase64String(SHA256.HashData("a test's own"u8));

    readonly ServiceProvider _provider;

    Service(ServiceProvider provider, Line line) => (_provider, Line) = (provider, line);

    public ILedger Ledger => _provider.GetRequiredService<ILedger>();

    public Line Line { get; }

    /// <summary>A service with a key of a publisher, its hosted services started.</summary>
    public static async Task<Service> Start(Served served, Action<LedgerClientOptions>? change = null, Role role = Role.Publisher) =>
        await Start(served.Address, await served.Ledger.Get<ApiKeys>().Issue(new($"{Roles.NameOf(role)}-1", role) { Rate = 0 }, default), change);

    public static async Task<Service> Start(Uri address, string key, Action<LedgerClientOptions>? change = null)
    {
        var line = new Line();
        var services = new ServiceCollection();
        services.AddLedgerClient(o =>
        {
            (o.Server, o.Key, o.Source) = (address, key, Source);
            change?.Invoke(o);
        }).AddHttpMessageHandler(() => line.Handler());
        var service = new Service(services.BuildServiceProvider(), line);
        foreach (var hosted in service._provider.GetServices<IHostedService>()) await hosted.StartAsync(default);
        return service;
    }

    /// <summary>Stops as a host does.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _provider.GetServices<IHostedService>()) await hosted.StopAsync(default);
        await _provider.DisposeAsync();
    }

    /// <summary>The ids recorded under the service's source, in the order of the ledger.</summary>
    public static async Task<List<string>> Recorded(Served served, string source = Source)
    {
        List<string> ids = [];
        await foreach (var entry in served.Ledger.Get<IJournal>().ReadAll(0, default))
        {
            var recorded = RecordedCodec.Read(entry);
            if (recorded.Source == source) ids.Add(recorded.Id);
        }
        return ids;
    }
}

/// <summary>The line to the server, which can be cut, lose answers, or answer by itself.</summary>
sealed class Line
{
    int _requests, _asked, _losing;
    volatile bool _cut;

    /// <summary>Requests that set out, the lost ones too.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Questions among them.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers in the server's place; null lets the request through.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    public void Cut() => _cut = true;

    public void Mend() => _cut = false;

    /// <summary>The next so many requests reach the server, and their answers get lost.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _losing, count);

    public DelegatingHandler Handler() => new Hop(this);

    sealed class Hop(Line line) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref line._requests);
            if (request.RequestUri!.AbsolutePath.EndsWith("/permission", StringComparison.Ordinal)) Interlocked.Increment(ref line._asked);
            if (line._cut) throw new HttpRequestException("The line is cut.");
            if (line.Instead?.Invoke(request) is { } instead) return instead;
            var answer = await base.SendAsync(request, cancellationToken);
            if (Interlocked.Decrement(ref line._losing) < 0) return answer;
            answer.Dispose();
            throw new HttpRequestException("The answer got lost.");
        }
    }
}
