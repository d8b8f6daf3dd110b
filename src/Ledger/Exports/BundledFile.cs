namespace Ledger.Exports;

/// <summary>A file that the operator puts into a bundle beside what is proved: its own words.</summary>
/// <param name="Name">One of the names a bundle may hold besides (docs/bundle-format.md).</param>
/// <param name="Content">Its bytes.</param>
public sealed record BundledFile(string Name, ReadOnlyMemory<byte> Content);
