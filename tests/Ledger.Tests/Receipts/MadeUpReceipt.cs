using System.Text;
using System.Text.Json.Nodes;
using Ledger.Proofs;
using Ledger.Tests.Proofs;

namespace Ledger.Tests.Receipts;

/// <summary>A consent in a made-up log, with everything a receipt of it rests on; and what an attacker who holds the log's tiles can make of the receipt.</summary>
internal sealed class MadeUpReceipt
{
    internal const string Vera = "s-0c", Created = "2026-06-01T09:00:00Z";

    internal const string Policy = """
        {"edition":"2026-1","title":{"ru":"Политика","en":"Policy"},"documentSha256":"823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812","effectiveFrom":"2026-01-01T00:00:00Z",
        "terms":{"services":["panel"],"purposes":[
        {"id":"contact","clause":"2.2.3","name":{"ru":"Связь","en":"Contact"},"categories":["email"],"bases":["consent"],"retentionDays":30,"retention":{"ru":"30 дней","en":"30 days"},"dpv":["dpv:CommunicationManagement"]},
        {"id":"improvement","clause":"2.2.4","name":{"ru":"Улучшение","en":"Improvement"},"categories":["cookies"],"bases":["consent"],"retentionDays":10}],
        "categories":[{"id":"email","clause":"1.1.1","name":{"ru":"Почта","en":"E-mail"},"origin":"provided","dpv":["pd:EmailAddress"]},
        {"id":"cookies","clause":"1.1.2","name":{"ru":"Файлы cookie","en":"Cookies"},"origin":"automatic","dpv":["pd:DeviceBased"]}],
        "storageCountries":["RU"],"withdrawal":{"clause":"2.4","text":{"ru":"Письмом","en":"By letter"},"url":"https://operator.example/withdraw"}},"url":"https://operator.example/policy"}
        """;

    internal const string Self = """{"name":"ООО «Оператор»","address":"Москва, ул. Примерная, 1","inn":"7700000000","contact":"Поддержка","email":"support@operator.example","phone":"+7 495 000-00-00"}""";

    internal const string Partner = """{"recipient":"assist","name":"АО «Помощь»","kind":"partner","country":"RU","address":"Москва, пр-т Мира, 1"}""";

    internal MadeUpReceipt(
        string policy = Policy, string? self = Self, string recipient = Partner, string consent = "", Action<MadeUpReceipt>? later = null,
        ReceiptProfile profile = ReceiptProfile.Iso27560, bool opened = true)
    {
        Take("policy.published", "registers", null, OneLine(policy));
        if (self is not null)
        {
            Take("operator.registered", "registers", null, self);
        }
        Take("recipient.registered", "registers", null, recipient);
        Take("system.registered", "registers", null, """{"system":"crm","name":"ИСПДн «Клиенты»","country":"RU","categories":["email"]}""");
        Ledger.Add("system.registered", "registers", null, """{"system":"billing","name":"ИСПДн «Оплата»","country":"NL","categories":["card"]}""");
        Ledger.Register(Vera, "vera-17");
        Events.Add(new(Ledger.Newest, Ledger.Entries[^1], opened ? [Opening(Ledger.Newest, "/data/person")] : []));
        var text = Ledger.Seal(Vera, "/data/evidence/textSha256", "evidence/consent-proof", "5b1f0d8e6c3a49d2b3c4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f607182931");
        Consent = Ledger.Add("consent.given", Vera, Vera,
            $$"""{"consent":"c-1","purposes":["contact","improvement"],"categories":["email","cookies"],"edition":"2026-1","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","recipients":["assist"]{{consent}},"evidence":{"textSha256":{{text}} } }""");
        Events.Add(new(Consent, Ledger.Entries[^1], opened ? [Opening(Consent, "/data/evidence/textSha256")] : []));
        later?.Invoke(this);
        Statement = new()
        {
            Profile = profile, Language = "ru", Id = "0f0e0d0c-0b0a-4908-8706-050403020100", Created = Created, Origin = MadeUpLedger.Origin, Earlier = [], Known = Ledger.Newest,
            Person = Vera, Consent = Consent, Events = Events,
        };
    }

    internal MadeUpLedger Ledger { get; } = new();

    internal List<ReceiptEntry> Events { get; } = [];

    internal int Consent { get; }

    internal ReceiptStatement Statement { get; }

    internal ReceiptFacts Facts => Statement.Read().Facts ?? throw new AssertionException(string.Join(' ', Statement.Read().Missing));

    internal byte[] File => Prove(Statement).ToUtf8(Facts);

    internal JsonNode Json => JsonNode.Parse(File)!;

    internal JsonNode Record => Json["dpv:hasRecordOfActivity"]![0]!;

    /// <summary>Adds an event to the log, and to what the receipt rests on.</summary>
    internal void Take(string type, string stream, string? subject, string data) => Events.Add(new(Ledger.Add(type, stream, subject, data), Ledger.Entries[^1], []));

    internal void Withdraw(string data) => Take("consent.withdrawn", Vera, Vera, data);

    internal ConsentReceipt Prove(ReceiptStatement statement)
    {
        var (note, tree) = (Ledger.Note(), TileStore.Of(Ledger.Tree).At(Ledger.Entries.Count));
        return new()
        {
            Statement = statement, Key = Ledger.Signer.VerifierKey.ToString(), Checkpoint = note,
            Proofs = [.. statement.Events.Select(one => new TlogProof(one.Index, tree.InclusionProof(one.Index), note).ToString())],
        };
    }

    internal ReceiptVerdict Verify(JsonNode file) => Verify(Encoding.UTF8.GetBytes(file.ToJsonString()));

    internal ReceiptVerdict Verify(byte[] file) => ReceiptVerifier.Verify(file, Ledger.Signer.VerifierKey);

    internal ReceiptOpening Opening(long index, string pointer)
    {
        var at = JsonNode.Parse(Ledger.Entries[(int)index])!;
        var field = SealedField.Parse(Encoding.UTF8.GetBytes(pointer.Split('/')[1..].Aggregate(at, (node, name) => node[name]!).ToJsonString()))!;
        return new(pointer, Ledger.Open(index, field, new(MadeUpLedger.Origin, Vera, "https://crm.example", $"e-{index}", pointer, field.KeyName))!);
    }

    static string OneLine(string json) => json.ReplaceLineEndings("");
}
