using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Incidents;

namespace Ledger.Host.Sheets;

/// <summary>The registers of inquiries and incidents as tables, and one of either as lines, for people.</summary>
static class InquirySheet
{
    public static RegisterSheet<InquiryDocument> In(Language language) => new(
        language == Language.Ru ? ["номер", "от кого", "что просят", "получено", "срок", "осталось", "продлён", "о ком", "#"] : ["number", "from", "asks", "received", "due", "left", "extended", "about", "#"],
        (inquiry, zone) =>
        [
            inquiry.Number + (inquiry.EarlyRepeat == true ? $" ({(language == Language.Ru ? "повтор" : "repeats")} {inquiry.RepeatOf})" : ""), InquiryNames.Of(inquiry.From).In(language),
            string.Join(", ", inquiry.OpenCases.Select(kind => InquiryNames.Of(kind).In(language))), Day(inquiry.Received, zone), inquiry.Due is { } due ? LastDay(due, zone) : "",
            inquiry.WorkingDaysLeft is { } left ? InquiryNames.Left(left, inquiry.Overdue, language) : "", inquiry.Extended is { } extended ? Day(extended, zone) : "",
            $"{inquiry.Person}", Number(inquiry.Index),
        ]);

    public static RegisterSheet<IncidentDocument> Incidents(Language language) => new(
        language == Language.Ru ? ["номер", "что", "обнаружено", "кем", "срок", "извещён", "итоги", "#"] : ["number", "what", "detected", "by", "due", "notified", "concluded", "#"],
        (incident, zone) =>
        [
            incident.Number, incident.Kind, Moment(incident.Detected, zone), InquiryNames.Of(Detector(incident.DetectedBy)).In(language),
            incident.Due is { } due ? Moment(due, zone) + (incident.Overdue ? language == Language.Ru ? " ПРОСРОЧЕНО" : " OVERDUE" : "") : "",
            incident.Notified is { } notified ? Moment(notified, zone) : "", incident.Concluded is { } concluded ? Moment(concluded, zone) : "", Number(incident.Index),
        ]);

    /// <summary>One inquiry, line by line.</summary>
    public static IEnumerable<string> Lines(InquiryDocument inquiry, TimeZoneInfo zone, Language language)
    {
        var ru = language == Language.Ru;
        string Cases(IEnumerable<Ledger.Inquiries.InquiryCase> cases) => string.Join(", ", cases.Select(kind => InquiryNames.Of(kind).In(language)));
        yield return $"{inquiry.Number}: {InquiryNames.Of(inquiry.From).In(language)}, {inquiry.Channel}, {InquiryNames.Of(inquiry.Form).In(language)}, {Moment(inquiry.Received, zone)}"
            + (inquiry.Person is { } person ? $", {person}" : "");
        if (inquiry.RequestDate is { } date) yield return $"  {(ru ? "дата запроса" : "dated")} {date}{string.Concat((inquiry.Norms ?? []).Select(norm => $", {norm}"))}";
        yield return $"  {(ru ? "просят" : "asks")}: {Cases(inquiry.Cases)}";
        if (inquiry.Open) yield return $"  {(ru ? "открыто" : "open")}: {Cases(inquiry.OpenCases)}"
            + (inquiry.Due is { } due ? $", {(ru ? "срок" : "due")} {LastDay(due, zone)} ({InquiryNames.Left(inquiry.WorkingDaysLeft ?? 0, inquiry.Overdue, language)})" : "");
        if (!inquiry.Admissible) yield return $"  {(ru ? "не соответствует ч. 3 ст. 14" : "lacks what 14(3) demands")}: {string.Join(", ", inquiry.Deficiencies ?? [])}";
        if (inquiry.EarlyRepeat == true) yield return $"  {(ru ? "повторный запрос ранее срока" : "a repeat before its time")}: {inquiry.RepeatOf}"
            + (inquiry.Justified == true ? ru ? ", с обоснованием" : ", justified" : "");
        if (inquiry.RepeatFrom is { } from) yield return $"  {(ru ? "повтор возможен с" : "a repeat is owed an answer from")} {Day(from, zone)}";
        if (inquiry.Block is { } block) yield return $"  {(ru ? block == "blocked" ? "данные заблокированы на время проверки" : "не блокировались, причина записана" : block == "blocked" ? "data blocked while it is checked" : "data not blocked, with the reason")}";
        if (inquiry.Extended is { } extended) yield return $"  {(ru ? "срок продлён уведомлением" : "extended by a notice of")} {Moment(extended, zone)}";
        foreach (var duty in inquiry.Duties ?? []) yield return "  " + DutyLine(duty, zone, language);
        if (inquiry.Answered is { } answered) yield return $"  {(ru ? "отвечено" : "answered")} {Moment(answered, zone)}{(inquiry.Via is { } via ? $", {via}" : "")}";
        if (inquiry.Deposited is { } deposited) yield return $"  {(ru ? "ответ оставлен для получения" : "the answer is deposited")} {Moment(deposited, zone)}";
        if (inquiry.Refused is { } refused) yield return $"  {(ru ? "отказано" : "refused")} {Moment(refused, zone)}{(inquiry.RefusalNorm is { } norm ? $", {norm}" : "")}";
    }

    /// <summary>One incident, line by line.</summary>
    public static IEnumerable<string> Lines(IncidentDocument incident, TimeZoneInfo zone, Language language)
    {
        var ru = language == Language.Ru;
        yield return $"{incident.Number}: {incident.Kind}, {(ru ? "обнаружено" : "detected")} {Moment(incident.Detected, zone)} ({InquiryNames.Of(Detector(incident.DetectedBy)).In(language)}), "
            + $"{(ru ? "оператору известно с" : "known to the operator since")} {Moment(incident.KnownToOperator, zone)}";
        if (incident.Categories.Count > 0) yield return $"  {(ru ? "категории" : "categories")}: {string.Join(", ", incident.Categories)}";
        if (!incident.RightsViolated) yield return $"  {(ru ? "права субъектов не нарушены" : "no rights were violated")}";
        if (incident.Subjects is { } subjects) yield return $"  {(ru ? "субъектов" : "persons")}: {Number(subjects)}";
        if (incident.Affected is { } affected) yield return $"  {(ru ? "затронуты" : "affected")}: {string.Join(", ", affected)}";
        foreach (var duty in incident.Duties ?? []) yield return "  " + DutyLine(duty, zone, language, exact: true);
        foreach (var notice in incident.Notices ?? [])
            yield return $"  {(ru ? notice.Stage == "primary" ? "первичное уведомление" : "дополнительное уведомление" : $"{notice.Stage} notice")} {notice.Number}, {Moment(notice.At, zone)}{(notice.Under is { } law ? $", {law}" : "")}  #{Number(notice.Index)}";
        if (incident.Investigated is { } investigated)
            yield return $"  {(ru ? "расследование завершено" : "investigated")} {Moment(investigated, zone)}, {incident.Order}, {(ru ? "виновных" : "culprits")}: {Number(incident.Culprits ?? 0)}";
    }

    static string DutyLine(DutyDocument duty, TimeZoneInfo zone, Language language, bool exact = false)
    {
        var ru = language == Language.Ru;
        var end = exact ? Moment(duty.Due, zone) : LastDay(duty.Due, zone);
        var stands = duty.ClosedAt is { } closed ? $"{(ru ? "исполнено" : "done")} {Moment(closed, zone)}{(duty.Missed ? ru ? ", с нарушением срока" : ", too late" : "")}"
            : duty.Overdue ? ru ? "просрочено" : "OVERDUE" : ru ? "открыто" : "open";
        return $"{duty.Rule} {(ru ? duty.Text.Ru : duty.Text.En)}: {(ru ? "до" : "by")} {end}, {stands}";
    }

    static DetectedBy Detector(string name) => Enum.GetValues<DetectedBy>().First(by => DocumentJson.Name(by) == name);

    static string LastDay(DateTimeOffset end, TimeZoneInfo zone) => Day(end.AddTicks(-1), zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Moment(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
