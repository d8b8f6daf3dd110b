using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>One set of read models and everything needed to fold the next event into it. Not safe for concurrent use.</summary>
sealed class FoldingSet
{
    readonly ProjectionContext _context;
    readonly IProjection[] _projections;
    long _committed;

    FoldingSet(ProjectionContext context, IProjection[] projections, long position) =>
        (_context, _projections, Position, _committed) = (context, projections, position, position);

    /// <summary>Index of the next event to fold.</summary>
    public long Position { get; private set; }

    /// <summary>Events folded and not yet committed.</summary>
    public long Pending => Position - _committed;

    public IReadModels Rows => _context.Rows;

    /// <summary>Goes on where the rows stand: the operator's registers are folded again up to there, the tree is resumed from its tiles.</summary>
    public static async ValueTask<FoldingSet> Open(IJournal journal, IReadModels rows, ProjectionOptions options, CancellationToken cancel)
    {
        var position = await rows.Position(cancel);
        var registers = await RegistersReader.Read(journal, position - 1, at: null, cancel);
        var context = new ProjectionContext(journal, rows, new ChangeSet(rows)) { Registers = registers };
        return new(context, [
            new RegistersProjection(context),
            new PersonProjection(context, options.PersonsCached),
            new DisclosureProjection(context),
            new InquiryProjection(context),
            new IncidentProjection(context),
            new DailyProjection(context, options.Zone),
            new UnknownProjection(context),
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

    /// <summary>Writes the rows changed since the last commit, and the position, in one transaction.</summary>
    public async ValueTask Commit(CancellationToken cancel)
    {
        if (Pending == 0) return;
        if (_committed == 0) _context.Changes.Put(new FoldRow(FoldRow.Current));
        foreach (var projection in _projections) projection.Flush(_context.Changes);
        await Rows.Commit(_context.Changes.All, Position, cancel);
        foreach (var projection in _projections) projection.Settle();
        _context.Changes.Clear();
        _committed = Position;
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
