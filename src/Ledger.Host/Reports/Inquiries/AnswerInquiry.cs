using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>An inquiry as its stream tells it, opened.</summary>
/// <param name="State">The fold of it.</param>
/// <param name="Events">Its events.</param>
sealed record AnswerInquiry(InquiryState State, IReadOnlyList<AnswerEvent> Events)
{
    /// <summary>The event that received it.</summary>
    public AnswerEvent First => Events[0];

    public InquiryReceived Received => (InquiryReceived)First.Event.Data;

    /// <summary>Reads it up to the index the report is taken at; null where nothing was received under the number.</summary>
    public static async ValueTask<AnswerInquiry?> Read(ReportReading reading, string number, CancellationToken cancel)
    {
        List<AnswerEvent> events = [];
        InquiryState? state = null;
        await foreach (var entry in reading.Read(Streams.OfInquiry(number), cancel))
        {
            var happened = new AnswerEvent(entry, reading.Open(entry));
            state = InquiryState.Evolve(state, happened.Event);
            events.Add(happened);
        }
        return state is not null && events[0].Event.Data is InquiryReceived ? new((await Folded(reading, number, state.Person, cancel))!, events) : null;
    }

    /// <summary>The fold of an inquiry up to that index: of its own stream, and of what was done in the person's for it.</summary>
    public static async ValueTask<InquiryState?> Folded(ReportReading reading, string number, string? person, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in reading.Read(Streams.OfInquiry(number), cancel)) events.Add(RecordedCodec.Read(entry));
        if (person is not null)
        {
            await foreach (var entry in reading.Read(person, cancel))
                if (RecordedCodec.Read(entry) is var happened && InquiryState.NumberOf(happened.Data) == number) events.Add(happened);
        }
        return events.OrderBy(happened => happened.Index).Aggregate((InquiryState?)null, InquiryState.Evolve);
    }
}
