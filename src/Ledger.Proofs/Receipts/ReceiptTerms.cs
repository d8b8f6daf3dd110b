using System.Text.Json.Nodes;

namespace Ledger.Proofs;

/// <summary>
/// The vocabulary of a receipt by ISO/IEC TS 27560 (docs/receipts.md, "Terms"): W3C's terms where it defines them, and terms of this project's own namespace,
/// <c>urn:x-ledger:receipt:</c>, for what it does not.
/// </summary>
internal static class ReceiptTerms
{
    /// <summary>
    /// The one profile name used. W3C's guide and its schema page name receipts' profile <c>receipt-record</c>, the guide's link says <c>receipt</c>: this is
    /// the name both spell out.
    /// </summary>
    internal const string ConformsTo = "https://w3id.org/dpv/schema/dpv-27560#receipt-record";

    internal const string RecordProfile = "https://w3id.org/dpv/schema/dpv-27560#record";

    /// <summary>The prefix of what DPV has no term for.</summary>
    internal const string Own = "urn:x-ledger:receipt:";

    internal static readonly ReceiptWords UntilWithdrawn = new("до отзыва согласия или достижения цели", "until consent is withdrawn or the purpose is achieved");

    internal static readonly ReceiptWords Anonymised = new("используются только обезличенные данные", "only anonymised data is used");

    internal static JsonObject Context() => new()
    {
        ["dct"] = "http://purl.org/dc/terms/",
        ["dpv"] = "https://w3id.org/dpv#",
        ["eu-gdpr"] = "https://w3id.org/dpv/legal/eu/gdpr#",
        ["ledger"] = Own,
        ["loc"] = "https://w3id.org/dpv/loc#",
        ["pd"] = "https://w3id.org/dpv/pd#",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["schema"] = "https://schema.org/",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        [ConsentReceipt.EvidenceMember] = new JsonObject { ["@id"] = $"{Own}evidence", ["@type"] = "@json" },
    };

    /// <summary>The name of something of this log, as a URN.</summary>
    internal static string Urn(this ReceiptStatement statement, string kind, string id) => $"urn:x-ledger:{Uri.EscapeDataString(statement.Origin)}:{kind}:{Uri.EscapeDataString(id)}";

    internal static JsonObject Ref(string id) => new() { ["@id"] = id };

    internal static JsonArray Refs(IEnumerable<string> ids) => [.. ids.Select(Ref)];

    internal static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    /// <summary>A text in both languages, each marked.</summary>
    internal static JsonArray Both(ReceiptWords words) =>
    [
        new JsonObject { ["@language"] = "ru", ["@value"] = words.Ru },
        new JsonObject { ["@language"] = "en", ["@value"] = words.En },
    ];

    internal static JsonObject Moment(string time) => new() { ["@type"] = "xsd:dateTime", ["@value"] = time };

    /// <summary>Puts a member where there is a value.</summary>
    internal static JsonObject With(this JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }
        return node;
    }

    internal static string StatusOf(ReceiptState state) => state switch
    {
        ReceiptState.Given => "dpv:ConsentGiven",
        ReceiptState.Renewed => "dpv:RenewedConsentGiven",
        ReceiptState.Withdrawn => "dpv:ConsentWithdrawn",
        _ => "dpv:ConsentExpired",
    };

    /// <summary>What kind of party a recipient is; a processor acts for the operator, everybody else is a third party.</summary>
    internal static IReadOnlyList<string> TypesOf(ReceiptRecipient recipient) => recipient.Kind switch
    {
        "processor" => ["dpv:Recipient", "dpv:DataProcessor"],
        "state-body" => ["dpv:Recipient", "dpv:ThirdParty", "dpv:GovernmentalOrganisation"],
        "public" => ["dpv:Recipient", "dpv:ThirdParty", "ledger:indefinite-circle"],
        _ => ["dpv:Recipient", "dpv:ThirdParty", "dpv:Organisation"],
    };

    internal static bool IsThirdParty(ReceiptRecipient recipient) => recipient.Kind != "processor";

    /// <summary>How consent was expressed, in words.</summary>
    internal static ReceiptWords FormOf(string form) => form switch
    {
        "checkbox" => new("отметка в поле", "a box ticked"),
        "action" => new("действие: кнопка, ответ, код", "an action: a button, a reply, a code"),
        "electronic-signature" => new("электронный документ с электронной подписью", "an electronic document with an electronic signature"),
        "paper" => new("подпись на бумаге", "a signature on paper"),
        "voice" => new("устно, с записью", "spoken, recorded"),
        _ => new(form, form),
    };

    /// <summary>A signed document is about the consent alone; any other form is an act that expresses it.</summary>
    internal static string ConsentTypeOf(ReceiptFacts facts) =>
        facts.Separate || facts.Form is "electronic-signature" or "paper" ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent";
}
