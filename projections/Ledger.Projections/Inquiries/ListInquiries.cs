using Ledger.Access;
using Ledger.Inquiries;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>The register of inquiries: open ones soonest first, all of them in the order received. A regulator sees those addressed to it and no others, and may not look for a person.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListInquiries(Actor Actor) : ListRows<InquiryRow>(Actor)
{
    /// <summary>Only those in which something is neither answered nor refused.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only those from such.</summary>
    public InquiryFrom? From { get; init; }

    /// <inheritdoc/>
    public override string What => "inquiries";

    /// <inheritdoc/>
    public override IReadOnlyList<Role> Allowed => Person is null ? [Role.Officer, Role.Auditor, Role.Regulator] : base.Allowed;

    bool BySoonest => OpenOnly && Person is null;

    internal override Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> Query(string? token, Place? after, int take)
    {
        var index = after?.Number ?? -1;
        if (token is not null) return InquiryQueries.OfPerson(token, From, OpenOnly, index, take);
        return OpenOnly ? InquiryQueries.Open(From, after?.Number ?? long.MinValue, after?.Second ?? -1, take) : InquiryQueries.All(From, index, take);
    }

    internal override Place PlaceOf(InquiryRow row) => BySoonest ? new(row.Soonest, row.Index) : new(row.Index);

    static readonly RowSort<InquiryRow> ByTime = new(q => q.Received, q => q.Index), ByDue = new(q => q.Soonest, q => q.Index), ByNumber = new(q => q.Index, null, q => q.Key);

    internal override RowSort<InquiryRow>? SortOf(string order) =>
        order switch { RowOrders.Time => ByTime, RowOrders.Due => ByDue, RowOrders.Number => ByNumber, _ => null };

    internal override IQueryable<InquiryRow> Narrowed(IQueryable<InquiryRow> rows, string order) => InquiryQueries.Sorted(rows, order, From, OpenOnly);
}

/// <summary>Asks for one inquiry by its number. To a regulator those that are not its own are unknown.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="Actor">Who asks.</param>
public sealed record ViewInquiry(string Number, Actor Actor) : IRequest<Outcome<Answer<InquiryRow>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor, Role.Regulator];
}

/// <summary>Answers from the read models; for a regulator from the inquiries its key names, one by one.</summary>
public sealed class InquiriesHandler(IReadModelStore store, IKeyVault vault)
    : IRequestHandler<ListInquiries, Outcome<Page<InquiryRow>>>, IRequestHandler<ViewInquiry, Outcome<Answer<InquiryRow>>>
{
    readonly ListRowsHandler<ListInquiries, InquiryRow> _all = new(store, vault);

    /// <inheritdoc/>
    public Task<Outcome<Page<InquiryRow>>> Handle(ListInquiries request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Actor.Role == Role.Regulator ? Own(request, cancellationToken) : _all.Handle(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Outcome<Answer<InquiryRow>>> Handle(ViewInquiry request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = store.Current;
        var position = await rows.Position(cancellationToken);
        return Sees(request.Actor, request.Number) && await rows.Find<InquiryRow>(request.Number, cancellationToken) is { } row
            ? new Answer<InquiryRow>(row, position)
            : new Refusal(Refusals.InquiryUnknown, "No inquiry with this number is recorded.");
    }

    async Task<Outcome<Page<InquiryRow>>> Own(ListInquiries request, CancellationToken cancel)
    {
        var rows = store.Current;
        var position = await rows.Position(cancel);
        List<InquiryRow> own = [];
        foreach (var number in request.Actor.Inquiries)
            if (await rows.Find<InquiryRow>(number, cancel) is { } row) own.Add(row);
        return OwnFrom(request, own, position - 1);
    }

    static Page<InquiryRow> OwnFrom(ListInquiries request, List<InquiryRow> own, long known)
    {
        var behind = request.Query(null, request.After, int.MaxValue)(own.AsQueryable()).ToList();
        if (behind.Count <= request.Take) return new(behind, null, known);
        var next = request.PlaceOf(behind[request.Take - 1]);
        return new(behind[..request.Take], next, known) { More = _ => new(OwnFrom(request with { After = next }, own, known)) };
    }

    static bool Sees(Actor actor, string number) => actor.Role != Role.Regulator || actor.Inquiries.Contains(number);
}
