namespace Ledger.Host.Web.Session;

/// <summary>
/// The cookie with a session's name: no script sees it, no other site can have it sent, it goes with the browser. By https it is <c>Secure</c> and
/// <c>__Host-</c>, so that no neighbouring host can set it; such a one must be of the whole host (RFC 6265bis 4.1.3.2). Elsewhere it is the console's alone.
/// </summary>
static class SessionCookie
{
    const string Plain = "ledger-session", Secure = $"__Host-{Plain}";

    /// <summary>The name the browser brings, or null.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[NameOf(context)];

    public static void Write(HttpContext context, string name) => context.Response.Cookies.Append(NameOf(context), name, Options(context));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameOf(context), Options(context));

    static string NameOf(HttpContext context) => context.Request.IsHttps ? Secure : Plain;

    static CookieOptions Options(HttpContext context) => new()
    {
        Path = context.Request.IsHttps ? "/" : OfficerConsole.Root, Secure = context.Request.IsHttps, HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true,
    };
}
