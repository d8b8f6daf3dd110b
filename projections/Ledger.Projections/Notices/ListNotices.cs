using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The register of recipients to be told, soonest due first. A notice that was given and not confirmed stays in it as awaited.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListNotices(Actor Actor) : ListRows<NoticeRow>(Actor)
{
    /// <summary>Only those that stand so; null for all that are not confirmed, unless <see cref="Confirmed"/>.</summary>
    public NoticeState? State { get; init; }

    /// <summary>Whether those that were confirmed are listed too, where no state is asked for.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Only this recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>Only those that nobody told although their statutory period has ended by then; null for all.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <inheritdoc/>
    public override string What => "notices";

    NoticeState? Asked => OverdueAt is null ? State : NoticeState.ToTell;

    internal override Func<IQueryable<NoticeRow>, IQueryable<NoticeRow>> Query(string? token, Place? after, int take)
    {
        var (due, place) = (after?.Number ?? long.MinValue, after?.Second ?? -1);
        bool? open = Asked is null && !Confirmed ? true : null;
        if (token is not null) return NoticeQueries.OfPerson(token, open, Asked, Recipient, OverdueAt, due, place, take);
        return open == true
            ? NoticeQueries.Open(Recipient, OverdueAt, due, place, take)
            : NoticeQueries.All(Asked, Recipient, OverdueAt, due, place, take);
    }

    internal override Place PlaceOf(NoticeRow row) => new(row.Due, row.Place);
}
