using Ledger.Reports;

namespace Ledger.Host.Web;

/// <summary>How the console looks to one browser: its language and whether it is light or dark. Both are kept in cookies that tell nothing else.</summary>
static class Looks
{
    const string Language = "ledger-language", Theme = "ledger-theme";

    static readonly CookieOptions Kept = new() { MaxAge = TimeSpan.FromDays(365), Path = OfficerConsole.Root, SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true };

    /// <summary>The answer to this request is in that language, whatever the browser says.</summary>
    public static void Speak(HttpContext context, ReportLanguage language) => context.Items[typeof(ReportLanguage)] = language;

    /// <summary>The language chosen, or else the first of the browser's own that there is: Russian, unless English is asked for first.</summary>
    public static ReportLanguage LanguageOf(HttpContext context) => context.Items[typeof(ReportLanguage)] is ReportLanguage spoken ? spoken : context.Request.Cookies[Language] switch
    {
        "ru" => ReportLanguage.Ru,
        "en" => ReportLanguage.En,
        _ => context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1).Select(asked => asked.Value.ToString())
            .FirstOrDefault(asked => Is(asked, "ru") || Is(asked, "en")) is { } first && Is(first, "en") ? ReportLanguage.En : ReportLanguage.Ru,
    };

    /// <summary><c>light</c> or <c>dark</c>; null for what the system has.</summary>
    public static string? ThemeOf(HttpContext context) => context.Request.Cookies[Theme] is ("light" or "dark") and var chosen ? chosen : null;

    /// <summary>GET /console/look?language=&amp;theme=&amp;back=</summary>
    public static IResult Choose(HttpContext context, string? language, string? theme, string? back)
    {
        if (language is ("ru" or "en")) context.Response.Cookies.Append(Language, language, Kept);
        if (theme is "light" or "dark") context.Response.Cookies.Append(Theme, theme, Kept);
        else if (theme is "system") context.Response.Cookies.Delete(Theme, Kept);
        return Results.LocalRedirect(BackTo(back));
    }

    /// <summary>A page of the console to go back to: no other address, on this server or another.</summary>
    public static string BackTo(string? back) =>
        back is not null && (back == OfficerConsole.Root || back.StartsWith($"{OfficerConsole.Root}/", StringComparison.Ordinal) || back.StartsWith($"{OfficerConsole.Root}?", StringComparison.Ordinal))
        && !back.Any(char.IsControl) && !back.Contains('\\') ? back : OfficerConsole.Root;

    static bool Is(string asked, string language) => asked == language || asked.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase);
}
