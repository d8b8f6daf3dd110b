using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>Works out what a receipt says from the events it rests on, and notes what they do not say.</summary>
internal sealed class ReceiptReading(ReceiptStatement statement, IReadOnlyList<ReceiptEvent> events)
{
    readonly List<string> _missing = [];

    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>The facts; null where the consent, the operator or the policy is not among the events.</summary>
    internal ReceiptFacts? Facts()
    {
        var given = events.FirstOrDefault(one => one.Index == statement.Consent && one.Type == ReceiptEvent.Given && one.Stored.Stream == statement.Person);
        var self = Last(ReceiptEvent.Operator, _ => true);
        var policy = given is null ? null : Last(ReceiptEvent.Policy, data => data.Text("edition") == given.Data.Text("edition"));
        Demand(given is not null, "consent");
        Demand(self is not null, "operator");
        Demand(policy is not null, "policy");
        return given is null || self is null || policy is null ? null : Facts(given, self.Data, policy.Data);
    }

    ReceiptFacts? Facts(ReceiptEvent given, JsonElement self, JsonElement policy)
    {
        var (data, terms) = (given.Data, policy.Member("terms") ?? default);
        var (purposes, categories) = (data.Texts("purposes"), data.Texts("categories"));
        var ends = Ends(given).OrderBy(end => Timestamp.Parse(end.Time)).ToList();
        var withdrawal = terms.Member("withdrawal") is { } way && way.Words("text") is { } text ? new ReceiptWithdrawal(way.Text("clause") ?? "", text, way.Text("url")) : null;
        Demand(withdrawal is not null, "policy.withdrawal");
        Demand(self.Text("name") is not null, "operator.name");
        Demand(self.Text("address") is not null, "operator.address");
        return new ReceiptFacts
        {
            Statement = statement,
            UserId = events.FirstOrDefault(IsFirst)?.Opened("/data/person"),
            Regime = events.LastOrDefault(one => one.Type == ReceiptEvent.Registered && one.Stored.Stream == statement.Person)?.Data.Text("regime") ?? "ru",
            Consent = data.Text("consent") ?? "",
            Time = given.Time,
            Form = data.Text("form") ?? "",
            Channel = data.Text("channel") ?? "",
            Language = data.Text("language") ?? "",
            Separate = data.IsTrue("separateDocument"),
            Dissemination = data.Items("dissemination").Count > 0,
            ValidUntil = data.Text("validUntil"),
            Capacity = (data.Member("representative") ?? default).Text("capacity"),
            TextSha256 = given.Opened("/data/evidence/textSha256"),
            DocumentSha256 = given.Opened("/data/evidence/documentSha256"),
            Before = [.. Of(ReceiptEvent.Given).Where(one => one.Index < given.Index && one.Data.Text("consent") == data.Text("consent")).Select(one => (one.Index, one.Time))],
            Edition = new ReceiptEdition(policy.Text("edition") ?? "", policy.Words("title") ?? new ReceiptWords("", ""), policy.Text("documentSha256") ?? "",
                policy.Text("effectiveFrom") ?? "", policy.Text("url"), terms.Texts("services"), terms.Texts("storageCountries")),
            Withdrawal = withdrawal ?? new ReceiptWithdrawal("", new ReceiptWords("", ""), null),
            Purposes = [.. purposes.Select(id => Purpose(id, terms, categories, ends))],
            Categories = [.. categories.Select(id => Category(id, terms))],
            Operator = new ReceiptOperator(self.Text("name") ?? "", self.Text("address") ?? "", self.Text("contact"), self.Text("email"), self.Text("phone"), self.Text("inn"),
                self.Text("ogrn"), self.Text("registryNumber")),
            Recipients = [.. data.Texts("recipients").Distinct(StringComparer.Ordinal).Select(Recipient)],
            Systems = [.. Systems(categories)],
            Ends = ends,
            Shredded = [.. Of(ReceiptEvent.Shredded).Where(one => one.Index > given.Index).Select(one => (one.Index, one.Time))],
        };
    }

    bool IsFirst(ReceiptEvent one) => one.Stored.Stream == statement.Person && one.Stored.Sequence == 0 && one.Type == ReceiptEvent.Registered;

    ReceiptPurpose Purpose(string id, JsonElement terms, IReadOnlyList<string> categories, IReadOnlyList<ReceiptEnd> ends)
    {
        var purpose = ById(terms, "purposes", id);
        var (anonymised, days, words) = (purpose.IsTrue("anonymisedOnly"), purpose.Number("retentionDays"), purpose.Words("retention"));
        Demand(anonymised || days is not null || words is not null, $"purpose:{id}.retention");
        var ended = ends.FirstOrDefault(end => end.Purposes.Contains(id) && end.Categories.Count == 0);
        var gone = ends.TakeWhile(end => end != ended).Where(end => end.Purposes.Contains(id)).SelectMany(end => end.Categories).ToHashSet(StringComparer.Ordinal);
        var left = categories.Where(category => !gone.Contains(category)).ToList();
        if (ended is null && left.Count == 0 && categories.Count > 0)
        {
            // One category after the other was withdrawn until none was left.
            (ended, left) = (ends.Last(end => end.Purposes.Contains(id)), [.. categories]);
        }
        return new ReceiptPurpose(id, purpose.Text("clause") ?? "", purpose.Words("name") ?? new ReceiptWords(id, id), purpose.Texts("dpv"), anonymised, days, words, ended, left);
    }

    static ReceiptCategory Category(string id, JsonElement terms)
    {
        var category = ById(terms, "categories", id);
        return new ReceiptCategory(id, category.Words("name") ?? new ReceiptWords(id, id), category.Texts("dpv"), category.Text("origin"));
    }

    ReceiptRecipient Recipient(string id)
    {
        var terms = Last(ReceiptEvent.Recipient, data => data.Text("recipient") == id)?.Data ?? default;
        var kind = terms.Text("kind");
        Demand(kind is not null, $"recipient:{id}");
        Demand(kind is null or "public" || terms.Text("address") is not null, $"recipient:{id}.address");
        return new ReceiptRecipient(id, terms.Text("name") ?? id, kind ?? "", terms.Text("country") ?? "", terms.Text("address"), terms.Text("inn"));
    }

    /// <summary>Those of the last registration of each that hold any of the categories; one that names none holds all.</summary>
    IEnumerable<ReceiptSystem> Systems(IReadOnlyList<string> categories) =>
        from one in Of(ReceiptEvent.System).GroupBy(one => one.Data.Text("system") ?? "", StringComparer.Ordinal).Select(system => system.Last())
        let held = one.Data.Texts("categories")
        where held.Count == 0 || held.Any(categories.Contains)
        select new ReceiptSystem(one.Data.Text("system") ?? "", one.Data.Text("name") ?? "", one.Data.Text("country") ?? "");

    /// <summary>
    /// What ended it, of the events given: a withdrawal that names this consent or none, the end of its term, a demand that dissemination stop where it is
    /// about that; and its own term, where that has run out when the receipt is made. What came before it ended an earlier consent, not this one.
    /// </summary>
    IEnumerable<ReceiptEnd> Ends(ReceiptEvent given)
    {
        var (id, purposes, dissemination) = (given.Data.Text("consent"), given.Data.Texts("purposes"), given.Data.Items("dissemination").Count > 0);
        var categories = given.Data.Texts("categories");
        foreach (var one in events.Where(one => one.Stored.Stream == statement.Person && Reaches(one, given)))
        {
            var named = one.Data.Text("consent");
            if ((one.Type == ReceiptEvent.Withdrawn && (named is null || named == id)) || (one.Type == ReceiptEvent.StopDemanded && dissemination && one.Data.IsTrue("dissemination")))
            {
                if (Part(purposes, one.Data.Texts("purposes")) is { Count: > 0 } ended && Part(categories, one.Data.Texts("categories")) is { Count: > 0 } gone)
                {
                    yield return new ReceiptEnd(one.Index, one.Time, ReceiptState.Withdrawn, ended, gone.Count == categories.Count ? [] : gone, one.Data.Text("channel"));
                }
            }
            else if (IsEndOfTerm(one))
            {
                yield return new ReceiptEnd(one.Index, one.Time, ReceiptState.Expired, purposes, [], null);
            }
        }
        if (given.Data.Text("validUntil") is { } until && Timestamp.Parse(until) <= Timestamp.Parse(statement.Created) && !Of(ReceiptEvent.Expired).Any(IsEndOfTerm))
        {
            yield return new ReceiptEnd(null, until, ReceiptState.Expired, purposes, [], null);
        }

        bool IsEndOfTerm(ReceiptEvent one) => one.Type == ReceiptEvent.Expired && one.Index > given.Index && one.Data.Text("consent") == id;
    }

    /// <summary>An objection reaches what was recorded before it, and of what was recorded after it only what the person had said before.</summary>
    static bool Reaches(ReceiptEvent objection, ReceiptEvent given) =>
        objection.Index > given.Index || Timestamp.Parse(objection.Time) > Timestamp.Parse(given.Time);

    /// <summary>What is named of them; naming none means all.</summary>
    static IReadOnlyList<string> Part(IReadOnlyList<string> all, IReadOnlyList<string> named) => [.. all.Where(one => named.Count == 0 || named.Contains(one))];

    IEnumerable<ReceiptEvent> Of(string type) => events.Where(one => one.Type == type);

    ReceiptEvent? Last(string type, Func<JsonElement, bool> of) => Of(type).LastOrDefault(one => of(one.Data));

    static JsonElement ById(JsonElement terms, string list, string id) => terms.Items(list).FirstOrDefault(item => item.Text("id") == id);

    void Demand(bool said, string what)
    {
        if (!said && !_missing.Contains(what))
        {
            _missing.Add(what);
        }
    }
}
