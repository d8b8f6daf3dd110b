using System.Runtime.CompilerServices;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>The lines of the register: who received whose data, when, for what, on what ground, and what was wrong about it.</summary>
sealed class DisclosureLines(ReportQuestion asked, ReportReading reading)
{
    const string DocumentNumber = "/data/document/number";

    readonly ReportNames _names = reading.Names(asked.Language);

    /// <summary>How many the last writing read.</summary>
    public long Read { get; private set; }

    public IReadOnlyList<ReportColumn> Columns =>
    [
        Column("index", DisclosureWords.Entry, 9), Below("at", DisclosureWords.At), Column("recipient", DisclosureWords.To, 15), Below("country", DisclosureWords.Where), Below("mode", DisclosureWords.Mode),
        Column("person", DisclosureWords.Whose, 9), Column("categories", DisclosureWords.What, 14), Below("system", DisclosureWords.Which), Column("purpose", DisclosureWords.For, 13),
        Below("edition", DisclosureWords.Edition), Column("ground", DisclosureWords.Ground, 16), Below("basis", DisclosureWords.Basis), Column("document", DisclosureWords.Document, 12),
        Below("documentNumber", DisclosureWords.Number), Below("norm", DisclosureWords.Norm), Column("findings", DisclosureWords.Wrong, 12),
    ];

    public async IAsyncEnumerable<IReadOnlyList<ReportValue>> Rows([EnumeratorCancellation] CancellationToken cancel)
    {
        Read = 0;
        await foreach (var page in DisclosurePages.Read(asked, reading, cancel))
        {
            // As many keys are remembered as a page shows: what a page stops at is not opened ahead.
            await using var documents = reading.Journal.ReadAt([.. page.Rows.Where(row => row.Document is not null).Select(row => row.Index)], cancel).GetAsyncEnumerator(cancel);
            foreach (var row in page.Rows)
            {
                yield return await Line(row, page, row.Document is null ? ReportValue.None : await Number(documents, row.Index), cancel);
                Read++;   // once the next is asked for: the one a page stops at is not shown
            }
        }
    }

    async ValueTask<IReadOnlyList<ReportValue>> Line(DisclosureRow row, DisclosurePage page, ReportValue number, CancellationToken cancel)
    {
        var (at, language) = (Micros.ToMoment(row.At), asked.Language);
        var edition = reading.Registers.EditionInForce(at);
        IEnumerable<ReportValue> categories = row.Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(category => _names.Category(category, at));
        if (row.Anonymised) categories = categories.Append(ReportValue.Of("anonymised", DisclosureWords.Anonymised.In(language)));
        return
        [
            ReportValue.Of(row.Index), ReportValue.Of(at), _names.Recipient(row.Recipient), CodeWords.Country(row.Country, language), CodeWords.Mode(row.Mode, language),
            await reading.IdOf(row.Person, cancel) is { } id ? ReportValue.Of(id) : ReportValue.Destroyed, ReportValue.Of([.. categories]),
            row.System is { } system ? _names.System(system) : ReportValue.None, _names.Purpose(row.Purpose, at),
            edition is null ? ReportValue.Of("none", DisclosureWords.NoEdition.In(language)) : ReportValue.Of(edition.Id), DisclosureWords.Of(row.Ground, edition, language),
            row.Basis is { } basis ? CodeWords.Basis(basis, language) : ReportValue.None, row.Document is { } document ? CodeWords.Document(document, language) : ReportValue.None, number,
            row.Norm is { } norm ? ReportValue.Of(norm, LawArticle.InWords(norm, language)) : ReportValue.None,
            ReportValue.Of([.. page.FindingsOf(row).Select(finding => DisclosureWords.Of(finding, language))]),
        ];
    }

    /// <summary>The number of the document: entries come in the order of the rows.</summary>
    async ValueTask<ReportValue> Number(IAsyncEnumerator<Journal.Entry> documents, long index)
    {
        if (!await documents.MoveNextAsync() || documents.Current.Index != index) throw new InvalidDataException("The journal and the register of disclosures differ: rebuild.");
        return reading.Open(documents.Current).At(DocumentNumber) is { } number ? ReportValue.Of(number) : ReportValue.Destroyed;
    }

    ReportColumn Column(string key, Policies.LocalText label, int width) => new(key, label.In(asked.Language), width);

    ReportColumn Below(string key, Policies.LocalText label) => new(key, label.In(asked.Language)) { Below = true };
}
