using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Projections;
using Ledger.Registers;

namespace Ledger.Host.Sheets;

/// <summary>What recipients are told, and how far that is, in words.</summary>
static class NoticeNames
{
    /// <summary>What a recipient is told.</summary>
    public static Words Of(NoticeAbout about) => about switch
    {
        NoticeAbout.Withdrawal => new("consent was withdrawn, or processing must stop", "согласие отозвано или обработка должна быть прекращена"),
        NoticeAbout.Blocking => new("the data is blocked", "данные заблокированы"),
        NoticeAbout.Rectification => new("the data was corrected", "данные уточнены"),
        _ => new("the data is to be destroyed", "данные подлежат уничтожению"),
    };

    /// <summary>How far it is.</summary>
    public static Words Of(NoticeState state) => state switch
    {
        NoticeState.ToTell => new("to tell", "сообщить"),
        NoticeState.Told => new("told, confirmation awaited", "сообщено, ждём подтверждения"),
        _ => new("confirmed", "подтверждено"),
    };

    /// <summary>As a row holds it.</summary>
    public static NoticeAbout Parse(string about) => Enum.GetValues<NoticeAbout>().First(value => DocumentJson.Name(value) == about);

    /// <summary>As a row holds it.</summary>
    public static NoticeState StateOf(string state) => Enum.GetValues<NoticeState>().First(value => DocumentJson.Name(value) == state);
}
