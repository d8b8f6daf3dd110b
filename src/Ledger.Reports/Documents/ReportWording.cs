using System.Globalization;
using Ledger.Policies;

namespace Ledger.Reports;

/// <summary>How values read in the language and time zone of a report.</summary>
/// <param name="language">The language.</param>
/// <param name="zone">The operator's time zone.</param>
public sealed class ReportWording(ReportLanguage language, TimeZoneInfo zone)
{
    /// <summary>A space that no line breaks at.</summary>
    const string Solid = "\u00A0";

    static readonly LocalText Gone = new("уничтожено", "destroyed"), Page = new("Страница", "Page"), OfPages = new("из", "of"), Contents = new("Содержание", "Contents"),
        Nothing = new("Записей нет.", "Nothing is recorded."), Moscow = new("московское время (UTC+3)", "Moscow time (UTC+3)");

    static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Whether it is in Russian.</summary>
    public bool IsRussian => language == ReportLanguage.Ru;

    /// <summary>A value as text.</summary>
    public string Of(ReportValue value) => value switch
    {
        TextValue { Text: var text } => text,
        HashValue { Text: var hash } => hash,
        NumberValue { Number: var number } => Number(number),
        MomentValue { At: var at } => Moment(at),
        DayValue { On: var on } => Day(on),
        CodeValue { Label: var label } => label,
        ManyValues { Values: var values } => string.Join("; ", values.Select(Of)),
        DestroyedValue => Gone.In(language),
        _ => "",
    };

    /// <summary>A number with its thousands apart: 1 234 in Russian, 1,234 in English.</summary>
    public string Number(long number) => language == ReportLanguage.Ru
        ? number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", Solid, StringComparison.Ordinal)
        : number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A date: 01.03.2026 in Russian, 1 Mar 2026 in English.</summary>
    public string Day(DateOnly day) => language == ReportLanguage.Ru
        ? day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{day.Day}{Solid}{EnglishMonths[day.Month - 1]}{Solid}{day.Year}");

    /// <summary>A moment in the operator's time, to the minute.</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = Local(at);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(local.DateTime))} {local:HH:mm}");
    }

    /// <summary>The local date of a moment.</summary>
    public DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>A moment in the operator's time.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>Whether it is the last instant of a local day: what is counted from there is counted from the day, and no minute of it matters.</summary>
    public bool IsEndOfDay(DateTimeOffset at) => LocalDay(at.AddMilliseconds(1)) > LocalDay(at);

    /// <summary>The moment at which a local day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero);

    /// <summary>Which time moments are shown in.</summary>
    public string ZoneName => zone.Id is "Europe/Moscow" ? Moscow.In(language) : zone.Id;

    /// <summary>The word for the contents.</summary>
    public string ContentsTitle => Contents.In(language);

    /// <summary>What stands where a table has no rows.</summary>
    public string EmptyTable => Nothing.In(language);

    /// <summary>What a page calls itself: the words around its number and the number of pages.</summary>
    public (string Page, string Of) PageWords => (Page.In(language), OfPages.In(language));

    /// <summary>What is said below a table that shows some of its rows.</summary>
    public string More(long shown) => language == ReportLanguage.Ru
        ? $"Показаны первые строки ({Number(shown)}); все строки — в таблице CSV и в файле JSON этого отчёта."
        : $"The first {Number(shown)} rows are shown; the CSV and JSON of this report have them all.";

    /// <summary>What the report rests on.</summary>
    public string Basis(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return language == ReportLanguage.Ru
            ? $"Составлено {Moment(report.MadeAt)} по записям журнала {report.Origin} до № {Number(report.Known)} включительно. Время — {ZoneName}."
            : $"Made {Moment(report.MadeAt)} from the records of the ledger {report.Origin} up to No. {Number(report.Known)}. Times are {ZoneName}.";
    }

    /// <summary>What separates the cells of a CSV: spreadsheets in Russian expect the semicolon.</summary>
    public char Separator => language == ReportLanguage.Ru ? CsvText.Russian : CsvText.Plain;
}
