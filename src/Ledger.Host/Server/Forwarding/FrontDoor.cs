using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server.Forwarding;

/// <summary>
/// Where a replica listens, all its life: what comes in goes to the room that was opened last. So a replica that takes over keeps its port, its connections, and the requests that
/// waited.
/// </summary>
sealed class FrontDoor : IHttpApplication<IFeatureCollection>, IAsyncDisposable
{
    readonly WebApplication _listening;
    readonly IServer _server;
    readonly TimeSpan _drain;
    readonly Stack<WebApplication> _owned = [];
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile Room? _room;
    bool _started, _stopped;

    public FrontDoor(ServerSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "ledger" });
        LedgerServer.Listen(builder.WebHost, settings);
        LedgerServer.Log(builder.Logging, settings.LogLevel);
        _drain = settings.Drain;
        _listening = builder.Build();
        _server = _listening.Services.GetRequiredService<IServer>();
        foreach (var url in settings.Urls.Split(';')) Urls.Add(url);
    }

    public IFeatureCollection Features => _server.Features;

    /// <summary>Where it listens; once it does, with the ports it was given.</summary>
    public ICollection<string> Urls => _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;

    /// <summary>When it begins to close.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether requests are answered here.</summary>
    public bool Serves => _serving.Task.IsCompleted;

    /// <summary>Completes when requests are answered here.</summary>
    public Task Serving => _serving.Task;

    /// <summary>A room of it; it opens when the application over it is started.</summary>
    public IServer RoomFor(bool serving) => new Room(this, serving);

    /// <summary>Takes an application over, to be disposed of with it.</summary>
    public void Own(WebApplication app) => _owned.Push(app);

    /// <summary>Hands a request that came in to the room that is open now.</summary>
    public Task Pass(IFeatureCollection request) => _room!.Answer(request);

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public Task ProcessRequestAsync(IFeatureCollection context) => Pass(context);

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(_drain);
        await Stop(late.Token);
        while (_owned.TryPop(out var app)) await app.DisposeAsync();
        await _listening.DisposeAsync();
        _stopping.Dispose();
    }

    async Task Open(Room room, CancellationToken cancel)
    {
        _room = room;
        if (room.Serves) _serving.TrySetResult();
        if (_started) return;
        _started = true;
        await _server.StartAsync(this, cancel);
    }

    async Task Stop(CancellationToken cancel)
    {
        if (!_started || _stopped) return;
        _stopped = true;
        await _stopping.CancelAsync();
        await _server.StopAsync(cancel);
    }

    /// <summary>The server of one application: it answers what the door hands it.</summary>
    sealed class Room(FrontDoor door, bool serving) : IServer
    {
        Func<IFeatureCollection, Task>? _answer;

        public bool Serves => serving;

        public IFeatureCollection Features => door.Features;

        public Task Answer(IFeatureCollection request) => _answer!(request);

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
        {
            _answer = request => Answer(application, request);
            return door.Open(this, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => serving ? door.Stop(cancellationToken) : Task.CompletedTask;

        public void Dispose()
        {
        }

        /// <summary>Over features of its own: what one application adds to a request, another must not find there.</summary>
        static async Task Answer<TContext>(IHttpApplication<TContext> application, IFeatureCollection request) where TContext : notnull
        {
            var own = new FeatureCollection(request);
            own.Set(new AsItCame(request));
            var context = application.CreateContext(own);
            Exception? failure = null;
            try
            {
                await application.ProcessRequestAsync(context);
            }
            catch (Exception exception)
            {
                failure = exception;
                throw;
            }
            finally
            {
                application.DisposeContext(context, failure);
            }
        }
    }
}

/// <summary>A request before any application touched it.</summary>
sealed record AsItCame(IFeatureCollection Request);
