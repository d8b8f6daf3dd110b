using Ledger.Host.Reports.Compliance;
using Ledger.Host.Reports.Disclosures;
using Ledger.Host.Reports.Receipts;
using Ledger.Host.Reports.Processing;
using Ledger.Host.Reports.Inquiries;
using Ledger.Host.Reports.SubjectAccess;
using MediatR;

namespace Ledger.Host.Reports;

/// <summary>Who makes reports.</summary>
static class ReportComposition
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<IReportSource, DisclosureRegister>()
        .AddSingleton<IReportSource, ReceiptReport>()
        .AddSingleton<IReportSource, ComplianceSummary>()
        .AddSingleton<IReportSource, ProcessingRecord>()
        .AddSingleton<IReportSource, InquiryReport>()
        .AddSingleton<BundledReport>()
        .AddSingleton<IReportSource, SubjectAccessReport>()
        .AddSingleton<IRequestHandler<MakeReport, Outcome<MadeReport>>, MakeReportHandler>();
}
