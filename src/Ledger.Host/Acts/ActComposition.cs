using Ledger.Proofs;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Acts;

/// <summary>Who answers the requests about acts of destruction.</summary>
static class ActComposition
{
    /// <summary>How long printing may take: ten thousand lines take well under a minute.</summary>
    static readonly TimeSpan PrintingMax = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddActs(this IServiceCollection services, Settings settings, FillRandom random) => services
        .AddSingleton(new PdfPrinter(settings.Chromium, PrintingMax, random)).AddSingleton<ReportRecorder>().AddSingleton<ActSignaturesHandler>()
        .AddSingleton<IRequestHandler<MakeActReport, Outcome<MadeActReport>>, MakeActReportHandler>()
        .AddSingleton<IRequestHandler<SignAct, Outcome<long>>>(p => p.GetRequiredService<ActSignaturesHandler>())
        .AddSingleton<IRequestHandler<ReadActSignatures, Outcome<IReadOnlyList<ActSignature>>>>(p => p.GetRequiredService<ActSignaturesHandler>());
}
