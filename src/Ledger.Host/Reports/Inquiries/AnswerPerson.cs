using Ledger.Incidents;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What an answer about one person is made from.</summary>
/// <param name="File">The person's file at the index the report is taken at.</param>
/// <param name="Own">The events of the person's stream that are in scope, opened.</param>
/// <param name="Events">Those and the inquiry's own, by index.</param>
/// <param name="Inquiries">The person's inquiries, this one among them.</param>
/// <param name="Incidents">The incidents that name the person.</param>
sealed record AnswerPerson(
    PersonFile File, IReadOnlyList<AnswerEvent> Own, IReadOnlyList<AnswerEvent> Events, IReadOnlyList<InquiryState> Inquiries, IReadOnlyList<IncidentState> Incidents)
{
    const int PageRows = 200;

    public PersonState State => File.State;

    /// <summary>The events in scope whose data is such.</summary>
    public IEnumerable<(AnswerEvent Happened, TData Data)> Of<TData>() where TData : class, IEventData =>
        Own.Where(happened => happened.Event.Data is TData).Select(happened => (happened, (TData)happened.Event.Data));

    public static async ValueTask<AnswerPerson> Read(AnswerCase on, PersonFile file, CancellationToken cancel)
    {
        List<AnswerEvent> own = [];
        await foreach (var entry in on.Reading.Read(file.State.Token, cancel))
        {
            // Nothing out of scope is opened, so that nothing out of scope can be shown.
            if (new AnswerEvent(entry, new(RecordedCodec.Read(entry), new Dictionary<string, string?>())) is var closed && on.Scope.Includes(closed)) own.Add(new(entry, on.Reading.Open(entry)));
        }
        AnswerEvent[] asked = [.. on.Inquiry.Events.Where(happened => happened.Event.Subject is null || happened.Event.Subject == file.State.Token)];
        return new(file, own, [.. own.Concat(asked).OrderBy(happened => happened.Entry.Index)], await InquiriesOf(on, file.State.Token, cancel), await IncidentsOf(on, file.State.Token, cancel));
    }

    static async ValueTask<IReadOnlyList<InquiryState>> InquiriesOf(AnswerCase on, string token, CancellationToken cancel)
    {
        List<InquiryState> inquiries = [];
        for (var after = -1L; ;)
        {
            var page = (await on.Reading.Models.Query(InquiryQueries.OfPerson(token, after: after, take: PageRows), cancel)).Value;
            foreach (var row in page.Where(row => row.Index <= on.Reading.Known))
                if (await AnswerInquiry.Folded(on.Reading, row.Number, token, cancel) is { } inquiry) inquiries.Add(inquiry);   // the row may know more by now
            if (page.Count < PageRows) break;
            after = page[^1].Index;
        }
        if (inquiries.All(inquiry => inquiry.Number != on.Inquiry.State.Number)) inquiries.Add(on.Inquiry.State);
        return inquiries;
    }

    static async ValueTask<IReadOnlyList<IncidentState>> IncidentsOf(AnswerCase on, string token, CancellationToken cancel)
    {
        List<IncidentState> incidents = [];
        for (var after = -1L; ;)
        {
            var page = (await on.Reading.Models.Query(IncidentRow.All(after: after, take: PageRows), cancel)).Value;
            foreach (var row in page.Where(row => row.Index <= on.Reading.Known))
                if (await Naming(on, row.Number, token, cancel) is { } incident) incidents.Add(incident);
            if (page.Count < PageRows) return incidents;
            after = page[^1].Index;
        }
    }

    static async ValueTask<IncidentState?> Naming(AnswerCase on, string number, string token, CancellationToken cancel)
    {
        var (state, named) = ((IncidentState?)null, false);
        await foreach (var entry in on.Reading.Read(Streams.OfIncident(number), cancel))
        {
            var happened = RecordedCodec.Read(entry);
            state = IncidentState.Evolve(state, happened);
            named |= happened.Data is IncidentReported data && PersonRefs.In(data).Any(person => person.Text == token);
        }
        return named ? state : null;
    }

    /// <summary>It holds personal values, and never prints.</summary>
    public override string ToString() => "[person]";
}
