using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Host.Generate;

namespace Ledger.Host.Demo;

/// <summary>A second edition of the sample policy, made up: what an operator changes when it looks at its policy again.</summary>
static class TodayPolicy
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its `policy.published` data.</summary>
    public static string Published(string edition, string lastUpdated, DateTimeOffset effectiveFrom)
    {
        var policy = JsonNode.Parse(SamplePolicy.Published)!;
        policy["edition"] = edition;
        policy["documentSha256"] = "4be1c8f2a7d35960b1e2c3d4f5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718";
        policy["lastUpdated"] = lastUpdated;
        policy["effectiveFrom"] = effectiveFrom.UtcDateTime;
        var terms = policy["terms"]!;
        // More: number plates are asked for. Less: improvement does without what a person proves to Support with, and location has a term. Longer: requests to Support.
        terms["categories"]!.AsArray().Add(JsonNode.Parse("""
            {"id":"vehicle","clause":"1.1.1","name":{"ru":"Государственный номер автомобиля","en":"Number plate of the vehicle"},"origin":"provided","dpv":["pd:VehicleLicenseNumber"]}
            """));
        Named(terms["categories"]!, "location")["retentionDays"] = 365;
        Named(terms["purposes"]!, "personalised-service")["categories"]!.AsArray().Add("vehicle");
        var improvement = Named(terms["purposes"]!, "improvement")["categories"]!.AsArray();
        improvement.Remove(improvement.Single(category => category!.GetValue<string>() == "support-authentication"));
        Named(terms["purposes"]!, "support")["retentionDays"] = 90;
        Named(terms["purposes"]!, "support")["retention"] = JsonNode.Parse("""
            {"ru":"До ответа на обращение, затем не более 90 дней","en":"Until the request is answered, then 90 days at most"}
            """);
        terms["channels"]!.AsArray().Add("messenger");
        return policy.ToJsonString(Readable);
    }

    static JsonNode Named(JsonNode list, string id) => list.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!;
}
