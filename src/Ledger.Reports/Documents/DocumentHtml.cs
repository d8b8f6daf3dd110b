namespace Ledger.Reports;

/// <summary>What every document begins and ends with.</summary>
static class DocumentHtml
{
    /// <summary>Begins the page of a document.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">Its title, which heads every page but the first.</param>
    /// <param name="language">Its language.</param>
    /// <param name="numbering">The words around a page's number and the number of pages.</param>
    /// <param name="rules">What it looks like, beside what all documents share.</param>
    public static void Begin(HtmlWriter html, string title, ReportLanguage language, (string Page, string Of) numbering, string rules)
    {
        html.Mark(language == ReportLanguage.Ru ? "<!DOCTYPE html>\n<html lang=\"ru\">" : "<!DOCTYPE html>\n<html lang=\"en\">");
        html.Mark("<head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.Mark(DocumentStyle.Policy);
        html.Write($"\">\n<title>{title}</title>\n<style>\n");
        html.Mark(DocumentStyle.Page(title, numbering.Page, numbering.Of));
        html.Mark("\n");
        html.Mark(DocumentStyle.Rules);
        html.Mark("\n");
        html.Mark(rules);
        html.Mark("\n</style></head>\n<body>\n");
    }

    /// <summary>Begins an act or what belongs to one: those are in Russian.</summary>
    public static void BeginAct(HtmlWriter html, string title) => Begin(html, title, ReportLanguage.Ru, ("Страница", "из"), "");

    public static void End(HtmlWriter html) => html.Mark("</body></html>\n");
}
