using Ledger.Host.Server;
using Ledger.Policies;
using Ledger.Proofs;

namespace Ledger.Host.Web.Export;

/// <summary>How far a job has come.</summary>
enum ExportState
{
    Making,
    Done,
    Refused,
    Failed,
}

/// <summary>A file of a job.</summary>
/// <param name="Name">What it is saved as.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Spool">Its bytes.</param>
/// <param name="Shown">The index of its record, where values were opened for it: once keys were destroyed after that it is not handed out. Null where all is sealed.</param>
sealed record ExportFile(string Name, string Type, ExportSpool Spool, long? Shown);

/// <summary>An export that is made in the background for one session, which alone gets what was made. Safe for concurrent use.</summary>
/// <param name="id">Its name in addresses: random.</param>
/// <param name="owner">What the session remembers: the same object for each of its requests.</param>
/// <param name="title">What is made.</param>
/// <param name="random">Makes the keys of its spools.</param>
sealed class ExportJob(string id, object owner, LocalText title, FillRandom random) : IProgress<long>, IDisposable
{
    readonly Lock _gate = new();
    readonly List<ExportFile> _files = [];
    readonly List<ExportSpool> _spools = [];
    volatile bool _gone;

    public string Id => id;

    public object Owner => owner;

    public LocalText Title => title;

    /// <summary>Ends the making. It has no timer and no handle, so nothing of it is left when the job goes.</summary>
    public CancellationTokenSource Ending { get; } = new();

    public ExportState State { get; private set; }

    /// <summary>Why it was refused.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The inquiry it answers, or null.</summary>
    public string? Inquiry { get; init; }

    /// <summary>Events read so far.</summary>
    public long Read { get; private set; }

    /// <summary>Events to be read, as far as that is known; 0 where it is not.</summary>
    public long ToRead { get; init; }

    /// <summary>Whether it was thrown away.</summary>
    public bool IsGone => _gone;

    /// <summary>When it is thrown away.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>When it is thrown away however often it is taken.</summary>
    public DateTimeOffset Latest { get; set; }

    /// <summary>What there is to know beside the files.</summary>
    public List<LocalText> Notes { get; } = [];

    /// <summary>What is ready to be taken.</summary>
    public IReadOnlyList<ExportFile> Files
    {
        get
        {
            lock (_gate) return State == ExportState.Done ? [.. _files] : [];
        }
    }

    /// <summary>How much is done, 0 to 99 per cent; null where nobody knows.</summary>
    public int? Percent => ToRead <= 0 ? null : (int)Math.Min(99, Read * 100 / ToRead);

    public void Report(long value) => Read = value;

    /// <summary>A place to write a file to; it goes with the job.</summary>
    public ExportSpool Spool()
    {
        var spool = new ExportSpool(random);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_gone, this);
            _spools.Add(spool);
        }
        return spool;
    }

    public void Add(ExportFile file)
    {
        lock (_gate) _files.Add(file);
    }

    public void End(ExportState state, Refusal? refusal = null)
    {
        lock (_gate) (State, Refusal) = (state, refusal);
    }

    public void Dispose()
    {
        Ending.Cancel();
        lock (_gate)
        {
            _gone = true;
            if (State == ExportState.Making) return;   // whoever makes it still writes: it is called again when that has ended
            foreach (var spool in _spools) spool.Dispose();
            _files.Clear();
        }
    }
}
