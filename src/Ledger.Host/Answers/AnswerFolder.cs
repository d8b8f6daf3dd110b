using System.Text;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Answers;

/// <summary>
/// The folder of deposited answers: for each <c>ID.answer</c>, sealed, and beside it <c>ID.keys</c>, the name of its own key and then of each key whose values it
/// shows, or <c>*</c> where nobody can tell. Both are durable before the event that records the deposit; what has none is swept at start, and so is, then and
/// later, what has lost its key.
/// </summary>
sealed class AnswerFolder(Settings settings, IJournal journal, IKeyVault vault) : IDepositedAnswers
{
    const string Answer = ".answer", Keys = ".keys", Partial = ".partial", Anybody = "*";

    readonly string _folder = Path.Combine(settings.Data, "answers");

    /// <summary>The id that the event of a deposit has.</summary>
    public static string EventOf(string deposit) => $"deposit-{deposit}";

    /// <summary>A new file, for its owner alone; to be finished or removed.</summary>
    public FileStream Create(string deposit)
    {
        if (!Directory.Exists(_folder))
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_folder);
            else Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            DurableFile.SyncFolder(settings.Data);
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(At(deposit, Answer + Partial), options);
    }

    /// <summary>Whole and durable from now on.</summary>
    public void Finish(string deposit, KeyName own, IEnumerable<string>? shown)
    {
        DurableFile.Sync(At(deposit, Answer + Partial));
        DurableFile.Write(At(deposit, Keys), Encoding.ASCII.GetBytes(string.Concat(new[] { own.ToString() }.Concat(shown ?? [Anybody]).Select(line => line + "\n"))), secret: true);
        DurableFile.Move(At(deposit, Answer + Partial), At(deposit, Answer));
    }

    /// <summary>The sealed file, or null where there is none.</summary>
    public FileStream? Open(string deposit, bool unfinished = false)
    {
        var path = At(deposit, unfinished ? Answer + Partial : Answer);
        return File.Exists(path) ? new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
    }

    /// <summary>Nothing of it stays.</summary>
    public void Remove(string deposit)
    {
        foreach (var end in (string[])[Answer + Partial, Answer, Keys]) File.Delete(At(deposit, end));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyName> KeysShowing(string token) => [.. Deposits().Select(deposit => KeyShowing(deposit, token)).OfType<KeyName>()];

    /// <summary>Whether a value that the answer shows was destroyed: then it is to go itself.</summary>
    public bool ShowsDestroyed(string deposit) => File.Exists(At(deposit, Keys)) && File.ReadLines(At(deposit, Keys)).Any(line => KeyName.Parse(line) is { } key && vault.IsDestroyed(key));

    /// <summary>Removes what a crash left before it was recorded; to be done before anything is deposited.</summary>
    public async ValueTask SweepAtStart(CancellationToken cancel)
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var deposit in Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path).Split('.')[0]).Distinct().ToList())
            if (await journal.Find(PublicationKey.Of(Preparer.LedgerSource, EventOf(deposit)), cancel) is null) Remove(deposit);
        Sweep();
    }

    /// <summary>Removes what has lost its key.</summary>
    public void Sweep()
    {
        foreach (var deposit in Deposits())
            if (OwnKey(deposit) is { } own && vault.IsDestroyed(own)) Remove(deposit);
    }

    KeyName? KeyShowing(string deposit, string token)
    {
        if (OwnKey(deposit) is not { } own || vault.Find(own) is null) return null;
        // Of an inquiry about one person that one is known to be shown, and is the owner; of any other, nobody can be ruled out where the file cannot be read.
        var shows = File.ReadLines(At(deposit, Keys)).Any(line => line.StartsWith(token + "/", StringComparison.Ordinal) || (line == Anybody && !own.Owner.StartsWith("s-", StringComparison.Ordinal)));
        return shows ? own : null;
    }

    KeyName? OwnKey(string deposit) => File.Exists(At(deposit, Keys)) ? KeyName.Parse(File.ReadLines(At(deposit, Keys)).FirstOrDefault() ?? "") : null;

    List<string> Deposits() => Directory.Exists(_folder) ? [.. Directory.EnumerateFiles(_folder, "*" + Keys).Select(path => Path.GetFileNameWithoutExtension(path)!)] : [];

    string At(string deposit, string end) => Path.Combine(_folder, deposit + end);
}
