using Ledger.Access;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Asks for a page of a register. A register is no person's file and is read without a trace; narrowed to one person it is, so then it needs a reason
/// and is recorded under the register's name.
/// </summary>
/// <param name="Actor">Who asks.</param>
public abstract record ListRows<TRow>(Actor Actor) : IRequest<Outcome<Page<TRow>>>, IReadsPerson where TRow : class, IRow
{
    /// <summary>The most rows of one page.</summary>
    public const int TakeMax = 1000;

    /// <summary>Where the page goes on; null for the first.</summary>
    public Place? After { get; init; }

    /// <summary>How many rows at most, 1 to <see cref="TakeMax"/>.</summary>
    public int Take { get; init; } = 100;

    /// <summary>The order; null for the register's own. One person's rows come in that alone.</summary>
    public RowOrder? Order { get; init; }

    /// <summary>Whether the page ends before <see cref="After"/> instead of going on behind it, or is the last; in an order that was chosen.</summary>
    public bool Back { get; init; }

    /// <summary>Only what is about this person, by the operator's own id; null for all.</summary>
    public string? Person { get; init; }

    /// <summary>Whose file is read by it.</summary>
    public virtual string? UserId => Person;

    /// <summary>Why the actor looks, where a person is named.</summary>
    public string? Reason { get; init; }

    /// <summary>The register's name.</summary>
    public abstract string What { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];

    /// <summary>The rows behind a place, in the register's order; of one person's where a token is given.</summary>
    internal abstract Func<IQueryable<TRow>, IQueryable<TRow>> Query(string? token, Place? after, int take);

    /// <summary>Where a row stands.</summary>
    internal abstract Place PlaceOf(TRow row);

    /// <summary>The orders one can choose; none where there are few rows.</summary>
    internal virtual RowSort<TRow>? SortOf(string order) => null;

    /// <summary>What of all rows is asked for, in an order one chose: its conditions leave the engine the index of that order.</summary>
    internal virtual IQueryable<TRow> Narrowed(IQueryable<TRow> rows, string order) => rows;
}

/// <summary>Answers from the read models.</summary>
public sealed class ListRowsHandler<TRequest, TRow>(IReadModelStore store, IKeyVault vault) : IRequestHandler<TRequest, Outcome<Page<TRow>>>
    where TRequest : ListRows<TRow> where TRow : class, IRow
{
    /// <inheritdoc/>
    public async Task<Outcome<Page<TRow>>> Handle(TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = request.Person is { } userId ? vault.FindToken(userId) : null;
        if (request.Person is not null && token is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        return token is null && request.Order is { } order
            ? await Sorted(request, order, request.After, request.Back, cancellationToken)
            : await Read(request, token, request.After, cancellationToken);
    }

    async ValueTask<Page<TRow>> Sorted(TRequest request, RowOrder order, Place? after, bool back, CancellationToken cancel)
    {
        var sort = request.SortOf(order.Name) ?? throw new ArgumentException($"This register has no order called {order.Name}.", nameof(order));
        var take = Math.Clamp(request.Take, 1, ListRows<TRow>.TakeMax);
        var answer = await store.Current.Query<TRow>(rows => sort.Page(request.Narrowed(rows, order.Name), after, order.Descending != back, take + 1), cancel);
        var more = answer.Value.Count > take;
        if (back && !more) return await Sorted(request, order, null, false, cancel);   // nothing is before it: the first page, and a whole one
        List<TRow> rows = [.. answer.Value.Take(take)];
        if (back) rows.Reverse();
        var next = rows.Count > 0 && (back ? after is not null : more) ? sort.PlaceOf(rows[^1]) : null;
        return new(rows, next, answer.Position - 1)
        {
            Previous = rows.Count > 0 && (back || after is not null) ? sort.PlaceOf(rows[0]) : null,
            More = next is null ? null : more => Sorted(request, order, next, false, more),
        };
    }

    async ValueTask<Page<TRow>> Read(TRequest request, string? token, Place? after, CancellationToken cancel)
    {
        var take = Math.Clamp(request.Take, 1, ListRows<TRow>.TakeMax);
        // One row more than asked for tells whether there is another page.
        var answer = await store.Current.Query(request.Query(token, after, take + 1), cancel);
        if (answer.Value.Count <= take) return new(answer.Value, null, answer.Position - 1);
        var next = request.PlaceOf(answer.Value[take - 1]);
        return new([.. answer.Value.Take(take)], next, answer.Position - 1) { More = more => Read(request, token, next, more) };
    }
}
