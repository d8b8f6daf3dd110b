using Ledger.Projections;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// What one recipient of personal data is still to be told, by the register of notices: so that a cause recorded before the webhook was made, or a disclosure
/// that became known late, is told as well. Each cause is tried first once; what is told and recorded leaves the register. One loop asks for more, two may send.
/// </summary>
/// <param name="recipient">The recipient.</param>
/// <param name="tried">Causes that were tried before: they wait to be tried again, or are dead letters.</param>
/// <param name="parts">What telling needs.</param>
sealed class NoticeOutlet(string recipient, IEnumerable<long> tried, NoticeParts parts) : IOutlet
{
    const int PageMax = 64;

    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100), Later = TimeSpan.FromMinutes(1);

    readonly Lock _gate = new();
    readonly HashSet<long> _tried = [.. tried];
    readonly HashSet<long> _seen = [];
    NoticeRow? _last;

    public Task Grown => parts.Tail.Grown;

    public async ValueTask<OfferPage> Next(long from, CancellationToken cancel)
    {
        parts.Tail.Listen();
        var count = await parts.Journal.Count(cancel);
        while (true)
        {
            var (due, place) = (_last?.Due ?? long.MinValue, _last?.Place ?? -1);
            var page = await parts.Rows.Current.Query(NoticeQueries.All(NoticeState.ToTell, recipient, null, due, place, PageMax), cancel);
            if (page.Value.Count == 0) return CaughtUp(page.Position, count);
            _last = page.Value[^1];
            _seen.UnionWith(page.Value.Select(row => row.Cause));
            lock (_gate)
            {
                Offer[] offers = [.. page.Value.Where(row => !_tried.Contains(row.Cause)).Select(row => new Offer(row.Cause, null, true))];
                if (offers.Length > 0) return new(offers);
            }
        }
    }

    public async Task<Attempt?> Send(Addressee to, Offer offer, CancellationToken cancel)
    {
        if (await parts.Rows.Current.Find<NoticeRow>(Telling.IdOf(offer.Index, recipient), cancel) is not { Told: null } row
            || await parts.Persons.Of(row.Person, cancel) is not { } userId)
        {
            Tried(offer.Index);   // told by other means, or nobody can say any more of whom
            return null;
        }
        parts.DemandRecording();
        var attempt = await parts.Sender.Send(to, offer.Index, Notice.Body(row, userId, parts.Journal.Origin), listens: true, cancel);
        if (attempt.Delivered) await parts.Record(row, attempt.Acknowledged);
        if (!attempt.Gone) Tried(offer.Index);
        return attempt;
    }

    void Tried(long cause)
    {
        lock (_gate) _tried.Add(cause);
    }

    /// <summary>The register was read to its end. What is no longer in it need not be remembered; the next look begins at its beginning.</summary>
    OfferPage CaughtUp(long position, long count)
    {
        lock (_gate)
        {
            _tried.IntersectWith(_seen);
            var again = position < count || _seen.Count > _tried.Count ? Soon : Later;   // the rest was not tried since the receiver was gone
            _seen.Clear();
            _last = null;
            return new([], position, again);
        }
    }
}
