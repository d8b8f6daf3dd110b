namespace Ledger.Host.Server.Listening;

/// <summary>The parts that listening is made of.</summary>
static class ListeningServices
{
    public static IServiceCollection AddListening(this IServiceCollection services) => services
        .AddSingleton<PersonIds>().AddSingleton<Delivery>().AddSingleton<Feeds>()
        .AddSingleton<Tail>().AddHostedService(p => p.GetRequiredService<Tail>());
}
