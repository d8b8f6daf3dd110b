using Ledger.Client;
using Ledger.Client.Asking;
using Ledger.Client.Listening;
using Ledger.Client.Outbox;
using Ledger.Client.Sending;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the ledger's client to a service.</summary>
public static class LedgerClientServices
{
    /// <summary>
    /// Adds <see cref="ILedger"/> and, where an outbox is configured, the hosted service that sends it. The HTTP client that comes back can be given
    /// handlers of the service's own; it writes no logs and no traces, because paths of questions hold ids of persons.
    /// </summary>
    public static IHttpClientBuilder AddLedgerClient(this IServiceCollection services, Action<LedgerClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.AddOptions<LedgerClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerClientOptions>, LedgerClientOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Connection>();
        services.TryAddSingleton<Endurance>();
        services.TryAddSingleton<EventsRequest>();
        services.TryAddSingleton<Delivery>();
        services.TryAddSingleton<Gathering>();
        services.TryAddSingleton<OwnEvents>();
        services.TryAddSingleton<EventOutbox>();
        services.TryAddSingleton<FeedConnection>();
        services.TryAddSingleton<Follower>();
        services.TryAddSingleton(Answers);
        services.TryAddSingleton<CacheFeed>();
        services.TryAddSingleton<Questions>();
        services.TryAddSingleton<ILedger, LedgerClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutboxSender>());
        return services.AddHttpClient(Connection.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;   // the key is for this server alone
                handler.UseCookies = false;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.ActivityHeadersPropagator = null;
            })
            .RemoveAllLoggers();
    }

    static AnswerCache Answers(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<LedgerClientOptions>>().Value;
        var answers = new AnswerCache(provider.GetRequiredService<TimeProvider>(), options.AnswerLifetime, options.AnswersMax);
        provider.GetRequiredService<OwnEvents>().Added += answers.Heard;
        return answers;
    }
}
