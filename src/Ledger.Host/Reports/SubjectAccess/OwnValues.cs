using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Policies;
using Ledger.Sealing;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>A value of a person's own that the ledger itself holds.</summary>
/// <param name="What">What it is.</param>
/// <param name="Recorded">When it was recorded.</param>
/// <param name="Source">Where it came from: the service or system that published it.</param>
/// <param name="Value">The value; null where its key has been destroyed.</param>
sealed record OwnValue(LocalText What, DateTimeOffset Recorded, LocalText Source, string? Value)
{
    /// <summary>The value is personal and never prints.</summary>
    public override string ToString() => "[personal]";
}

/// <summary>
/// A person's own values. What an event of the stream holds of somebody else (who destroyed, who acts for the person) is sealed under a key of that person's
/// own and is not even opened. Of the rest only what is known to be the person's own is shown: free text and the particulars of documents can speak of others
/// (152-FZ 14(2)) or be of limited access (14(8)), and what a newer version brings is not shown until it is known.
/// </summary>
/// <param name="shown">The values, in the order recorded.</param>
/// <param name="withheld">How many texts and particulars of documents are not shown.</param>
/// <param name="hashes">How many hashes of documents there are.</param>
sealed partial class OwnValues(IReadOnlyList<OwnValue> shown, int withheld, int hashes)
{
    static readonly LocalText FromPerson = new("субъект", "the person"), Gathered = new("получено автоматически при волеизъявлении субъекта", "gathered automatically when the person consented"),
        ByOperator = new("составлено оператором", "drawn up by the operator"), Assigned = new("присвоен оператором", "assigned by the operator");

    static readonly FrozenDictionary<string, (LocalText What, LocalText Source)> Known = new Dictionary<string, (LocalText, LocalText)>
    {
        ["ledger.subject.registered/data/person"] = (new("Идентификатор пользователя", "User id"), Assigned),
        ["ledger.messaging.opted-in/data/contact"] = (new("Контакт для сообщений", "Contact for messages"), FromPerson),
        ["ledger.data.made-public/data/resource"] = (new("Где данные сделаны общедоступными", "Where data was made public"), FromPerson),
        ["ledger.consent.given/data/evidence/ip"] = (new("Сетевой адрес при даче согласия", "Network address when consent was given"), Gathered),
        ["ledger.consent.given/data/evidence/userAgent"] = (new("Программа, из которой дано согласие", "Application that consent was given with"), Gathered),
        ["ledger.consent.given/data/evidence/session"] = (new("Сеанс, в котором дано согласие", "Session that consent was given in"), Gathered),
        ["ledger.consent.given/data/evidence/screen"] = (new("Что было на экране при даче согласия", "What was on the screen when consent was given"), Gathered),
        ["ledger.data.destroyed/data/subjectName"] = (new("Имя в акте об уничтожении данных", "Name in the act of destruction"), ByOperator),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public IReadOnlyList<OwnValue> Shown => shown;

    public int Withheld => withheld;

    public int Hashes => hashes;

    /// <summary>Reads them off the person's own stream.</summary>
    public static async ValueTask<OwnValues> Of(ReportReading reading, string token, CancellationToken cancel)
    {
        List<OwnValue> shown = [];
        var (withheld, hashes) = (0, 0);
        await foreach (var entry in reading.Read(token, cancel))
        {
            foreach (var (pointer, type, isHash) in Own(entry, token))
            {
                if (Known.TryGetValue(type + pointer, out var known)) shown.Add(new(known.What, RecordedCodec.Read(entry).Time, known.Source, reading.Open(entry, pointer)));
                else if (isHash) hashes++;
                else withheld++;
            }
        }
        return new(Once(shown), withheld, hashes);
    }

    /// <summary>The sealed fields of an event that lie under a key of this person's.</summary>
    static List<(string Pointer, string Type, bool IsHash)> Own(Entry entry, string token)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        var recorded = document.RootElement;
        var type = Version().Replace(recorded.GetProperty("type").GetString()!, "");
        return [.. SealedFields.In(recorded).Where(found => KeyName.Parse(found.Field.KeyName)?.Owner == token).Select(found => (found.Pointer, type, Hash().IsMatch(found.Pointer)))];
    }

    /// <summary>The same value again, as of a contact named for several kinds of message, is said once.</summary>
    static List<OwnValue> Once(List<OwnValue> values) => [.. values.DistinctBy(value => (value.What.En, value.Value ?? value.Recorded.ToString("O")))];

    [GeneratedRegex(@"\.v[0-9]+$")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?i:sha256)$|/(letter|acknowledgement|old|new|notice|delivery)$")]
    private static partial Regex Hash();
}
