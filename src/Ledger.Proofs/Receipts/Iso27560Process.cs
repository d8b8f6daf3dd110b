using System.Text.Json.Nodes;
using static Ledger.Proofs.ReceiptTerms;

namespace Ledger.Proofs;

/// <summary>What is done for one purpose of the consent: with which data, by whom, where it is stored and how long, and where the consent stands for it.</summary>
internal static class Iso27560Process
{
    internal static JsonObject Write(ReceiptFacts facts, ReceiptPurpose purpose)
    {
        var parties = facts.Recipients.Select(recipient => Iso27560Receipt.PartyOf(facts, recipient));
        var third = facts.Recipients.Where(IsThirdParty).Select(recipient => Iso27560Receipt.PartyOf(facts, recipient)).ToList();
        var partly = facts.Ends.Where(end => end.Purposes.Contains(purpose.Id) && end.Categories.Count > 0).ToList();
        return new JsonObject
        {
            ["@type"] = "dpv:Process",
            ["dpv:hasPurpose"] = new JsonArray(Purpose(facts, purpose)),
            ["dpv:hasPersonalData"] = new JsonArray([.. purpose.Categories.Select(id => Category(facts, facts.Category(id)))]),
            ["dpv:hasDataController"] = Refs([Iso27560Receipt.OperatorOf(facts)]),
            ["dpv:hasService"] = Texts(facts.Edition.Services),
            ["dpv:hasStorageCondition"] = new JsonArray([Location(facts), .. Terms(purpose)]),
            ["dpv:hasRecipient"] = Refs([Iso27560Receipt.OperatorOf(facts), .. parties]),
            ["dpv:hasConsentStatus"] = new JsonArray(purpose.Ended is { } end ? Iso27560Receipt.End(facts, end) : Ref(StatusOf(facts.Before.Count > 0 ? ReceiptState.Renewed : ReceiptState.Given))),
        }.With("dpv:hasThirdParty", third.Count > 0 ? Refs(third) : null)
            .With("ledger:partly-ended", partly.Count > 0 ? new JsonArray([.. partly.Select(part => Part(facts, part))]) : null);
    }

    static JsonObject Purpose(ReceiptFacts facts, ReceiptPurpose purpose) => new()
    {
        ["@id"] = facts.Statement.Urn("purpose", purpose.Id),
        ["@type"] = "dpv:Purpose",
        ["skos:broader"] = Refs(purpose.Dpv.Count > 0 ? purpose.Dpv : ["dpv:Purpose"]),
        ["dct:identifier"] = purpose.Id,
        ["dct:title"] = Both(purpose.Name),
        ["ledger:clause"] = purpose.Clause,
    };

    static JsonObject Category(ReceiptFacts facts, ReceiptCategory category)
    {
        JsonArray types = ["dpv:PersonalData"];
        if (category.Origin is { } origin)
        {
            types.Add((JsonNode)(origin == "automatic" ? "dpv:ObservedPersonalData" : "dpv:ProvidedPersonalData"));
        }
        return new JsonObject
        {
            ["@id"] = facts.Statement.Urn("category", category.Id),
            ["@type"] = types,
            ["skos:broader"] = Refs(category.Dpv.Count > 0 ? category.Dpv : ["dpv:PersonalData"]),
            ["dct:identifier"] = category.Id,
            ["dct:title"] = Both(category.Name),
        };
    }

    static JsonObject Location(ReceiptFacts facts) => new()
    {
        ["@type"] = "dpv:StorageLocation",
        ["dpv:hasLocation"] = Refs(facts.Countries.Select(country => $"loc:{country}")),
        ["dpv:hasJurisdiction"] = Refs(facts.Countries.Select(country => $"loc:{country}")),
    };

    static IEnumerable<JsonObject> Terms(ReceiptPurpose purpose)
    {
        var words = purpose.Retention ?? (purpose.AnonymisedOnly ? Anonymised : UntilWithdrawn);
        yield return new JsonObject
        {
            ["@type"] = "dpv:StorageDuration",
            ["dpv:hasDuration"] = new JsonArray(new JsonObject { ["@type"] = "dpv:UntilEventDuration", ["dct:description"] = Both(words) }),
        };
        if (purpose.RetentionDays is { } days)
        {
            yield return new JsonObject
            {
                ["@type"] = "dpv:StorageDeletion",
                ["dpv:hasDuration"] = new JsonArray(new JsonObject
                {
                    ["@type"] = "dpv:TemporalDuration",
                    ["rdf:value"] = new JsonObject { ["@type"] = "xsd:duration", ["@value"] = Iso27560Receipt.Days(days) },
                }),
            };
        }
    }

    static JsonObject Part(ReceiptFacts facts, ReceiptEnd part)
    {
        var node = Iso27560Receipt.End(facts, part);
        node["dpv:hasPersonalData"] = Refs(part.Categories.Select(category => facts.Statement.Urn("category", category)));
        return node;
    }
}
