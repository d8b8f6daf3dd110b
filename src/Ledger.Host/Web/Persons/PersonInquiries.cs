using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Web.Persons;

/// <summary>The inquiries about a person, for whoever was let into the file; they are the first lines of the register of inquiries, which leaves no trace.</summary>
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
