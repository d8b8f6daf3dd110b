using Ledger.Law;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>Folds what would be recorded into rows that are thrown away, and tells how they differ from those there are.</summary>
public sealed class PreviewEventsHandler(PreviewDesk desk, IReadModelStore store, TimeProvider clock, ProjectionOptions? options = null)
    : IRequestHandler<PreviewEvents, Outcome<EventsPreview>>
{
    /// <summary>How often it begins again where rows were committed meanwhile, which may show some of them in two states.</summary>
    const int AttemptsMax = 5;

    readonly ProjectionOptions _options = options ?? new();

    /// <inheritdoc/>
    public async Task<Outcome<EventsPreview>> Handle(PreviewEvents request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 1; ; attempt++)
        {
            var imagined = await desk.Imagine(request.Events, request.Actor, cancellationToken);
            if (imagined.Refusal is { } refusal) return refusal;
            var position = await store.Current.Position(cancellationToken);
            var preview = await Fold(imagined.Value, position, cancellationToken);
            if (attempt == AttemptsMax || position == await store.Current.Position(cancellationToken)) return preview;
        }
    }

    async Task<EventsPreview> Fold(Imagined imagined, long position, CancellationToken cancel)
    {
        var rows = new ImaginedRows(store.Current, position);
        var set = await FoldingSet.Open(imagined.Journal, rows, _options, cancel);
        await foreach (var entry in imagined.Journal.ReadAll(position, cancel))
        {
            if (entry.Index == imagined.Journal.Real)
            {
                await set.Commit(cancel);   // what is recorded and was not folded yet
                rows.Imagine();
            }
            await set.Take(Decoded.Of(entry), cancel);
        }
        await set.Commit(cancel);
        return new(imagined.Events, await rows.Changed<DutyRow>(cancel), await rows.Changed<FindingRow>(cancel), await rows.Changed<NoticeRow>(cancel),
            await Permissions(imagined, rows, cancel), imagined.Recorded, imagined.Journal.Real);
    }

    async Task<IReadOnlyList<PreviewedAnswer>> Permissions(Imagined imagined, ImaginedRows rows, CancellationToken cancel)
    {
        var registers = await RegistersReader.Read(imagined.Journal, long.MaxValue, at: null, new(_options.Zone, ProductionCalendar.Russia), cancel);
        var now = clock.GetUtcNow();
        if (registers.EditionInForce(now) is not { } edition) return [];
        List<PreviewedAnswer> changed = [];
        foreach (var person in await rows.Changed<PersonRow>(cancel))
        {
            var (before, after) = (person.Before?.Read(), person.After?.Read());
            if (before is null || after is null || !imagined.Events.Any(previewed => previewed.Entry.Stream == after.Token)) continue;
            foreach (var purpose in edition.Published.Terms.Purposes)
            {
                var question = new PermissionQuestion(purpose.Id, now);
                var (was, becomes) = (Projections.Permissions.Decide(before, registers, question), Projections.Permissions.Decide(after, registers, question));
                if (was.Allowed != becomes.Allowed) changed.Add(new(after.Token, purpose.Id, was, becomes));
            }
        }
        return changed;
    }
}
