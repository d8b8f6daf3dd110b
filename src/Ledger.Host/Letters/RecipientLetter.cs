using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Host.Demo;
using Ledger.Host.Sheets;
using Ledger.Registers;

namespace Ledger.Host.Letters;

/// <summary>One person and one cause of a letter.</summary>
/// <param name="Id">The operator's own id of the person.</param>
/// <param name="About">What the recipient is told.</param>
/// <param name="Categories">What the recipient received.</param>
/// <param name="At">When the cause arrived.</param>
/// <param name="Due">End of the period.</param>
sealed record LetterLine(string Id, NoticeAbout About, IReadOnlyList<string> Categories, DateTimeOffset At, DateTimeOffset Due)
{
    /// <summary>It names a person, and never prints.</summary>
    public override string ToString() => "[personal]";
}

/// <summary>What a letter says.</summary>
/// <param name="Self">The operator, where it is registered.</param>
/// <param name="Recipient">Whom it is to.</param>
/// <param name="On">Local date of the letter.</param>
/// <param name="Origin">The ledger's name.</param>
/// <param name="Number">Its number: the index under which it is recorded.</param>
/// <param name="Lines">Whom it is about.</param>
sealed record LetterContent(OperatorRegistered? Self, RecipientRegistered Recipient, DateOnly On, string Origin, long Number, IReadOnlyList<LetterLine> Lines)
{
    /// <summary>Whether it tells of corrections.</summary>
    public bool Corrects { get; } = Lines.Any(line => line.About == NoticeAbout.Rectification);

    /// <summary>Whether it tells that data goes, or is blocked.</summary>
    public bool Ends { get; } = Lines.Any(line => line.About != NoticeAbout.Rectification);
}

/// <summary>The letter as a page to print: it fetches and runs nothing. Values are encoded, whoever published them.</summary>
static class RecipientLetter
{
    const string Style = "@page{size:A4;margin:20mm}body{font:12pt/1.4 serif;max-width:180mm;margin:auto}table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:4px 6px;text-align:left;vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}.party{margin-left:50%}.sign{break-inside:avoid;margin-top:16mm}.line{display:inline-block;border-bottom:1px solid;min-width:60mm}";

    public static async Task Write(Stream output, LetterContent letter, TimeZoneInfo zone, Language language, CancellationToken cancel)
    {
        await using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await page.WriteAsync(Head(letter, language).AsMemory(), cancel);
        var number = 0;
        foreach (var line in letter.Lines) await page.WriteAsync(Row(line, ++number, zone, language).AsMemory(), cancel);
        await page.WriteAsync(Foot(letter, language).AsMemory(), cancel);
    }

    static string Head(LetterContent letter, Language language)
    {
        string In(Words words) => words.In(language);
        var title = In(LetterWords.Title);
        var page = new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"").Append(language == Language.Ru ? "ru" : "en").Append("\"><head><meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>").Append(Text(title))
            .Append("</title>\n<style>").Append(Style).Append("</style></head>\n<body>\n<div class=\"party\"><p>").Append(Text(In(LetterWords.To))).Append(": ")
            .Append(Text(letter.Recipient.Name)).Append(Party(letter.Recipient.Address, letter.Recipient.Inn, language)).Append("</p>\n<p>").Append(Text(In(LetterWords.From))).Append(": ")
            .Append(letter.Self is { } self ? Text(self.Name) + Party(self.Address, self.Inn, language) : Text(In(LetterWords.NotRegistered))).Append("</p></div>\n<p>")
            .Append(letter.On.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)).Append(", № ").Append(letter.Number.ToString(CultureInfo.InvariantCulture)).Append("</p>\n<h1>").Append(Text(title)).Append("</h1>\n");
        foreach (var said in (IEnumerable<Words>)[.. letter.Ends ? LetterWords.Asked : [], .. letter.Corrects ? LetterWords.Corrected : []]) page.Append("<p>").Append(Text(In(said))).Append("</p>\n");
        page.Append("<table><thead><tr>");
        foreach (var column in LetterWords.Columns) page.Append("<th>").Append(Text(In(column))).Append("</th>");
        return page.Append("</tr></thead>\n<tbody>\n").ToString();
    }

    static string Row(LetterLine line, int number, TimeZoneInfo zone, Language language) =>
        $"<tr><td>{number.ToString(CultureInfo.InvariantCulture)}</td><td><bdi>{Text(line.Id)}</bdi></td><td>{Text(string.Join(", ", line.Categories))}</td><td>{Text(NoticeNames.Of(line.About).In(language))}, {Day(line.At, zone)}</td>"
        + $"<td>{Text(LetterWords.ArticleOf(line.About).In(language))}</td><td>{Day(line.Due.AddTicks(-1), zone)}</td></tr>\n";

    static string Foot(LetterContent letter, Language language)
    {
        string In(Words words) => Text(words.In(language));
        const string line = "<span class=\"line\">&nbsp;</span>";
        return $"</tbody></table>\n<div class=\"sign\"><p>{In(LetterWords.Operator)}: {line} / {line}</p></div>\n"
            + $"<div class=\"sign\"><h2>{In(LetterWords.Acknowledgement)}</h2>{(letter.Ends ? $"<p>{In(LetterWords.Acknowledged)}</p><p>{In(LetterWords.Position)}: {line}</p>" : "")}{(letter.Corrects ? $"<p>{In(LetterWords.AcknowledgedCorrection)}</p>" : "")}<p>{In(LetterWords.Signature)}: {line} / {line}</p><p>{In(LetterWords.Date)}: {line}</p></div>\n"
            + $"<p><small>{Text(letter.Origin)} #{letter.Number.ToString(CultureInfo.InvariantCulture)}</small></p>\n</body></html>\n";
    }

    static string Party(string? address, string? inn, Language language) =>
        (inn is null ? "" : $", {(language == Language.Ru ? "ИНН" : "INN")} {Text(inn)}") + (address is null ? "" : $", {Text(address)}");

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    static string Text(string value) => Encoder.Encode(value);

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
}
