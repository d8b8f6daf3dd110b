using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Server;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /openapi.json and /docs: every endpoint is there, and what is said of it is so.</summary>
public sealed class OpenApiTests
{
    /// <summary>Operations whose example cannot go well on a fresh server, and what they answer there.</summary>
    static readonly Dictionary<string, HttpStatusCode> Otherwise = new()
    {
        ["certifyErasure"] = HttpStatusCode.Conflict,
        ["depositAnswer"] = HttpStatusCode.NotFound,
        ["exportActLog"] = HttpStatusCode.NotFound,
        ["fetchAnswer"] = HttpStatusCode.NotFound,
        ["issueAct"] = HttpStatusCode.NotFound,
        ["readActSignatures"] = HttpStatusCode.NotFound,
        ["readEdition"] = HttpStatusCode.NotFound,
        ["readPolicy"] = HttpStatusCode.NotFound,
        ["recipientLetter"] = HttpStatusCode.UnprocessableEntity,
        ["redeliver"] = HttpStatusCode.NotFound,
        ["removeAnswer"] = HttpStatusCode.NotFound,
        ["reportInquiry"] = HttpStatusCode.NotFound,
        ["reportReceipt"] = HttpStatusCode.NotFound,
        ["signAct"] = HttpStatusCode.NotFound,
        ["stampCheckpoint"] = HttpStatusCode.Conflict,
        ["viewFinding"] = HttpStatusCode.NotFound,
        ["viewIncident"] = HttpStatusCode.NotFound,
        ["viewInquiry"] = HttpStatusCode.NotFound,
    };

    Served _served = null!;
    HttpClient _administrator = null!;
    JsonObject _document = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _administrator = await _served.Client(Role.Administrator);
        _document = JsonNode.Parse(await _administrator.GetStringAsync("/openapi.json"))!.AsObject();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    IEnumerable<ApiOperation> Operations => _document["tags"]!.AsArray().SelectMany(tag => new ApiTag(_document, tag!.AsObject()).Operations);

    [Test]
    public void Every_endpoint_is_described()
    {
        var mapped = _served.Endpoints.OfType<RouteEndpoint>().Where(e => !RoleRow.IsOfConsole(e))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(m => $"{m} {ApiDocument.PathOf(e.RoutePattern)}") ?? []).Distinct();
        Assert.That(Operations.Select(o => $"{o.Method.ToUpperInvariant()} {o.Path}"), Is.EquivalentTo(mapped),
            "describe it in src/Ledger.Host/Server/Description/operations, in the words of OpenAPI");
    }

    [Test]
    public void Every_operation_has_words_and_examples()
    {
        Assert.That(Operations.Select(o => o.Id), Is.Unique);
        Assert.Multiple(() =>
        {
            foreach (var operation in Operations)
            {
                Assert.That(operation.Summary, Is.Not.Empty, operation.Id);
                Assert.That(operation.Answers, Is.Not.Empty, operation.Id);
                foreach (var answer in operation.Answers.Where(a => a.MediaType is not ("" or "application/octet-stream"))) Assert.That(answer.Example, Is.Not.Null.And.Not.Empty, operation.Id);
                foreach (var body in operation.RequestBodies) Assert.That(body.Example, Is.Not.Null, operation.Id);
                Assert.That(operation.Url(""), Does.Not.Contain("{"), $"{operation.Id}: a parameter of the path has no example");
                Assert.That(operation.Parameters.Where(p => p["description"] is null || (p["required"] is not null && p["example"] is null)), Is.Empty, operation.Id);
                if (operation.Roles.Count > 0) Assert.That(operation.Problems.Select(p => p.Status), Is.SupersetOf(new[] { "401", "403", "429", "503" }), operation.Id);
            }
        });
    }

    [Test]
    public void Every_example_is_of_its_schema()
    {
        var check = new SchemaCheck(_document, declaredOnly: true);
        Assert.Multiple(() =>
        {
            foreach (var (place, content) in Contents())
                if (content["example"] is { } example && content["schema"] is JsonObject schema) Assert.That(check.Fault(example, schema), Is.Null, place);
        });
    }

    [Test]
    public async Task Every_example_of_a_request_works_on_a_fresh_server_and_is_answered_as_described()
    {
        await using var fresh = await Served.Start();
        var client = await fresh.Client(Role.Administrator);
        var ids = new Dictionary<string, string>();
        foreach (var operation in Operations.OrderBy(o => o.Method == "delete"))
            foreach (var body in operation.RequestBodies.DefaultIfEmpty(null!))
            {
                using var answer = await Send(client, operation, body, ids);
                var status = $"{(int)answer.StatusCode}";
                if (Otherwise.TryGetValue(operation.Id, out var other))
                {
                    Assert.That(answer.StatusCode, Is.EqualTo(other), operation.Id);
                    continue;
                }
                var described = operation.Answers.FirstOrDefault(a => a.Status == status && a.MediaType == (answer.Content.Headers.ContentType?.MediaType ?? ""));
                if (described is null) Assert.Fail($"{operation.Id}: {status} {answer.Content.Headers.ContentType} {(status[0] == '2' ? "" : await answer.Content.ReadAsStringAsync())}");
                if (described!.MediaType != "application/json") continue;
                var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                var schema = _document["paths"]![operation.Path]![operation.Method]!["responses"]![status]!["content"]![described.MediaType]!["schema"]!.AsObject();
                Assert.That(new SchemaCheck(_document, declaredOnly: true).Fault(json, schema), Is.Null, operation.Id);
                if (status == "201" && IdOf(json) is { } made && described.Example is { } shown) ids.TryAdd(IdOf(JsonNode.Parse(shown)!)!, made);
            }
    }

    [Test]
    public async Task The_page_shows_all_of_it_and_fetches_nothing()
    {
        using var browser = _served.Anonymous();
        Assert.That((await browser.GetAsync("/docs")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        var key = _administrator.DefaultRequestHeaders.Authorization!.Parameter;
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"key:{key}")));
        var answer = await browser.GetAsync("/docs");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; style-src 'nonce-"));
        foreach (var operation in Operations) Assert.That(page, Does.Contain($"id=\"{operation.Id}\""));
        Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("src=").And.Not.Contain("<link").And.Not.Contain("url(").And.Not.Contain("style=\""));
        Assert.That(page, Does.Contain("curl"));
    }

    IEnumerable<(string Place, JsonObject Content)> Contents() =>
        from operation in Operations
        let written = _document["paths"]![operation.Path]![operation.Method]!
        from holder in written["responses"]!.AsObject().Select(r => r.Value).Append(written["requestBody"]).Concat(_document["components"]!["responses"]!.AsObject().Select(r => r.Value))
        from media in holder?["content"]?.AsObject() ?? []
        select ($"{operation.Id} {media.Key}", media.Value!.AsObject());

    /// <summary>What was made goes by this in later requests.</summary>
    static string? IdOf(JsonNode made) => (made["id"] ?? made["item"]?["prefix"])?.GetValue<string>();

    /// <summary>Sends the example; where a signature is not there yet it will be within a moment.</summary>
    static async Task<HttpResponseMessage> Send(HttpClient client, ApiOperation operation, ApiContent? body, Dictionary<string, string> ids)
    {
        for (var left = 200; ; left--)
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method.ToUpperInvariant()), ids.Aggregate(operation.Url(""), (url, id) => url.Replace(id.Key, id.Value, StringComparison.Ordinal)));
            if (body is not null) request.Content = new StringContent(body.Example!, Encoding.UTF8, body.MediaType);
            foreach (var header in operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "header" && p["example"] is not null)) request.Headers.TryAddWithoutValidation(header["name"]!.GetValue<string>(), header["example"]!.ToString());
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (answer.IsSuccessStatusCode || left == 0 || operation.Tag != "Log") return answer;
            answer.Dispose();
            await Task.Delay(50);
        }
    }
}
