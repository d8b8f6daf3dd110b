using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Search;

/// <summary>The inquiries about a person, for whoever was let into the file: they are read as a part of it.</summary>
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

    /// <summary>Whether there is any.</summary>
    public async ValueTask<bool> Any(string token, CancellationToken cancel) =>
        (await store.Current.Query(InquiryQueries.OfPerson(token, take: 1), cancel)).Value.Count > 0;
}
