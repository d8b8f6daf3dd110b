using Ledger.Journal;
using Ledger.Listening;
using Ledger.Proofs;

namespace Ledger.Host.Server.Listening;

/// <summary>The parts that listening is made of.</summary>
static class ListeningServices
{
    public static IServiceCollection AddListening(this IServiceCollection services, EmbeddedLedger ledger) => services
        .AddSingleton(ledger.Get<Subscribers>()).AddSingleton(ledger.Get<TrustedHosts>())
        .AddSingleton<PersonIds>().AddSingleton<Delivery>().AddSingleton<Feeds>().AddSingleton<WebhookSender>()
        .AddSingleton(ledger.Get<Preparer>()).AddSingleton<NoticeParts>()
        .AddSingleton(p => new DeliveryParts(
            p.GetRequiredService<Tail>(), p.GetRequiredService<Delivery>(), p.GetRequiredService<WebhookSender>(), p.GetRequiredService<NoticeParts>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<FillRandom>(),
            p.GetRequiredService<ServerSettings>().Listening))
        .AddSingleton<Tail>().AddHostedService(p => p.GetRequiredService<Tail>())
        .AddSingleton<Webhooks>().AddHostedService(p => p.GetRequiredService<Webhooks>());
}
