using System.Collections.Frozen;
using Ledger.Policies;

namespace Ledger.Host.Web.Persons;

/// <summary>What sealed values of a person's events are called.</summary>
static class ValueLabels
{
    static readonly FrozenDictionary<string, LocalText> All = new Dictionary<string, LocalText>
    {
        ["person"] = new("Идентификатор у оператора", "The operator's own id"), ["contact"] = new("Контакт", "Contact"), ["ip"] = new("IP-адрес", "IP address"),
        ["userAgent"] = new("Программа и устройство", "Browser and device"), ["session"] = new("Сеанс", "Session"), ["screen"] = new("Экран", "Screen"),
        ["textSha256"] = new("SHA-256 текста согласия", "SHA-256 of the consent's text"), ["documentSha256"] = new("SHA-256 документа", "SHA-256 of the document"),
        ["number"] = new("Номер документа", "Document number"), ["letter"] = new("SHA-256 письма", "SHA-256 of the letter"), ["document"] = new("Документ", "Document"),
        ["reason"] = new("Причина", "Reason"), ["reasonText"] = new("Причина словами", "Reason in words"), ["subjectName"] = new("Имя субъекта", "The person's name"),
        ["fullName"] = new("ФИО исполнителя", "Full name"), ["position"] = new("Должность", "Position"), ["name"] = new("Наименование", "Name"),
        ["acknowledgement"] = new("SHA-256 подтверждения", "SHA-256 of the acknowledgement"), ["old"] = new("SHA-256 прежнего значения", "SHA-256 of the old value"),
        ["new"] = new("SHA-256 нового значения", "SHA-256 of the new value"), ["explanation"] = new("Пояснение", "Explanation"), ["resource"] = new("Где опубликовано", "Where"),
        ["authority"] = new("Полномочия представителя", "Authority"), ["sha256"] = new("SHA-256 файла", "SHA-256 of the file"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the value at a JSON pointer is called; the last name of the pointer where there are no words.</summary>
    public static LocalText Of(string pointer)
    {
        var name = pointer.Split('/').Last(part => !int.TryParse(part, out _));
        return All.GetValueOrDefault(name) ?? new(name, name);
    }
}
