using Ledger.Policies;

namespace Ledger.Host.Web.Persons;

/// <summary>Why files are opened most often: one press each, so that nobody is tempted to write a full stop.</summary>
static class ReadingReasons
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LengthMax = 300;

    /// <summary>The choices; what is recorded are the words that were read.</summary>
    public static readonly IReadOnlyList<LocalText> Typical =
    [
        new("Обращение субъекта", "Request of the person"), new("Запрос Роскомнадзора", "Inquiry of Roskomnadzor"), new("Отзыв согласия", "Withdrawal of consent"),
        new("Проверка исполнения обязанности", "Check that a duty was done"), new("Разбор инцидента", "Incident"), new("Внутренний контроль", "Internal control"),
    ];

    /// <summary>The reason that a form gives: the person's own words before the choice; null where it gives none.</summary>
    public static string? Of(string? choice, string? own)
    {
        var said = string.IsNullOrWhiteSpace(own) ? choice?.Trim() : own.Trim();
        return string.IsNullOrEmpty(said) ? null : said.Length > LengthMax ? said[..(char.IsHighSurrogate(said[LengthMax - 1]) ? LengthMax - 1 : LengthMax)] : said;
    }
}
