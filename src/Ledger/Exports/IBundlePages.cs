namespace Ledger.Exports;

/// <summary>What every bundle carries for whoever gets it, beside what is proved and beside a report: the page that checks it.</summary>
public interface IBundlePages
{
    /// <summary>The files; bound by the manifest, and no verifier takes their word.</summary>
    IReadOnlyList<BundledFile> Files { get; }
}
