using System.Reflection;
using System.Text.Json.Nodes;
using Ledger.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Ledger.Host.Server;

/// <summary>
/// The OpenAPI 3.1 document of the endpoints that are mapped. What an operation takes and gives is written down in <c>operations/*.json</c>, as OpenAPI says it;
/// who may call it is taken from the endpoint, and the answers all operations share are added here. An endpoint that is not written down is not shown, which
/// a test refuses. There <c>refuses</c> stands for problem responses: status to what leads to it, a code first.
/// </summary>
static class ApiDocument
{
    const string Folder = "operations/", Problem = "application/problem+json";

    /// <summary>The document, for these endpoints.</summary>
    public static JsonObject Of(IEnumerable<Endpoint> endpoints)
    {
        var files = Files();
        var written = new Dictionary<(string Path, string Method), (string Tag, JsonObject Operation)>();
        foreach (var file in files)
            foreach (var (path, methods) in file["paths"]!.AsObject())
                foreach (var (method, operation) in methods!.AsObject()) written.Add((path, method), (file["tag"]!["name"]!.GetValue<string>(), operation!.AsObject()));
        var operations = new Dictionary<(string, string), JsonObject>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                if ((PathOf(endpoint.RoutePattern), method.ToLowerInvariant()) is var place && written.TryGetValue(place, out var found))
                    operations[place] = Completed(found.Operation.DeepClone().AsObject(), found.Tag, endpoint);
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Ledger",
                ["version"] = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
                ["summary"] = "A compliance ledger: records consents, withdrawals, disclosures and deletions, and proves it.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. files.Select(file => file["tag"]).OfType<JsonObject>().Select(tag => tag.DeepClone())]),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = Paths(files, operations),
            ["components"] = Components(files),
        };
    }

    /// <summary>The path of a route as OpenAPI writes it: without constraints.</summary>
    public static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    }))));

    /// <summary>In the order of the files, which is the order to read them in.</summary>
    static JsonObject Paths(IEnumerable<JsonObject> files, Dictionary<(string, string), JsonObject> operations)
    {
        var paths = new JsonObject();
        foreach (var (path, methods) in files.SelectMany(file => file["paths"]!.AsObject()))
            foreach (var (method, _) in methods!.AsObject())
                if (operations.TryGetValue((path, method), out var operation)) (paths[path] ??= new JsonObject())[method] = operation;
        return paths;
    }

    static JsonObject Completed(JsonObject operation, string tag, Endpoint endpoint)
    {
        operation["tags"] = new JsonArray(tag);
        var responses = operation["responses"]!.AsObject();
        foreach (var (status, why) in operation["refuses"]?.AsObject() ?? []) responses[status] = Refusal(int.Parse(status, null), why!.GetValue<string>());
        operation.Remove("refuses");
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            operation["security"] = new JsonArray();
            return operation;
        }
        if (endpoint.Metadata.GetMetadata<AllowedRoles>() is { } allowed) operation["x-roles"] = new JsonArray([.. allowed.Roles.Select(role => JsonValue.Create(Roles.NameOf(role)))]);
        foreach (var shared in new[] { "401", "403", "429", "503" }.Where(shared => !responses.ContainsKey(shared)))
            responses[shared] = new JsonObject { ["$ref"] = $"#/components/responses/{shared}" };
        return operation;
    }

    /// <summary>A problem: the words begin with its code.</summary>
    static JsonObject Refusal(int status, string why)
    {
        var code = why.Split([':', ','], 2)[0];
        return new()
        {
            ["description"] = why,
            ["content"] = new JsonObject
            {
                [Problem] = new JsonObject
                {
                    ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" },
                    ["example"] = new JsonObject
                    {
                        ["type"] = $"urn:ledger:problem:{code}",
                        ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                        ["status"] = status,
                        ["detail"] = why.Split(": ", 2)[^1],
                        ["code"] = code,
                    },
                },
            },
        };
    }

    static JsonObject Components(IEnumerable<JsonObject> files)
    {
        var schemas = new JsonObject();
        foreach (var (name, schema) in files.SelectMany(file => file["schemas"]?.AsObject() ?? [])) schemas[name] = schema!.DeepClone();
        return new()
        {
            ["securitySchemes"] = new JsonObject
            {
                ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, or a token of the operator's identity provider." },
            },
            ["responses"] = new JsonObject
            {
                ["401"] = Refusal(401, $"{HttpRefusals.Unauthenticated}: No key was given, or one that does not hold (any more): Authorization: Bearer <key>."),
                ["403"] = Refusal(403, $"{Refusals.NotAllowed}: This role may not do that."),
                ["429"] = Refusal(429, "too-many-requests: The key's rate is used up; Retry-After says when to come again."),
                ["503"] = Refusal(503, $"{Refusals.Busy}: The server cannot do it now; Retry-After says when to come again. Nothing is lost."),
            },
            ["schemas"] = schemas,
        };
    }

    static List<JsonObject> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonNode.Parse(stream)!.AsObject();
        })];
    }
}
