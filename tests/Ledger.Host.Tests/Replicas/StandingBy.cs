using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Ledger.Intake;
using Ledger.Law;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.Replicas;

/// <summary>A standby in this process, without a database: who serves, it is told by the test.</summary>
sealed class StandingBy : IAsyncDisposable
{
    readonly FrontDoor _door;
    readonly ServingHolder _serving = new();
    long _turn;

    StandingBy(ServerSettings settings) => _door = new(settings);

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => Http.BaseAddress!;

    public static async Task<StandingBy> Start(ServerSettings? server = null)
    {
        var settings = new Settings("/nowhere", "ledger.test/standby", new("cli", Role.Administrator), LegalClock.Moscow, PublishingRules.Default)
        {
            Postgres = TestProfile.Nowhere, Server = (server ?? new()) with { Urls = "http://127.0.0.1:0" },
        };
        var standing = new StandingBy(settings.Server);
        await StandbyServer.Start(standing._door, settings, standing._serving, TimeProvider.System, default);
        standing.Http = new() { BaseAddress = new(standing._door.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
        return standing;
    }

    /// <summary>That one serves now; null for nobody.</summary>
    public void Serves(Uri? address) => _serving.Note(address is null ? new(_turn, false, null) : new(++_turn, true, address.GetLeftPart(UriPartial.Authority)));

    /// <summary>An address that is none.</summary>
    public void ServesNowhere() => _serving.Note(new(++_turn, true, "http://no host"));

    /// <summary>It serves itself from now on, and answers so.</summary>
    public async Task Takes(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(_door.RoomFor(serving: true));
        var app = builder.Build();
        app.Run(answer);
        _door.Own(app);
        await app.StartAsync();
    }

    /// <summary>It is told to end, and has.</summary>
    public ValueTask Ends() => _door.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _serving.Dispose();
        await _door.DisposeAsync();
    }
}
