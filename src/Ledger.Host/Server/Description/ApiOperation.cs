using System.Text.Json.Nodes;

namespace Ledger.Host.Server;

/// <summary>A group of operations, as the page shows it.</summary>
sealed class ApiTag(JsonObject document, JsonObject tag)
{
    public string Name { get; } = tag["name"]!.GetValue<string>();

    public string Description { get; } = tag["description"]!.GetValue<string>();

    public List<ApiOperation> Operations { get; } =
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new ApiOperation(document, path.Key, method.Key, method.Value!.AsObject())))
            .Where(operation => operation.Tag == tag["name"]!.GetValue<string>()),
    ];
}

/// <summary>One answer or body: its example as text.</summary>
sealed record ApiContent(string Status, string Description, string MediaType, string? Example);

/// <summary>One operation of the document, as the page shows it.</summary>
sealed class ApiOperation(JsonObject document, string path, string method, JsonObject operation)
{
    public string Path => path;

    public string Method => method;

    public string Tag => operation["tags"]![0]!.GetValue<string>();

    public string Id => operation["operationId"]!.GetValue<string>();

    public string Summary => operation["summary"]!.GetValue<string>();

    public string? Description => operation["description"]?.GetValue<string>();

    public List<string> Roles => [.. operation["x-roles"]?.AsArray().Select(role => role!.GetValue<string>()) ?? []];

    public List<JsonObject> Parameters => [.. operation["parameters"]?.AsArray().Select(parameter => parameter!.AsObject()) ?? []];

    public List<ApiContent> RequestBodies => [.. Contents("", "", operation["requestBody"]?["content"]?.AsObject())];

    public List<ApiContent> Answers => [.. Responses().Where(r => r.Status[0] == '2').SelectMany(r => Contents(r.Status, r.Description, r.Content).DefaultIfEmpty(new(r.Status, r.Description, "", null)))];

    public List<ApiContent> Problems => [.. Responses().Where(r => r.Status[0] != '2').OrderBy(r => r.Status, StringComparer.Ordinal).Select(r => new ApiContent(r.Status, r.Description, "", null))];

    /// <summary>A line to paste into a shell where KEY holds the key.</summary>
    public string Curl
    {
        get
        {
            var body = RequestBodies.FirstOrDefault();
            List<string> parts = ["curl", .. method == "get" ? Array.Empty<string>() : ["-X " + method.ToUpperInvariant()]];
            if (operation["security"] is not JsonArray { Count: 0 }) parts.Add("-H \"Authorization: Bearer $KEY\"");
            parts.AddRange(Parameters.Where(p => p["in"]!.GetValue<string>() == "header" && p["example"] is not null).Select(p => $"-H {Quoted($"{p["name"]}: {p["example"]}")}"));
            if (body is not null) parts.Add($"-H {Quoted("Content-Type: " + body.MediaType)} --data-binary {Quoted(Compact(body.Example ?? ""))}");
            parts.Add(Quoted(Url("http://127.0.0.1:8080")));
            return string.Join(' ', parts);
        }
    }

    /// <summary>The address of its example: parameters that are required, or have one.</summary>
    public string Url(string server)
    {
        var url = path;
        List<string> query = [];
        foreach (var parameter in Parameters.Where(p => p["example"] is not null))
        {
            var (name, value) = (parameter["name"]!.GetValue<string>(), Uri.EscapeDataString(parameter["example"]!.ToString()));
            if (parameter["in"]!.GetValue<string>() == "path") url = url.Replace($"{{{name}}}", value.Replace("%2F", "/", StringComparison.Ordinal), StringComparison.Ordinal);
            if (parameter["in"]!.GetValue<string>() == "query") query.Add($"{name}={value}");
        }
        return server + url + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    IEnumerable<(string Status, string Description, JsonObject? Content)> Responses()
    {
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            var found = response!["$ref"] is { } reference ? document["components"]!["responses"]![reference.GetValue<string>().Split('/')[^1]]! : response;
            yield return (status, found["description"]!.GetValue<string>(), found["content"]?.AsObject());
        }
    }

    static IEnumerable<ApiContent> Contents(string status, string description, JsonObject? content) => (content ?? []).Select(media => new ApiContent(
        status, description, media.Key, (media.Value!["example"] ?? media.Value["examples"]?.AsObject().First().Value!["value"]) switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            var json => json.ToJsonString(EventSchemas.Readable),
        }));

    static string Compact(string example) => example.TrimStart() is ['{' or '[', ..] ? JsonNode.Parse(example)!.ToJsonString(EventSchemas.Compact) : example;

    static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
