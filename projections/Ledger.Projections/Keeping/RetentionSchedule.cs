using Ledger.Journal;
using Ledger.Law;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Answers with the schedule: each term is one range of the index, and the ranges are merged by what falls due. A new edition counts from the moment it is in
/// force, since terms are in no row. Safe for concurrent use.
/// </summary>
public sealed class RetentionSchedule(IReadModelStore store, IKeyVault vault, IJournal journal, LegalClock legal, TimeProvider clock)
    : IRequestHandler<ListRetention, Outcome<Page<RetentionRow>>>
{
    /// <summary>The most rows one person can have here: systems times categories.</summary>
    const int PersonMax = 10_000;

    OperatorRegisters _registers = OperatorRegisters.By(legal);

    /// <inheritdoc/>
    public async Task<Outcome<Page<RetentionRow>>> Handle(ListRetention request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = request.Person is { } userId ? vault.FindToken(userId) : null;
        if (request.Person is not null && token is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        return await Read(request, token, request.After, cancellationToken);
    }

    /// <summary>The terms now.</summary>
    internal async ValueTask<IReadOnlyList<RetentionTerm>> Terms(DateTimeOffset now, CancellationToken cancel)
    {
        var registers = await RegistersReader.GoOn(journal, Volatile.Read(ref _registers), cancel);
        Volatile.Write(ref _registers, registers);   // whichever reader is last: each goes on from where it stands
        return RetentionTerm.All(registers, now);
    }

    async ValueTask<Page<RetentionRow>> Read(ListRetention request, string? token, Place? after, CancellationToken cancel)
    {
        var take = Math.Clamp(request.Take, 1, ListRetention.TakeMax);
        var terms = await Terms(clock.GetUtcNow(), cancel);
        var rows = store.Current;
        var position = await rows.Position(cancel);
        var candidates = token is null
            ? await Soonest(rows, terms, request, after, take + 1, cancel)
            : await OfPerson(rows, terms, token, cancel);
        List<RetentionRow> found = [.. request.Query(token, after, take + 1)(candidates.AsQueryable())];
        if (found.Count <= take) return new(found, null, position - 1);
        var next = request.PlaceOf(found[take - 1]);
        return new(found[..take], next, position - 1) { More = more => Read(request, token, next, more) };
    }

    static async ValueTask<List<RetentionRow>> Soonest(
        IReadModels rows, IReadOnlyList<RetentionTerm> terms, ListRetention request, Place? after, int take, CancellationToken cancel)
    {
        List<RetentionRow> found = [];
        long? before = request.DueBefore is { } limit ? Micros.Of(limit) : null;
        foreach (var term in terms)
            found.AddRange((await rows.Query(KeepingQueries.Of(term, after, before, take), cancel)).Value.Select(row => RetentionRow.Of(row, term)));
        return found;
    }

    static async ValueTask<List<RetentionRow>> OfPerson(IReadModels rows, IReadOnlyList<RetentionTerm> terms, string token, CancellationToken cancel)
    {
        var kept = (await rows.Query(KeepingQueries.OfPerson(token, PersonMax), cancel)).Value;
        return [.. from row in kept from term in terms where term.Kind == row.Kind && term.Term == row.Term select RetentionRow.Of(row, term)];
    }
}
