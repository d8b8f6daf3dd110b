using Ledger.Journal;

namespace Ledger.Sqlite;

/// <summary>
/// One list of signed checkpoints for each origin a log has had, each in a file of its own, so that sizes signed under one never meet those of another. Only
/// the current origin's list is ever added to.
/// </summary>
sealed class CheckpointLists(DataFolder folder, bool restored)
{
    readonly bool _finished = folder.IsFinished;

    /// <summary>The list of the origin the log was made with; every ledger has it.</summary>
    public SqliteCheckpoints First() => SqliteCheckpoints.Open(folder.Checkpoints(1));

    /// <summary>The lists of the origins after the first, opened one after another.</summary>
    /// <exception cref="StoreRefusedException">The current origin's list was lost.</exception>
    public IEnumerable<SqliteCheckpoints> Later(LogOrigins origins)
    {
        for (var n = 2; n <= origins.All.Count; n++)
        {
            // Where an earlier origin's list was not brought along, an empty one stands for it: nothing is signed under that origin any more.
            if (n == origins.All.Count && _finished && !File.Exists(folder.Checkpoints(n)))
                throw new StoreRefusedException(StoreRefusedException.Damaged, $"{Path.GetFileName(folder.Checkpoints(n))} is missing in the data folder. {Onward}");
            yield return SqliteCheckpoints.Open(folder.Checkpoints(n));
        }
    }

    /// <summary>Refuses a journal that was put into the folder from elsewhere and must not be signed under its origin.</summary>
    public async ValueTask Demand(IJournal journal, ICheckpoints current, CancellationToken cancel)
    {
        // A making that was cut off has recorded nothing: these entries were brought here, and what was signed of them was not.
        if (!_finished && !restored && await journal.Count(cancel) > 0 && await current.Newest(cancel) is null)
            throw new StoreRefusedException(StoreRefusedException.Damaged, $"The folder holds a journal that was brought there without its signed checkpoints. {Onward}");
        var next = folder.Checkpoints(journal.Origins.All.Count + 1);
        if (!File.Exists(next)) return;
        await using var later = SqliteCheckpoints.Open(next);
        if (await later.Newest(cancel) is not null) throw OlderThanItsLists();
    }

    public static StoreRefusedException OlderThanItsLists() => new(StoreRefusedException.Damaged,
        $"journal.db is an older copy: its log went on under another origin since, which has signed checkpoints here. {Onward}");

    const string Onward = "It can go on under a new origin alone: 'ledger restore' into an empty folder.";
}
