using Ledger.Journal;
using Ledger.Law;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>One set of read models and everything needed to fold the next event into it. Not safe for concurrent use.</summary>
sealed class FoldingSet
{
    readonly ProjectionContext _context;
    readonly IProjection[] _projections;
    long _handed;
    Task _writing = Task.CompletedTask;

    FoldingSet(ProjectionContext context, IProjection[] projections, long position) =>
        (_context, _projections, Position, _handed) = (context, projections, position, position);

    /// <summary>Index of the next event to fold.</summary>
    public long Position { get; private set; }

    /// <summary>Events folded and not yet handed over to be committed.</summary>
    public long Pending => Position - _handed;

    public IReadModels Rows => _context.Rows;

    /// <summary>Goes on where the rows stand: the operator's registers are folded again up to there, the tree is resumed from its tiles.</summary>
    public static async ValueTask<FoldingSet> Open(IJournal journal, IReadModels rows, ProjectionOptions options, CancellationToken cancel)
    {
        var position = await rows.Position(cancel);
        var registers = await RegistersReader.Read(journal, position - 1, at: null, new(options.Zone, ProductionCalendar.Russia), cancel);
        var context = new ProjectionContext(journal, rows, new ChangeSet(rows)) { Registers = registers };
        return new(context, [
            new RegistersProjection(context),
            new PersonProjection(context, options.PersonsCached),
            new DisclosureProjection(context),
            new DestructionProjection(context),
            new InquiryProjection(context),
            new IncidentProjection(context),
            new ReadingProjection(context),
            new DailyProjection(context, options.Zone),
            new NamedProjection(context),
            new UnknownProjection(context),
            new KeepingProjection(context),
            new TileProjection(rows, position),
        ], position);
    }

    public async ValueTask Take(Decoded happened, CancellationToken cancel)
    {
        if (happened.Index != Position) throw new InvalidOperationException($"Event {Position} was to be folded next, not {happened.Index}.");
        foreach (var projection in _projections)
        {
            var folding = projection.Fold(happened, cancel);
            if (!folding.IsCompletedSuccessfully) await folding;
        }
        Position++;
    }

    /// <summary>
    /// Ends a batch: its rows and the position are made and written, in one transaction, on another thread, while later events are folded here. One batch
    /// is on its way at a time, so this waits for the one before, and throws what that one threw: the set is of no use then.
    /// </summary>
    public async ValueTask HandOver(CancellationToken cancel)
    {
        if (Pending == 0) return;
        await _writing;
        if (_handed == 0) _context.Changes.Put(new FoldRow(FoldRow.Current));
        var put = _context.Changes.HandOver();
        var work = _projections.Select(projection => projection.HandOver()).OfType<Action<List<RowChange>>>().ToList();
        var from = _handed;
        var position = _handed = Position;
        _writing = Task.Run(() => Write(put, work, from, position, cancel), CancellationToken.None);
    }

    /// <summary>Hands over what is pending and waits until all of it is committed.</summary>
    public async ValueTask Commit(CancellationToken cancel)
    {
        await HandOver(cancel);
        await _writing;
    }

    /// <summary>Waits until nothing is on its way any more, whatever became of it: only then may the rows be opened again.</summary>
    public Task Abandon() => Task.WhenAny(_writing);

    async Task Write(IReadOnlyCollection<RowChange> put, List<Action<List<RowChange>>> work, long from, long position, CancellationToken cancel)
    {
        var changes = new List<RowChange>(put);
        foreach (var rows in work) rows(changes);
        await Rows.Commit(changes, from, position, cancel);
    }
}

/// <summary>What the projections of one set share: the journal, the rows, and the operator's registers as of the event being folded.</summary>
sealed class ProjectionContext(IJournal journal, IReadModels rows, ChangeSet changes)
{
    public IJournal Journal { get; } = journal;

    public IReadModels Rows { get; } = rows;

    public ChangeSet Changes { get; } = changes;

    public required OperatorRegisters Registers { get; set; }
}
