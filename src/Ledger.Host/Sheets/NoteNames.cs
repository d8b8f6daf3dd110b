using System.Collections.Frozen;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Proofs;

namespace Ledger.Host.Sheets;

/// <summary>What a verifier's notes say, in both languages; how many it concerns comes first where it counts.</summary>
static class NoteNames
{
    static readonly FrozenDictionary<string, string> Russian = new Dictionary<string, string>
    {
        ["signer-not-checked"] = "Кто подписал, не проверено: сравните отпечаток ключа с опубликованным или передайте ключ.",
        ["empty-answer"] = "Ответ пуст; что показывать было нечего, не доказано.",
        ["events-left-out"] = "Выгрузка не может показать, что ни одно событие не пропущено.",
        ["log-continued"] = "Журнал продолжен под новым именем: что было в прежнем после этого места, в нём нет.",
        ["fields-unopened"] = "Запечатанные поля не показаны.",
        ["recorded-late"] = "События записаны позже чем через сутки после того, как произошли.",
        ["operators-words"] = "Файлы HTML и PDF — слова оператора: не менялись после выгрузки, но не доказаны.",
        ["tail-not-proved"] = "До последнего показанного номера ничего не пропущено; что за ним ничего нет, не доказано.",
        ["person-not-shown"] = "Кого обозначает токен, не показано.",
        ["ends-not-excluded"] = "Каждое показанное событие доказано; что нет других (прекращения согласия, более новых записей об операторе, его системах и получателях), не доказано.",
        ["making-not-proved"] = "Номер квитанции, время её составления и место журнала, до которого она составлена, ни одним событием не доказаны: хранящий её может их изменить.",
        ["second-token"] = "Что у человека нет второго токена, не доказано.",
        ["other-checkpoint-not-compared"] = "Ваша контрольная точка — другого журнала, размера или подписи; она не сравнивалась.",
        ["timestamps-not-checked"] = "Метки времени здесь не проверены: их проверяют команда «ledger verify» и openssl.",
        ["timestamp-signer-not-checked"] = "Кто поставил метки времени, не проверено: передайте сертификаты служб, которым доверяете.",
        ["timestamp-signer-not-trusted"] = "Метки времени поставлены службой, которой вы не доверяете; они не учтены.",
        ["timestamp-of-older-key"] = "Метки времени контрольных точек, подписанных до смены ключа журнала; они не учтены.",
        ["events-not-stamped"] = "События не покрыты ни одной меткой времени: когда они записаны, известно только со слов оператора.",
        ["recorded-after-stamp"] = "У событий время записи позже метки времени, которая их покрывает: одни из часов шли неверно.",
        ["reports-not-proved"] = "Что системы уничтожили то, о чём сообщили: доказано, что сообщения есть в журнале, а не что они правдивы.",
        ["systems-outstanding"] = "Системы собирали данные и не сообщили об их уничтожении.",
        ["recipients-not-told"] = "Получателям передавались данные, и после последней передачи нет записи об уведомлении.",
        ["recipients-silent"] = "Получатели уведомлены и ничего не подтвердили.",
        ["keys-elsewhere"] = "Копии ключей вне хранилища и учтённых резервных копий.",
        ["keys-in-backups"] = "Резервные копии хранилища ключей числятся существующими.",
        ["fields-remaining"] = "Запечатанные поля под ключами, которые не уничтожены.",
        ["readings-left-out"] = "Вне потока этого человека события могли быть пропущены: просмотры карточки, резервные копии, системы с копиями.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The one code that says two things: with a number it is of a whole ledger, where only what came in meanwhile is left out.
    const string LeftOut = "events-left-out", LeftOutMeanwhile = "События записаны, пока делалась выгрузка, и в неё не вошли.";

    public static Words Of(BundleNote note)
    {
        var russian = note is { Code: LeftOut, Count: not null } ? LeftOutMeanwhile : Russian.GetValueOrDefault(note.Code, note.Message);
        var count = note.Count is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:N0}: ") : "";
        return new(count + note.Message, count + russian);
    }
}
