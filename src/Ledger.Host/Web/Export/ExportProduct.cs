using Ledger.Access;
using Ledger.Host.Reports;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Web.Export;

/// <summary>Something that can be made of a scope: one file or several.</summary>
/// <param name="Id">Its name in the form.</param>
/// <param name="For">Which choices it is for.</param>
/// <param name="Roles">Who may, besides the administrator.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Note">What it is good for.</param>
/// <param name="Files">The files: a report in a form, or the events alone where there is no report.</param>
public sealed record ExportProduct(string Id, IReadOnlyList<string> For, IReadOnlyList<Role> Roles, LocalText Name, LocalText Note, params IReadOnlyList<(ReportKind? Kind, ReportFormat Format)> Files)
{
    /// <summary>The product that answers an inquiry.</summary>
    public const string Answer = "answer";

    /// <summary>Whether it shows sealed values in the clear, whatever is chosen for the events.</summary>
    public bool OpensValues => Files.Any(file => file.Kind is { } kind && ReportTerms.Of(kind).OpensValues);

    static readonly Role[] Officers = [Role.Officer], Readers = [Role.Officer, Role.Auditor];

    /// <summary>All of them, in the order shown.</summary>
    public static IReadOnlyList<ExportProduct> All { get; } =
    [
        new(Answer, ["inquiry"], Officers, new("Ответ на обращение: пакет с доказательствами и PDF", "The answer: a bundle with proofs, and PDF"),
            new("Отчёт и события, на которые он опирается (не только само обращение); получатель проверит их без установки программ.", "The report and the events behind it (not the inquiry alone); whoever gets it can check it without installing anything."),
            (ReportKind.Inquiry, ReportFormat.Bundle), (ReportKind.Inquiry, ReportFormat.Pdf)),
        new("bundle", ExportAsked.Choices, Readers, new("Пакет событий с доказательствами (ZIP)", "A bundle of events with proofs (ZIP)"),
            new("Сами записи, их подпись и страница проверки verify.html.", "The events themselves, their signature, and the page verify.html that checks them."), (null, ReportFormat.Bundle)),
        .. Report("subject-access", "person", Officers, ReportKind.SubjectAccess, new("Ответ субъекту по ч.\u00A07 ст.\u00A014 152-ФЗ", "What a person must be told (152-FZ, 14(7))"), ReportFormat.Pdf, ReportFormat.Html, ReportFormat.Json),
        .. Report("inquiry", "inquiry", Officers, ReportKind.Inquiry, new("Отчёт по обращению", "The report on the inquiry"), ReportFormat.Html, ReportFormat.Csv, ReportFormat.Json),
        .. Report("disclosures", "recipient", Officers, ReportKind.Disclosures, new("Реестр передач этому получателю", "The register of disclosures to this recipient"), ReportFormat.Pdf, ReportFormat.Html, ReportFormat.Csv, ReportFormat.Json),
        .. Report("all-disclosures", "period", Officers, ReportKind.Disclosures, new("Реестр передач третьим лицам", "The register of disclosures"), ReportFormat.Pdf, ReportFormat.Csv),
        .. Report("summary", "period", Readers, ReportKind.Summary, new("Сводка о соблюдении требований", "The compliance summary"), ReportFormat.Pdf, ReportFormat.Html, ReportFormat.Csv, ReportFormat.Json),
        .. Report("processing", "period", Readers, ReportKind.Processing, new("Описание обработки (ст.\u00A018.1 152-ФЗ)", "The record of processing (152-FZ, 18.1)"), ReportFormat.Pdf, ReportFormat.Html, ReportFormat.Json),
    ];

    /// <summary>What a role can have made of a choice.</summary>
    public static IEnumerable<ExportProduct> Of(string what, Role role) => All.Where(product => product.For.Contains(what) && AllowAttribute.All(product.Roles).Contains(role));

    static IEnumerable<ExportProduct> Report(string id, string what, Role[] roles, ReportKind kind, LocalText name, params ReportFormat[] formats) => formats.Select(format =>
        new ExportProduct($"{id}-{ReportWriter.Extension(format)}", [what], roles, new($"{name.Ru} ({Named(format)})", $"{name.En} ({Named(format)})"), Meant(format), (kind, format)));

    static string Named(ReportFormat format) => format.ToString().ToUpperInvariant();

    static LocalText Meant(ReportFormat format) => format switch
    {
        ReportFormat.Pdf => new("Документ для печати и подписи.", "A document to print and sign."),
        ReportFormat.Html => new("Тот же документ одним файлом для браузера.", "The same document as one file for a browser."),
        ReportFormat.Csv => new("Таблица для Excel.", "A table for a spreadsheet."),
        _ => new("Для программ.", "For programs."),
    };
}
