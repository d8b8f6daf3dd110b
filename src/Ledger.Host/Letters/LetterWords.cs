using Ledger.Host.Demo;
using Ledger.Registers;

namespace Ledger.Host.Letters;

/// <summary>The words of a letter to a recipient.</summary>
static class LetterWords
{
    public static readonly Words Title = new("Notice to a recipient of personal data", "Уведомление получателя персональных данных");

    public static readonly Words To = new("To", "Кому"), From = new("From", "От"), NotRegistered = new("(operator not registered)", "(оператор не зарегистрирован)");

    /// <summary>What is told and asked.</summary>
    public static readonly IReadOnlyList<Words> Asked =
    [
        new("Personal data of the persons named below was passed to you. The ground on which it may be processed has ended, or the data is blocked or to be destroyed; the norm on which that rests stands in each line.",
            "Вам были переданы персональные данные указанных ниже субъектов. Основание их обработки прекратилось, либо данные заблокированы или подлежат уничтожению; норма Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных», на которой это основано, указана в строке."),
        new("Please stop processing the data at once, destroy it unless a law obliges you to keep it, have those do the same to whom you passed it on, and confirm by the day named in each line. Persons are named by the ids under which we passed them to you.",
            "Просим незамедлительно прекратить обработку этих данных, уничтожить их, если закон не обязывает вас их хранить, обеспечить то же у лиц, которым вы их передали, и подтвердить исполнение не позднее указанного в строке дня. Субъекты указаны под идентификаторами, под которыми они были вам переданы."),
    ];

    /// <summary>What is told and asked where data was corrected: nothing of it is to go.</summary>
    public static readonly IReadOnlyList<Words> Corrected =
    [
        new("Where a line says that data was corrected, what we passed to you was incomplete, inaccurate or out of date. We tell you so under 152-FZ art. 20(3). Nothing is to be destroyed for that: please take the corrected data from us, correct yours, have those do the same to whom you passed it on, and confirm by the day named in the line.",
            "Если в строке указано, что данные уточнены, переданные вам сведения были неполными, неточными или неактуальными. Сообщаем об этом в соответствии с ч. 3 ст. 20 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных». Уничтожать такие данные не требуется: просим получить у нас уточнённые данные, исправить их у себя, обеспечить то же у лиц, которым вы их передали, и подтвердить исполнение не позднее указанного в строке дня."),
    ];

    public static readonly IReadOnlyList<Words> Columns =
    [
        new("No.", "№"), new("Person (our id)", "Субъект (наш идентификатор)"), new("Categories passed", "Переданные категории"), new("Cause", "Основание"),
        new("Article", "Норма"), new("Confirm by", "Подтвердить до"),
    ];

    public static readonly Words Operator = new("For the operator (signature, name)", "От оператора (подпись, фамилия)"),
        Acknowledgement = new("Acknowledgement of the recipient", "Подтверждение получателя"),
        Acknowledged = new("We received this notice; processing has stopped, and the data was destroyed, except:", "Уведомление получено; обработка прекращена, данные уничтожены, за исключением:"),
        AcknowledgedCorrection = new("We received this notice; what was corrected was corrected with us, too.", "Уведомление получено; уточнённые данные исправлены."),
        Position = new("Except, and the ground", "Исключения и их основание"), Signature = new("Signature, name and position", "Подпись, фамилия и должность"), Date = new("Date", "Дата");

    /// <summary>The article a cause rests on.</summary>
    public static Words ArticleOf(NoticeAbout about) => about switch
    {
        NoticeAbout.Withdrawal => new("152-FZ 9(2), 21(5), 21(5.1)", "ч. 2 ст. 9, ч. 5, 5.1 ст. 21"),
        NoticeAbout.Rectification => new("152-FZ 20(3), 21(2)", "ч. 3 ст. 20, ч. 2 ст. 21"),
        NoticeAbout.Blocking => new("152-FZ 21(1), 21(3)", "ч. 1, 3 ст. 21"),
        _ => new("152-FZ 20(3), 21(3), 21(4)", "ч. 3 ст. 20, ч. 3, 4 ст. 21"),
    };
}
