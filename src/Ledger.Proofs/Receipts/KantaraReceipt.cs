using System.Text.Json.Nodes;
using static Ledger.Proofs.ReceiptTerms;

namespace Ledger.Proofs;

/// <summary>
/// A receipt by the Kantara Initiative's Consent Receipt v1.1, which demands more of the operator than ISO does: an e-mail address, a telephone number, the
/// policy's address, and whether data is sensitive. It knows no end of a consent: that stands in <c>termination</c>.
/// </summary>
internal static class KantaraReceipt
{
    const string Version = "KI-CR-v1.1.0";

    /// <summary>What it demands and the events do not say.</summary>
    internal static IReadOnlyList<string> Missing(ReceiptFacts facts)
    {
        List<string> missing = [];
        if (facts.Operator.Email is null)
        {
            missing.Add("operator.email");
        }
        if (facts.Operator.Phone is null)
        {
            missing.Add("operator.phone");
        }
        if (facts.Edition.Url is null)
        {
            missing.Add("policy.url");
        }
        missing.AddRange(facts.Categories.Where(category => category.Dpv.Count == 0).Select(category => $"category:{category.Id}.dpv"));
        return missing;
    }

    internal static JsonObject Write(ReceiptFacts facts)
    {
        var (self, language) = (facts.Operator, facts.Statement.Language);
        return new JsonObject
        {
            ["version"] = Version,
            ["jurisdiction"] = facts.Regime == "eu" ? "EU" : "RU",
            ["consentTimestamp"] = Timestamp.Parse(facts.Time)?.ToUnixTimeSeconds() ?? 0,
            ["collectionMethod"] = $"{FormOf(facts.Form).In(language)}, {facts.Channel}",
            ["consentReceiptID"] = facts.Statement.Id,
            ["language"] = language,
            ["piiPrincipalId"] = facts.UserId ?? facts.Statement.Person,
            ["piiControllers"] = new JsonArray(new JsonObject
            {
                ["piiController"] = self.Name,
                ["onBehalf"] = false,
                ["contact"] = self.Reached,
                ["address"] = new JsonObject { ["streetAddress"] = self.Address },
                ["email"] = self.Email,
                ["phone"] = self.Phone,
            }),
            ["policyUrl"] = facts.Edition.Url,
            ["services"] = new JsonArray(new JsonObject
            {
                ["service"] = string.Join(", ", facts.Edition.Services),
                ["purposes"] = new JsonArray([.. facts.Purposes.Select(purpose => Purpose(facts, purpose, language))]),
            }),
            ["sensitive"] = facts.Categories.Any(category => category.IsSensitive),
            ["spiCat"] = Texts(facts.Categories.Where(category => category.IsSensitive).Select(category => category.Name.In(language))),
        };
    }

    static JsonObject Purpose(ReceiptFacts facts, ReceiptPurpose purpose, string language) => new JsonObject
    {
        ["purpose"] = purpose.Name.In(language),
        ["purposeCategory"] = Texts(purpose.Dpv.Count > 0 ? purpose.Dpv : ["dpv:Purpose"]),
        ["consentType"] = "EXPLICIT",
        ["piiCategory"] = Texts(purpose.Categories.Select(id => facts.Category(id).Name.In(language))),
        ["termination"] = Termination(facts, purpose).In(language),
        ["thirdPartyDisclosure"] = facts.Recipients.Count > 0,
    }.With("thirdPartyName", facts.Recipients.Count > 0 ? string.Join("; ", facts.Recipients.Select(recipient => recipient.Name)) : null);

    static ReceiptWords Termination(ReceiptFacts facts, ReceiptPurpose purpose)
    {
        var ends = facts.Ends.Where(end => end.Purposes.Contains(purpose.Id)).Select(end => end.State == ReceiptState.Withdrawn
            ? new ReceiptWords($"отозвано {end.Time}{Of(facts, end, "ru")}", $"withdrawn {end.Time}{Of(facts, end, "en")}") : new($"истекло {end.Time}", $"expired {end.Time}"));
        ReceiptWords? until = facts.ValidUntil is { } time ? new($"до {time}", $"until {time}") : purpose.Retention is null ? UntilWithdrawn : null;
        var kept = purpose.Retention ?? (purpose.AnonymisedOnly ? Anonymised : new($"затем не более {purpose.RetentionDays} дней", $"then at most {purpose.RetentionDays} days"));
        ReceiptWords[] parts = [.. ends, .. until is null ? Array.Empty<ReceiptWords>() : [until], kept];
        return new ReceiptWords(string.Join("; ", parts.Select(part => part.Ru)), string.Join("; ", parts.Select(part => part.En)));
    }

    static string Of(ReceiptFacts facts, ReceiptEnd end, string language) =>
        end.Categories.Count == 0 ? "" : $" ({string.Join(", ", end.Categories.Select(id => facts.Categories.FirstOrDefault(category => category.Id == id)?.Name.In(language) ?? id))})";
}
