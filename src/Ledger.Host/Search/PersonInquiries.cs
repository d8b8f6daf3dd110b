using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Search;

/// <summary>The inquiries about a person, newest first; requests alone answer with them.</summary>
sealed class PersonInquiries(IReadModelStore store)
{
    /// <summary>How many are shown: a person has few.</summary>
    const int Most = 50;

    /// <summary>Those that had arrived by then, newest first.</summary>
    public async ValueTask<IReadOnlyList<InquiryRow>> Of(string token, DateTimeOffset at, CancellationToken cancel)
    {
        var rows = (await store.Current.Query(InquiryQueries.OfPerson(token, take: Most), cancel)).Value;
        return [.. rows.Where(row => row.Received <= Micros.Of(at)).OrderByDescending(row => row.Received)];
    }
}
