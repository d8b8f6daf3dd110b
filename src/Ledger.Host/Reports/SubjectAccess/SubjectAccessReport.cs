using Ledger.Host.Documents;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>
/// What the operator must tell a person who asks (152-FZ 14(7); GDPR 15): exactly those items, about nobody else (14(2)), and without the names of employees
/// (14(7)(4)).
/// </summary>
sealed class SubjectAccessReport : IReportSource
{
    static readonly LocalText Title = new("Сведения об обработке персональных данных", "Information on the processing of personal data"),
        Law = new("Сообщаем вам сведения, которые вы как субъект персональных данных вправе получить по части\u00A07 статьи\u00A014 Федерального закона от\u00A027.07.2006 №\u00A0152-ФЗ «О персональных данных».",
            "We give you the information that you, as the person concerned, are entitled to under article 14(7) of Federal Law No. 152-FZ of 27 July 2006 on personal data."),
        EuTitle = new("Доступ субъекта к его персональным данным", "Access of the data subject to personal data"), EuLaw = new("Сообщаем вам сведения, которые вы вправе получить по статье\u00A015 Регламента (ЕС) 2016/679 (GDPR).",
            "We give you the information that you are entitled to under Article 15 of Regulation (EU) 2016/679 (GDPR).");

    public ReportKind Kind => ReportKind.SubjectAccess;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        if (reading.Vault.FindToken(asked.UserId!) is not { } token || await new PersonFiles(reading.Journal, reading.Legal).Read(token, null, reading.Known, cancel) is not { } file)
            return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        if (file.State.Unreadable > 0)
            return new Refusal(Refusals.StreamUnreadable, "The person's stream holds events of a newer version: an answer without them would not be whole.");
        InquiryState? inquiry = null;
        if (asked.Inquiry is { } number)
        {
            inquiry = (await reading.Models.Find<InquiryRow>(number, cancel))?.Read();
            if (inquiry?.Person != token || inquiry.Index > reading.Known)
                return new Refusal(Refusals.InquiryUnknown, "No inquiry of this number about this person is recorded.", "$.inquiry");
        }
        var on = new AccessCase(asked, reading, file, await OwnValues.Of(reading, token, cancel), Sources(file));
        return new GatheredReport(Document(on, inquiry), token, () => file.Events.Count) { Answers = inquiry is null ? null : new(inquiry.Form, AccessInquiry.DueOf(inquiry)) };
    }

    ReportDocument Document(AccessCase on, InquiryState? inquiry) => new()
    {
        Kind = DocumentJson.Name(Kind), Language = on.Asked.Language, Zone = on.Reading.Legal.Zone, Origin = on.Reading.Journal.Origin, Known = on.Reading.Known, MadeAt = on.Now,
        Title = on.In(Title, EuTitle), Subtitle = AccessInquiry.Subtitle(on, on.In(Law, EuLaw), inquiry), Sections = AccessItems.Of(on), CsvHoldsAll = true,
    };

    /// <summary>Who gave data where that was not the person, as the newest event says for each category and system.</summary>
    static Dictionary<(string, string), string> Sources(PersonFile file)
    {
        Dictionary<(string, string), string> sources = [];
        foreach (var data in file.Events.Select(happened => happened.Data).OfType<DataCollected>())
            foreach (var category in data.Categories)
                if (data.Source is { } source) sources[(category, data.System)] = source;
        return sources;
    }
}
