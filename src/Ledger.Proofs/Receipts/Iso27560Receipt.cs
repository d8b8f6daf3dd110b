using System.Globalization;
using System.Text.Json.Nodes;
using static Ledger.Proofs.ReceiptTerms;

namespace Ledger.Proofs;

/// <summary>A receipt by ISO/IEC TS 27560:2023 as W3C's group maps it to its vocabulary: a receipt around the one record of the consent. Lists where there may be several, never a name twice.</summary>
internal static class Iso27560Receipt
{
    internal static JsonObject Write(ReceiptFacts facts) => new()
    {
        ["@context"] = Context(),
        ["@id"] = $"urn:uuid:{facts.Statement.Id}",
        ["@type"] = "dpv:ConsentReceipt",
        ["dct:conformsTo"] = Ref(ConformsTo),
        ["dct:identifier"] = facts.Statement.Id,
        ["dpv:hasIdentifier"] = facts.Statement.Id,
        ["dct:created"] = Moment(facts.Statement.Created),
        ["dct:publisher"] = Ref(OperatorOf(facts)),
        ["dct:audience"] = Ref(PersonOf(facts)),
        ["dpv:hasRecordOfActivity"] = new JsonArray(Record(facts)),
    };

    static JsonObject Record(ReceiptFacts facts)
    {
        var eu = facts.Regime == "eu";
        return new JsonObject
        {
            ["@id"] = $"urn:uuid:{facts.Statement.RecordId}",
            ["@type"] = "dpv:ConsentRecord",
            ["dct:conformsTo"] = Ref(RecordProfile),
            ["dct:identifier"] = facts.Statement.RecordId,
            ["dpv:hasIdentifier"] = facts.Statement.RecordId,
            ["ledger:consent"] = facts.Consent,
            ["dpv:hasDataSubject"] = new JsonObject { ["@id"] = PersonOf(facts), ["@type"] = "dpv:DataSubject", ["dct:identifier"] = facts.UserId ?? facts.Statement.Person },
            ["dpv:hasDataController"] = new JsonArray(Ref(OperatorOf(facts))),
            ["dpv:hasJurisdiction"] = Refs([eu ? "loc:EU" : "loc:RU"]),
            ["dpv:hasApplicableLaw"] = new JsonArray(eu ? Ref("https://w3id.org/dpv/legal/eu#law-GDPR") : RussianLaw()),
            ["dpv:hasLegalBasis"] = new JsonArray(Ref(ConsentTypeOf(facts)), eu ? Ref("eu-gdpr:A6-1-a") : RussianGround(facts)),
            ["dct:language"] = facts.Language,
            ["dpv:hasNotice"] = new JsonArray(Notice(facts)),
            ["dpv:hasProcess"] = new JsonArray([.. facts.Purposes.Select(purpose => Iso27560Process.Write(facts, purpose))]),
            ["dpv:hasConsentControl"] = new JsonArray(Withdrawal(facts)),
            ["dpv:hasRight"] = new JsonArray(Right(facts)),
            ["dpv:hasEntity"] = new JsonArray([Operator(facts), .. facts.Recipients.Select(recipient => Recipient(facts, recipient))]),
            ["dpv:hasConsentStatus"] = new JsonArray([.. Statuses(facts)]),
            ["ledger:separate"] = facts.Separate,
            ["ledger:dissemination"] = facts.Dissemination,
            ["ledger:keys-destroyed"] = new JsonArray([.. facts.Shredded.Select(gone => new JsonObject { ["ledger:event"] = gone.Index, ["dct:date"] = Moment(gone.Time) })]),
        };
    }

    internal static string PersonOf(ReceiptFacts facts) => facts.Statement.Urn("person", facts.Statement.Person);

    internal static string OperatorOf(ReceiptFacts facts) => facts.Statement.Urn("party", "operator");

    internal static string PartyOf(ReceiptFacts facts, ReceiptRecipient recipient) => facts.Statement.Urn("recipient", recipient.Id);

    static JsonObject RussianLaw() => new()
    {
        ["@id"] = $"{Own}law-ru-152-fz",
        ["@type"] = "dpv:Law",
        ["dct:title"] = Both(new("Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»", "Federal Law of Russia No. 152-FZ of 27 July 2006 on personal data")),
    };

    /// <summary>DPV has no terms for the grounds of 152-FZ.</summary>
    static JsonObject RussianGround(ReceiptFacts facts) => facts.Dissemination
        ? new JsonObject { ["@id"] = $"{Own}ru-152-fz-10-1", ["@type"] = "dpv:LegalBasis", ["dct:title"] = Both(new("152-ФЗ, статья 10.1: согласие на распространение", "152-FZ, article 10.1: consent to dissemination")) }
        : new JsonObject { ["@id"] = $"{Own}ru-152-fz-6-1-1", ["@type"] = "dpv:LegalBasis", ["dct:title"] = Both(new("152-ФЗ, статья 6, часть 1, пункт 1: согласие", "152-FZ, article 6(1)(1): consent")) };

    static JsonObject Notice(ReceiptFacts facts) => new JsonObject
    {
        ["@id"] = facts.Edition.Url ?? facts.Statement.Urn("policy", facts.Edition.Id),
        ["@type"] = new JsonArray("dpv:PrivacyNotice", "dpv:ConsentNotice"),
        ["dct:identifier"] = facts.Edition.Id,
        ["dct:title"] = Both(facts.Edition.Title),
        ["dct:date"] = Moment(facts.Edition.EffectiveFrom),
        ["dct:language"] = facts.Language,
        ["ledger:document-sha256"] = facts.Edition.DocumentSha256,
    }.With("ledger:text-shown-sha256", facts.TextSha256).With("ledger:signed-document-sha256", facts.DocumentSha256);

    static JsonObject Withdrawal(ReceiptFacts facts) => new JsonObject
    {
        ["@type"] = "dpv:WithdrawConsent",
        ["dct:description"] = Both(facts.Withdrawal.Text),
        ["ledger:clause"] = facts.Withdrawal.Clause,
    }.With("dpv:isExercisedAt", facts.Withdrawal.Url is { } url ? Ref(url) : null);

    static JsonObject Right(ReceiptFacts facts) => new JsonObject
    {
        ["@type"] = "dpv:DataSubjectRight",
        ["dct:title"] = Both(new("Право отозвать согласие", "Right to withdraw consent")),
    }.With("dpv:isExercisedAt", facts.Withdrawal.Url is { } url ? Ref(url) : null);

    static JsonObject Operator(ReceiptFacts facts)
    {
        var self = facts.Operator;
        return new JsonObject
        {
            ["@id"] = OperatorOf(facts),
            ["@type"] = new JsonArray("dpv:DataController", "dpv:Organisation"),
            ["dct:identifier"] = self.Inn ?? self.Ogrn ?? OperatorOf(facts),
            ["dpv:hasName"] = self.Name,
            ["dpv:hasAddress"] = self.Address,
            ["dpv:hasContact"] = self.Reached,
        }.With("schema:email", self.Email).With("schema:telephone", self.Phone).With("ledger:inn", self.Inn).With("ledger:ogrn", self.Ogrn)
            .With("ledger:registry-number", self.RegistryNumber);
    }

    static JsonObject Recipient(ReceiptFacts facts, ReceiptRecipient recipient) => new JsonObject
    {
        ["@id"] = PartyOf(facts, recipient),
        ["@type"] = Texts(TypesOf(recipient)),
        ["dct:identifier"] = recipient.Id,
        ["dpv:hasName"] = recipient.Name,
        ["dpv:hasCountry"] = Refs([$"loc:{recipient.Country}"]),
    }.With("dpv:hasAddress", recipient.Address).With("dpv:hasContact", recipient.Address).With("ledger:inn", recipient.Inn);

    /// <summary>The consent's life: given, given again, ended as a whole. What ended for one purpose alone stands there.</summary>
    static IEnumerable<JsonObject> Statuses(ReceiptFacts facts)
    {
        foreach (var (index, time) in facts.Before)
        {
            yield return Event(facts, index == facts.Before[0].Index ? ReceiptState.Given : ReceiptState.Renewed, index, time, null);
        }
        yield return Event(facts, facts.Before.Count > 0 ? ReceiptState.Renewed : ReceiptState.Given, facts.Statement.Consent, facts.Time, facts.Channel)
            .With("dpv:hasIndicationMethod", Both(FormOf(facts.Form)));
        foreach (var end in facts.Ends.Where(end => end.Categories.Count == 0 && facts.Purposes.All(purpose => end.Purposes.Contains(purpose.Id))))
        {
            yield return End(facts, end);
        }
    }

    internal static JsonObject End(ReceiptFacts facts, ReceiptEnd end) => Event(facts, end.State, end.Index, end.Time, end.Channel);

    static JsonObject Event(ReceiptFacts facts, ReceiptState state, long? index, string time, string? channel)
    {
        var by = state == ReceiptState.Expired ? Ref(OperatorOf(facts)) : facts.Capacity is { } capacity && index == facts.Statement.Consent
            ? new JsonObject { ["@type"] = "dpv:Representative", ["ledger:capacity"] = capacity } : Ref(PersonOf(facts));
        var given = state is ReceiptState.Given or ReceiptState.Renewed;
        return new JsonObject
        {
            ["@type"] = given ? new JsonArray(StatusOf(state), ConsentTypeOf(facts)) : new JsonArray(StatusOf(state)),
            ["dpv:isIndicatedAtTime"] = Moment(time),
            ["dct:date"] = Moment(time),
            ["dpv:isIndicatedBy"] = new JsonArray(by),
            ["dpv:isImplementedByEntity"] = new JsonArray(by.DeepClone()),
        }.With("dpv:hasDuration", given ? new JsonArray(Duration(facts)) : null)
            .With("dct:valid", given ? $"{time}/{facts.ValidUntil ?? ".."}" : null)
            .With("ledger:channel", channel is null ? null : JsonValue.Create(channel))
            .With("ledger:event", index is { } at ? JsonValue.Create(at) : null);
    }

    static JsonObject Duration(ReceiptFacts facts) => facts.ValidUntil is { } until
        ? new JsonObject { ["@type"] = "dpv:UntilTimeDuration", ["rdf:value"] = Moment(until) }
        : new JsonObject { ["@type"] = "dpv:UntilEventDuration", ["dct:description"] = Both(UntilWithdrawn) };

    internal static string Days(long days) => string.Create(CultureInfo.InvariantCulture, $"P{days}D");
}
