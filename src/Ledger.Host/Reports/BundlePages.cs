using Ledger.Exports;
using Ledger.Proofs;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>Every bundle carries the page that checks it.</summary>
sealed class BundlePages : IBundlePages
{
    public IReadOnlyList<BundledFile> Files { get; } = [new(BundleFile.VerifyHtml, VerifyPage.Current.Utf8)];
}
