using System.IO.Compression;

namespace Ledger.Host.Commands;

/// <summary>The bundle out of which a plain export takes one file; it lies beside the destination and is gone when done.</summary>
sealed class TemporaryBundle : IDisposable
{
    public TemporaryBundle(string beside) =>
        Stream = new FileStream($"{beside}.zip", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    public FileStream Stream { get; }

    public async Task CopyEntry(string name, Stream output, CancellationToken cancel)
    {
        Stream.Position = 0;
        using var zip = new ZipArchive(Stream, ZipArchiveMode.Read, leaveOpen: true);
        await using var entry = await zip.GetEntry(name)!.OpenAsync(cancel);
        await entry.CopyToAsync(output, cancel);
    }

    public void Dispose() => Stream.Dispose();
}
