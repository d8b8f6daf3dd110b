using System.Threading.Channels;

namespace Ledger.Benchmarks;

/// <summary>The rows a ledger wrote to its journal and its vault, to be written again by nothing but SQLite.</summary>
sealed class RawStore
{
    const string Event = "INSERT INTO events (idx, stream, sequence, publication, body) VALUES (?, ?, ?, ?, ?)";
    const string Key = "INSERT INTO keys (owner, class, category, generation, wrapped) VALUES (?, ?, ?, ?, ?)";
    const string Token = "INSERT INTO tokens (lookup, token) VALUES (?, ?)";

    readonly string _folder;
    readonly List<object?[]> _events, _keys, _tokens;

    /// <summary>Reads the rows that came in after those counts from a ledger's folder.</summary>
    public RawStore(string folder, long events, long keys, long tokens)
    {
        _folder = folder;
        using RawFile journal = new(Path.Combine(folder, "journal.db")), vault = new(Path.Combine(folder, "vault.db"));
        _events = journal.Rows($"SELECT idx, stream, sequence, publication, body FROM events WHERE idx >= {events} ORDER BY idx", 5);
        _keys = vault.Rows($"SELECT owner, class, category, generation, wrapped FROM keys WHERE id > {keys} ORDER BY id", 5);
        _tokens = vault.Rows($"SELECT lookup, token FROM tokens WHERE id > {tokens} ORDER BY id", 2);
    }

    public int Events => _events.Count;

    /// <summary>Prepared inserts of the same rows in the same transactions: the vault's first, then the journal's, each synced. Seconds.</summary>
    public double Replay(EngineTrace trace)
    {
        using RawFile journal = Journal(), vault = Vault();
        var (e, k, t) = (0, 0, 0);
        var (firstEvent, firstKey, firstToken) = Before(trace);
        return Samples.Seconds(() =>
        {
            foreach (var step in trace.Steps)
            {
                if (step.Vault)
                {
                    var (keysEnd, tokensEnd) = ((int)(step.Keys - firstKey), (int)(step.Tokens - firstToken));
                    Write(vault, [(Token, _tokens, t, tokensEnd), (Key, _keys, k, keysEnd)]);
                    (k, t) = (keysEnd, tokensEnd);
                    continue;
                }
                Write(journal, [(Event, _events, e, (int)(step.Events - firstEvent))]);
                e = (int)(step.Events - firstEvent);
            }
        });
    }

    /// <summary>
    /// Group commit: publishers hand rows over one at a time and wait until each is synced; one writer takes whatever waits. Each event brings
    /// its part of the vault's rows, which are committed first. Seconds, and the number of groups.
    /// </summary>
    public async Task<(double Seconds, int Groups)> GroupCommit(int publishers)
    {
        using RawFile journal = Journal(), vault = Vault();
        var queue = Channel.CreateBounded<(int Place, TaskCompletionSource Done)>(new BoundedChannelOptions(4096) { SingleReader = true });
        var groups = 0;
        var writer = Task.Run(async () =>
        {
            List<(int Place, TaskCompletionSource Done)> group = [];
            var (k, t, seen) = (0, 0, 0L);
            while (await queue.Reader.WaitToReadAsync())
            {
                while (queue.Reader.TryRead(out var waiting)) group.Add(waiting);
                group.Sort((a, b) => a.Place.CompareTo(b.Place));
                seen += group.Count;
                var (keysEnd, tokensEnd) = ((int)(_keys.Count * seen / _events.Count), (int)(_tokens.Count * seen / _events.Count));
                if (keysEnd > k || tokensEnd > t) Write(vault, [(Token, _tokens, t, tokensEnd), (Key, _keys, k, keysEnd)]);
                (k, t) = (keysEnd, tokensEnd);
                journal.Execute("BEGIN IMMEDIATE");
                foreach (var (place, _) in group) journal.Run(Event, _events[place]);
                journal.Execute("COMMIT");
                foreach (var (_, done) in group) done.SetResult();
                group.Clear();
                groups++;
            }
        });
        var next = -1;
        var seconds = await Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < _events.Count;)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await queue.Writer.WriteAsync((place, done));
                await done.Task;
            }
        }))));
        queue.Writer.Complete();
        await writer;
        return (seconds, groups);
    }

    (long Event, long Key, long Token) Before(EngineTrace trace)
    {
        var (keys, tokens) = (trace.Steps.Where(s => s.Vault).Max(s => s.Keys), trace.Steps.Where(s => s.Vault).Max(s => s.Tokens));
        return ((long)_events[0][0]!, keys - _keys.Count, tokens - _tokens.Count);
    }

    RawFile Journal()
    {
        using var model = new RawFile(Path.Combine(_folder, "journal.db"));
        return RawFile.Like(model, Path.Combine(_folder, "..", "raw-journal.db"), synchronous: 2, cacheKibibytes: 32_768);
    }

    RawFile Vault()
    {
        using var model = new RawFile(Path.Combine(_folder, "vault.db"));
        return RawFile.Like(model, Path.Combine(_folder, "..", "raw-vault.db"), synchronous: 2, cacheKibibytes: 16_384, secureDelete: true);
    }

    static void Write(RawFile file, ReadOnlySpan<(string Sql, List<object?[]> Rows, int From, int End)> parts)
    {
        file.Execute("BEGIN IMMEDIATE");
        foreach (var (sql, rows, from, end) in parts)
            for (var place = from; place < end; place++) file.Run(sql, rows[place]);
        file.Execute("COMMIT");
    }
}
