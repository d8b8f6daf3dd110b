using System.Text.RegularExpressions;
using Ledger.Host.Web.Parts;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>A norm as an officer writes it, and as events name it: «ч. 4 ст. 20 152-ФЗ» is <c>152-FZ-20-4</c>.</summary>
static partial class NormEntry
{
    /// <summary>Norms by which an inquiry is refused.</summary>
    static readonly (string Code, string Ru, string En)[] Refusing =
    [
        ("152-FZ-14-3", "запрос не содержит обязательных сведений", "the request lacks what it must hold"), ("152-FZ-14-6", "повторный запрос раньше срока", "a repeat before its time"),
        ("152-FZ-14-8-1", "оперативно-разыскная деятельность, оборона, безопасность", "operational search, defence, security"), ("152-FZ-14-8-2", "задержание, обвинение, мера пресечения", "detention, charge, restraint"),
        ("152-FZ-14-8-3", "противодействие легализации доходов", "anti-money-laundering"), ("152-FZ-14-8-4", "доступ нарушает права и законные интересы третьих лиц", "access would violate rights of others"),
        ("152-FZ-14-8-5", "транспортная безопасность", "transport security"), ("152-FZ-9-2", "обработка продолжается на ином основании", "processing goes on under another ground"),
    ];

    /// <summary>Norms by which an authority asks.</summary>
    static readonly (string Code, string Ru, string En)[] Asking =
    [
        ("152-FZ-20-4", "сведения по запросу Роскомнадзора", "information for Roskomnadzor"), ("152-FZ-23-3-1", "запрос информации", "request for information"),
        ("152-FZ-23-3-3", "требование уточнить, заблокировать, уничтожить", "demand to correct, block, destroy"), ("152-FZ-12-6", "трансграничная передача", "cross-border transfer"),
        ("152-FZ-14-7", "сведения для субъекта", "information for the person"),
    ];

    /// <summary>What to suggest for a refusal.</summary>
    public static IReadOnlyList<Choice> ForRefusal(ReportLanguage language) => Suggested(Refusing, language);

    /// <summary>What to suggest for a request of an authority.</summary>
    public static IReadOnlyList<Choice> ForRequest(ReportLanguage language) => Suggested(Asking, language);

    /// <summary>The norm as events name it; null where it is written in a way that is none.</summary>
    public static string? CodeOf(string text)
    {
        text = text.Replace('\u00A0', ' ').Replace(NoBreak.Hyphen, '-').Trim();
        if (LawArticle.InWords(text, ReportLanguage.Ru) != text) return Dashed().Replace(text.Replace("art. ", "", StringComparison.Ordinal), "-").TrimEnd('-');
        if (Written().Match(text) is not { Success: true } match) return null;
        var law = match.Groups["law"] is { Success: true, Value: var given } ? given : "152";
        return string.Join('-', new[] { $"{law}-FZ", match.Groups["article"].Value, match.Groups["part"].Value, match.Groups["point"].Value }.Where(part => part.Length > 0));
    }

    static IReadOnlyList<Choice> Suggested((string Code, string Ru, string En)[] norms, ReportLanguage language) =>
        [.. norms.Select(norm => new Choice(LawArticle.InWords(norm.Code, language), language == ReportLanguage.Ru ? norm.Ru : norm.En))];

    [GeneratedRegex(@"^(?:п\.?\s*(?<point>\d+(?:\.\d+)?)\s*,?\s*(?=ч))?(?:ч\.?\s*(?<part>\d+(?:\.\d+)?)\s*,?\s*)?ст\.?\s*(?<article>\d+(?:\.\d+)?)\s*(?:(?:Закона|закона|ФЗ)?\s*(?:№\s*)?(?<law>\d+)\s*-\s*ФЗ)?$")]
    private static partial Regex Written();

    [GeneratedRegex(@"[ ()]+")]
    private static partial Regex Dashed();
}
