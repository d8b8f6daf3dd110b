using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>
/// The answer to an inquiry: about one person, with the whole stream of that person, or about the disclosures to a recipient (or to all) within a time. Every sealed
/// value it shows stands in an event of the scope that its bundle is exported by.
/// </summary>
sealed class InquiryReport(ITransparency transparency) : IReportSource
{
    static readonly LocalText Title = new("Ответ на запрос об обработке персональных данных", "Answer to an inquiry about the processing of personal data"),
        Subtitle = new("Запрос {0}, поступил {1}", "Inquiry {0}, received {1}"), Own = new("вх. № {0}", "our No. {0}"), Theirs = new("№ {0} ({1})", "No. {0} ({1})");

    public ReportKind Kind => ReportKind.Inquiry;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        if (await AnswerInquiry.Read(reading, asked.Inquiry!, cancel) is not { } inquiry)
            return new Refusal(Refusals.InquiryUnknown, "No inquiry with this number is recorded.", "$.inquiry");
        var scope = await AnswerScope.Of(asked, inquiry, reading, cancel);
        if (scope.Refusal is { } refusal) return refusal;
        var covering = await transparency.Cover(reading.Known, cancel);
        var on = new AnswerCase(asked, reading, inquiry, scope.Value, new(transparency.Key, covering.Checkpoint));
        return scope.Value.Token is { } token ? await OfPerson(on, token, cancel) : await OfDisclosures(on, cancel);
    }

    static async ValueTask<Outcome<GatheredReport>> OfPerson(AnswerCase on, string token, CancellationToken cancel)
    {
        if (await new PersonFiles(on.Reading.Journal, on.Reading.Legal).Read(token, null, on.Reading.Known, cancel) is not { } file)
            return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        if (file.State.Unreadable > 0)
            return new Refusal(Refusals.StreamUnreadable, "The person's stream holds events of a newer version: an answer without them would not be whole.");
        var person = await AnswerPerson.Read(on, file, cancel);
        return Gathered(on, PersonAnswer.Of(on, person), token, () => person.Events.Count, "timeline");
    }

    static async ValueTask<Outcome<GatheredReport>> OfDisclosures(AnswerCase on, CancellationToken cancel)
    {
        var summary = await DisclosureSummary.Read(on, cancel);
        return Gathered(on, DisclosureAnswer.Of(on, summary), null, () => summary.Count + on.Inquiry.Events.Count, "disclosures");
    }

    static GatheredReport Gathered(AnswerCase on, IReadOnlyList<ReportSection> sections, string? person, Func<long> events, string table) => new(new()
    {
        Kind = DocumentJson.Name(ReportKind.Inquiry), Language = on.Asked.Language, Zone = on.Reading.Legal.Zone, Origin = on.Reading.Journal.Origin, Known = on.Reading.Known,
        MadeAt = on.Reading.Now, Title = on.In(Title), Subtitle = SubtitleOf(on), Sections = sections, CsvTable = table,
    }, person, events) { Scope = on.Scope.Exported };

    static string SubtitleOf(AnswerCase on)
    {
        var own = on.Say(Own, on.Inquiry.State.Number);
        return on.Say(Subtitle, on.Inquiry.First.At("/data/request/number") is { } number ? on.Say(Theirs, number, own) : own, on.Words.Moment(on.Inquiry.State.Received));
    }
}
