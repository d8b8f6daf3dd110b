using Ledger.Host.Terminal;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>What a backup is copied from, while others go on writing there. Each copy is one file of the embedded engine, durable once the call returns.</summary>
interface IBackupSource : IAsyncDisposable
{
    /// <summary>The name of the log.</summary>
    string Origin { get; }

    /// <summary>Copies the read models into a folder; the names of their files.</summary>
    IReadOnlyList<string> Models(string folder, CancellationToken cancel);

    /// <summary>Copies the journal as it stands at one moment.</summary>
    Task Journal(string target, CancellationToken cancel);

    /// <summary>Copies API keys, webhooks and what waits for them; false where there are none yet.</summary>
    Task<bool> Service(string target, CancellationToken cancel);

    /// <summary>Copies the vault, afterwards: it may know more than the journal.</summary>
    Task Vault(string target, CancellationToken cancel);
}

/// <summary>A data folder: its files are copied.</summary>
sealed class FolderSource(string data, Func<string, Progress> progress) : IBackupSource
{
    readonly FolderCopies _copies = new(data);

    public string Origin
    {
        get
        {
            using var journal = JournalCopy.Open(Path.Combine(data, "journal.db"));
            return journal.Origin;
        }
    }

    public IReadOnlyList<string> Models(string folder, CancellationToken cancel) => _copies.Models(folder, cancel);

    public Task Journal(string target, CancellationToken cancel)
    {
        using var copying = progress("Pages of the journal copied");
        _copies.Journal(target, (done, of) => copying.Report(done, of), cancel);
        return Task.CompletedTask;
    }

    public Task<bool> Service(string target, CancellationToken cancel) => Task.FromResult(_copies.Service(target, cancel));

    public Task Vault(string target, CancellationToken cancel)
    {
        using var copying = progress("Rows of the vault copied");
        _copies.Vault(target, (done, of) => copying.Report(done, of), cancel);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
