using Ledger.Journal;
using Ledger.Stamps;
using MediatR;

namespace Ledger.Host.Stamping;

/// <summary>What stamps checkpoints, put together.</summary>
static class StampComposition
{
    public static IServiceCollection AddStamps(this IServiceCollection services, Settings settings, ILedgerStore store) => services
        .AddSingleton(store.Stamps).AddSingleton<Stamper>()
        .AddSingleton<ITimestampAuthority>(p => new TsaClient(settings.Tsa, p.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRequestHandler<StampNow, Outcome<StampedCheckpoint>>, StampNowHandler>();
}
