using System.IO.Compression;

namespace Ledger.Host.Commands;

/// <summary>
/// The bundle out of which a plain export takes one file. Its space lies beside the destination; its name goes at once, so that nothing is left of it,
/// however the process ends (Windows removes it when it is closed).
/// </summary>
sealed class TemporaryBundle : IDisposable
{
    public TemporaryBundle(string beside)
    {
        Stream = PrivateFile.Create($"{beside}.zip");
        File.Delete(Stream.Name);
    }

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
