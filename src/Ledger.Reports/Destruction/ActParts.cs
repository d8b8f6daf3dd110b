namespace Ledger.Reports;

/// <summary>Parts that the act and the log export share.</summary>
static class ActParts
{
    public static void Subject(HtmlWriter html, DestroyedSubject subject)
    {
        if (subject.Identity.Value is null) html.Write($"<span class=\"gone\">{subject.Text}</span>");
        else html.Write($"{subject.Label}<bdi class=\"id\">{subject.Identity.Text}</bdi>");
    }

    /// <summary>A row with one organisation, or several, numbered as lines refer to them.</summary>
    public static void Party(HtmlWriter html, string head, IReadOnlyList<ActParty> parties)
    {
        html.Write($"<tr><th>{head}</th><td>");
        for (var at = 0; at < parties.Count; at++)
        {
            var party = parties[at];
            if (at > 0) html.Mark("<br>");
            if (parties.Count > 1) html.Write($"{at + 1}. ");
            html.Write($"{party.Name}");
            if (party.Inn is { } inn) html.Write($", ИНН {inn}");
            if (party.Ogrn is { } ogrn) html.Write($", ОГРН {ogrn}");
            html.Write($"; адрес: {party.Address ?? "не указан"}");
        }
        html.Mark("</td></tr>\n");
    }

    public static void Texts(HtmlWriter html, string head, IReadOnlyList<string> texts)
    {
        html.Write($"<tr><th>{head}</th><td>");
        for (var at = 0; at < texts.Count; at++)
        {
            if (at > 0) html.Mark(";<br>");
            html.Write($"{texts[at]}");
        }
        html.Mark("</td></tr>\n");
    }

    public static string Dates(ActHead head) =>
        head.First == head.Last ? ActWords.InWords(head.Last) : $"с {ActWords.InWords(head.First)} по {ActWords.InWords(head.Last)} (построчно в таблице ниже)";
}
