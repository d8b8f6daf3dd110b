using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Host.Documents;
using Ledger.Policies;

namespace Ledger.Host.Server;

/// <summary>A policy edition as a page to read: Russian or English, without script, everything from the edition encoded.</summary>
static class PolicyPage
{
    const string Style = ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}"
        + "dt{font-weight:600;margin-top:.6rem}dd{margin:0}ul{padding-left:1.2rem}li{margin:.3rem 0}";

    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing may be loaded, and no style applies but the page's own.</summary>
    public static string ContentSecurity { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The language the caller would rather have; Russian where none of the two is asked for: it is a Russian operator's policy.</summary>
    public static string LanguageOf(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Accept-Language");
        var (ru, en) = (0.0, 0.0);
        foreach (var range in context.Request.GetTypedHeaders().AcceptLanguage)
        {
            var language = range.Value.AsSpan();
            if (language.StartsWith("ru", StringComparison.OrdinalIgnoreCase)) ru = Math.Max(ru, range.Quality ?? 1);
            if (language.StartsWith("en", StringComparison.OrdinalIgnoreCase)) en = Math.Max(en, range.Quality ?? 1);
        }
        return en > ru ? "en" : "ru";
    }

    public static string Write(PolicyDocument policy, string language, TimeZoneInfo zone)
    {
        var page = new Lines(language);
        page.Raw($"<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Raw($"<title>{Html.Encode(page.In(policy.Title))}</title><style>{Style}</style></head><body>");
        page.Raw($"<h1>{Html.Encode(page.In(policy.Title))}</h1><dl>");
        page.Fact(new("Редакция", "Edition"), policy.Edition);
        page.Fact(new("Действует с", "In force from"), Local(policy.InForceFrom, zone));
        page.Fact(new("Опубликована", "Published"), Local(policy.PublishedAt, zone));
        page.Fact(new("Дата последнего обновления", "Last updated"), policy.LastUpdated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        page.Link(new("Документ", "Document"), policy.Url ?? "");
        page.Fact(new("SHA-256 документа", "SHA-256 of the document"), policy.DocumentSha256);
        page.Raw("</dl>");
        var terms = policy.Terms;
        string NameOf(string category) => terms.Categories.FirstOrDefault(c => c.Id == category) is { } known ? page.In(known.Name) : category;
        page.List(new("Цели обработки", "Purposes"), terms.Purposes.Select(p => $"{p.Clause}. {page.In(p.Name)}: {string.Join(", ", p.Categories.Select(NameOf))}"));
        page.List(new("Категории данных", "Categories of data"), terms.Categories.Select(c => $"{c.Clause}. {page.In(c.Name)} ({c.Id})"));
        page.List(new("Основания передачи третьим лицам", "Grounds of disclosure to third parties"), terms.DisclosureGrounds.Select(g => $"{g.Clause}. {page.In(g.Name)}"));
        page.List(new("Сервисы", "Services"), terms.Services);
        page.List(new("Виды и каналы сообщений", "Kinds and channels of messages"), [string.Join(", ", terms.MessageKinds), string.Join(", ", terms.Channels)]);
        page.List(new("Страны хранения", "Countries of storage"), terms.StorageCountries);
        page.Raw("</body></html>\n");
        return page.ToString();
    }

    /// <summary>A moment by the operator's clock, which is the one its people live by.</summary>
    static string Local(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm 'UTC'zzz", CultureInfo.InvariantCulture);

    sealed class Lines(string language)
    {
        readonly StringBuilder _html = new();

        public string In(LocalText text) => language == "en" ? text.En : text.Ru;

        public void Raw(string html) => _html.Append(html);

        public void Fact(LocalText name, string value)
        {
            if (value.Length > 0) _html.Append(CultureInfo.InvariantCulture, $"<dt>{Html.Encode(In(name))}</dt><dd><code>{Html.Encode(value)}</code></dd>");
        }

        /// <summary>A link where the address is one of the web: nothing else that a document's address may hold can be clicked.</summary>
        public void Link(LocalText name, string address)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)) Fact(name, address);
            else _html.Append(CultureInfo.InvariantCulture, $"<dt>{Html.Encode(In(name))}</dt><dd><a rel=\"noreferrer\" href=\"{Html.Encode(uri.AbsoluteUri)}\">{Html.Encode(address)}</a></dd>");
        }

        public void List(LocalText name, IEnumerable<string> items)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<h2>{Html.Encode(In(name))}</h2><ul>");
            foreach (var item in items.Where(i => i.Length > 0)) _html.Append(CultureInfo.InvariantCulture, $"<li>{Html.Encode(item)}</li>");
            _html.Append("</ul>");
        }

        public override string ToString() => _html.ToString();
    }
}
