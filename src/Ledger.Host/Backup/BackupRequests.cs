using Ledger.Access;

namespace Ledger.Host.Backup;

/// <summary>What a command beside a running server asks it to record.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Removed">Whether its copy of the vault was destroyed; otherwise it is about to be taken.</param>
/// <param name="VaultExpires">When the vault's copy ends, where one is to be taken.</param>
/// <param name="Actor">Who acts.</param>
sealed record BackupRequest(string Backup, bool Removed, DateTimeOffset? VaultExpires, string Actor)
{
    /// <summary>Whether it can be recorded; the file may be anybody's who may write in the data folder.</summary>
    public bool Stands => BackupPlace.IsName(Backup) && Accounts.IsName(Actor);
}

/// <summary>
/// The folder <c>requests</c> of a data folder: there <c>ledger backup</c> asks the server that holds the data folder, and the server answers. Whoever may write
/// there may open the ledger itself.
/// </summary>
sealed class BackupRequests(string data)
{
    const string Request = ".request", Answer = ".answer";

    string Root => Path.Combine(data, "requests");

    /// <summary>What waits to be recorded, by its name.</summary>
    public IEnumerable<string> Waiting() => Directory.Exists(Root)
        ? Directory.EnumerateFiles(Root, "*" + Request).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)
        : [];

    public BackupRequest? Read(string name) => ManifestFile.Read<BackupRequest>(At(name, Request));

    public void Ask(string name, BackupRequest asked)
    {
        BackupPlace.PrivateFolder(Root);
        ManifestFile.Write(At(name, Request), asked);
    }

    /// <summary>Answers, and only then is the request done with.</summary>
    public void Answered(string name, BackupRecorded recorded)
    {
        ManifestFile.Write(At(name, Answer), recorded);
        Remove(name, Request);
    }

    /// <summary>The answer, which is taken away; null while there is none.</summary>
    public BackupRecorded? Take(string name)
    {
        if (ManifestFile.Read<BackupRecorded>(At(name, Answer)) is not { } answer) return null;
        Remove(name, Answer);
        return answer;
    }

    /// <summary>Whoever asked does not wait any longer.</summary>
    public void Withdraw(string name)
    {
        Remove(name, Request);
        Remove(name, Answer);
    }

    public void Drop(string name) => Remove(name, Request);

    void Remove(string name, string ending) => File.Delete(At(name, ending));

    string At(string name, string ending) => Path.Combine(Root, name + ending);
}

/// <summary>Records through the server that holds the data folder, by a request in that folder: no address and no key is needed beside it.</summary>
sealed class AskingRecorder(BackupRequests requests, TimeProvider clock, string actor) : IBackupRecorder
{
    static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(50);

    public Task<BackupRecorded> Taken(string backup, DateTimeOffset? vaultExpires, CancellationToken cancel) => Ask($"{backup}-taken", new(backup, false, vaultExpires, actor), cancel);

    public Task Removed(string backup, CancellationToken cancel) => Ask($"{backup}-removed", new(backup, true, null, actor), cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task<BackupRecorded> Ask(string name, BackupRequest asked, CancellationToken cancel)
    {
        requests.Ask(name, asked);
        try
        {
            for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < PatienceMax; await Task.Delay(Pause, clock, cancel))
                if (requests.Take(name) is { } answer) return answer;
            throw new Remote.ServerUnreachableException("Another process holds the data folder and records nothing: a command that takes long, or a server that stands still. Try again.");
        }
        finally
        {
            requests.Withdraw(name);
        }
    }
}
