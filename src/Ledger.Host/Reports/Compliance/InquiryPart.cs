using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Inquiries;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Inquiries received in the period, and what became of them.</summary>
static class InquiryPart
{
    static readonly (string Key, LocalText Name)[] Outcomes =
        [("inTime", SummaryWords.AnsweredInTime), ("late", SummaryWords.AnsweredLate), ("working", SummaryWords.Working), ("overdue", SummaryWords.Overdue)];

    public static async ValueTask<SummaryPart> Of(SummaryAsked asked, CancellationToken cancel)
    {
        var senders = Enum.GetValues<InquiryFrom>().ToDictionary(from => DocumentJson.Name(from), _ => new long[Outcomes.Length]);
        await foreach (var page in Paged.Read<InquiryRow>(asked.Reading.Models, last => InquiryQueries.All(after: last?.Index ?? -1, take: Paged.Rows), cancel))
            foreach (var row in page.Where(row => row.Index <= asked.Reading.Known && asked.Holds(row.Received))) senders[row.From][OutcomeOf(row, asked.Reading.Now)]++;
        var rows = senders.Where(sender => sender.Value.Sum() > 0).ToList();
        long Sum(int outcome) => rows.Sum(row => row.Value[outcome]);
        string Name(string sender) => asked.In(SummaryWords.Sender(sender));
        var bars = new BarsFigure("inquiries", asked.In(SummaryWords.InquiryFigure), [.. Outcomes.Select(outcome => asked.In(outcome.Name))], [.. rows.Select(row => new FigureBar(Name(row.Key), row.Value))]);
        var table = ReportTable.Of("inquiries", null,
            [asked.Column("from", SummaryWords.From, 30), asked.Column("received", SummaryWords.Received, 14), .. Outcomes.Select(outcome => asked.Column(outcome.Key, outcome.Name, 14))],
            [.. rows.Select(row => (IReadOnlyList<ReportValue>)[ReportValue.Of(row.Key, Name(row.Key)), ReportValue.Of(row.Value.Sum()), .. row.Value.Select(ReportValue.Of)])])
            with { Empty = asked.In(SummaryWords.NoInquiries) };
        IReadOnlyList<ReportBlock> blocks = rows.Count == 0 ? [table]
            : [new ReportText(asked.In(SummaryWords.InquiryNote)), new ReportFigure("inquiries", bars.Title, html => bars.Draw(html, asked.Words)), table];
        return new(new("inquiries", asked.In(SummaryWords.Inquiries), blocks), [asked.Fact("inquiries", SummaryWords.InquiriesReceived, rows.Sum(row => row.Value.Sum()))],
            Sum(3) == 0 ? [] : [string.Format(CultureInfo.InvariantCulture, asked.In(SummaryWords.OverdueWarning), asked.Words.Number(Sum(3)))]);
    }

    /// <summary>Where nothing of it is open: late where any duty of it was; else overdue once the soonest end of what is open has passed.</summary>
    static int OutcomeOf(InquiryRow row, DateTimeOffset now)
    {
        var duties = row.Read().Duties.Where(duty => DutyPart.Deadlines.Contains(duty.Terms.Rule)).ToList();
        if (row.IsOpen) return row.Due is { } due && Micros.ToMoment(due) <= now ? 3 : 2;
        return duties.Any(duty => duty.IsMissed || duty.IsOverdue(now)) ? 1 : 0;
    }
}
