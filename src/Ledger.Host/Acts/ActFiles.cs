using Ledger.Destruction;
using Ledger.Journal;

namespace Ledger.Host.Acts;

/// <summary>Reads acts from their streams.</summary>
static class ActFiles
{
    /// <summary>The act as it stands.</summary>
    public static async ValueTask<ActFile> Read(IJournal journal, string act, CancellationToken cancel)
    {
        var file = ActFile.Initial;
        await foreach (var entry in journal.Read(Streams.OfAct(act), 0, cancel))
            if (RecordedCodec.Read(entry).Data is ActEvent happened) file = ActFile.Evolve(file, happened);
        return file;
    }
}
