using System.Globalization;
using Ledger.Destruction;

namespace Ledger.Reports;

/// <summary>The words of the act and of the log export, in Russian.</summary>
public static class ActWords
{
    const string Law = "Закона № 152-ФЗ";

    static readonly string[] Months =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    /// <summary>Methods that have a name of their own; any other stands as it was reported.</summary>
    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["overwriting"] = "перезапись (многократное затирание) данных",
        ["overwriting-of-media"] = "перезапись носителя",
        ["erasure"] = "стирание данных",
        ["erasure-from-database"] = "удаление (стирание) записей из базы данных",
        ["deletion"] = "удаление записей из базы данных",
        ["key-destruction"] = "уничтожение ключей шифрования",
        ["degaussing"] = "размагничивание носителя",
        ["physical-destruction"] = "физическое разрушение носителя",
        ["shredding"] = "измельчение в шредере",
        ["burning"] = "сжигание",
    };

    /// <summary>Why, with the article of the law.</summary>
    public static string Of(DestructionReason reason) => reason switch
    {
        DestructionReason.Withdrawal => $"отзыв субъектом согласия на обработку персональных данных (ч. 5 ст. 21 {Law})",
        DestructionReason.PurposeAchieved => $"достижение цели обработки персональных данных либо окончание срока их хранения или срока действия согласия (ч. 4 ст. 21, ч. 7 ст. 5 {Law})",
        DestructionReason.UnlawfulProcessing => $"выявление неправомерной обработки персональных данных (ч. 3 ст. 21 {Law})",
        DestructionReason.SubjectProof =>
            $"подтверждение субъектом, что персональные данные незаконно получены или не необходимы для заявленной цели обработки (ч. 3 ст. 20 {Law})",
        DestructionReason.StopDemanded => $"требование субъекта о прекращении обработки персональных данных (ч. 5.1 ст. 21 {Law})",
        DestructionReason.RegulatorDemand => $"требование уполномоченного органа по защите прав субъектов персональных данных (п. 3 ч. 3 ст. 23 {Law})",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>How, with the tool where one was named.</summary>
    public static string Of(string method, DestructionTool? tool)
    {
        ArgumentNullException.ThrowIfNull(method);
        var how = Methods.GetValueOrDefault(method, method);
        if (tool is null) return how;
        return tool.Certificate is { } certificate ? $"{how}; средство: {tool.Name}, сертификат {certificate}" : $"{how}; средство: {tool.Name}";
    }

    /// <summary>What is lacking, with its item, and how often.</summary>
    public static string Of(MissingItem missing)
    {
        ArgumentNullException.ThrowIfNull(missing);
        return string.Create(CultureInfo.InvariantCulture, $"{Of(missing.What)} — строк: {missing.Reports}");
    }

    /// <summary>A date in words: 1 марта 2026 г.</summary>
    public static string InWords(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {Months[date.Month - 1]} {date.Year} г.");

    /// <summary>A date in figures: 01.03.2026.</summary>
    public static string InFigures(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    static string Of(ActGap what) => what switch
    {
        ActGap.Performers => "лица, уничтожившие персональные данные (подп. «г»)",
        ActGap.Media => "материальные носители и количество листов (подп. «е»)",
        ActGap.SystemName => "зарегистрированное наименование информационной системы (подп. «ж»); указан её идентификатор",
        ActGap.ProcessorName => "наименование и адрес лица, обрабатывавшего данные по поручению (подп. «б»); указан его идентификатор",
        ActGap.ProcessorAddress => "адрес лица, обрабатывавшего данные по поручению (подп. «б»)",
        ActGap.CategoryName => "наименование категории в политике оператора (подп. «д»); указан её идентификатор",
        ActGap.Subject => "сведения о субъекте (подп. «в»): уничтожены по окончании срока их хранения",
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
