using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Tests.Acts;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Reports;

/// <summary>One served ledger for reports about many: more disclosures than a page of rows holds, one without a ground, one of a person who was forgotten, an incident, inquiries.</summary>
sealed class PaperLedger : IAsyncDisposable
{
    /// <summary>Disclosures to the processor beside those named below: more than a page of rows.</summary>
    public const int Many = 1_010;

    public const string Hostile = "ООО «<script>alert(1)</script>»", Forgotten = "u-gone-77", DocumentNumber = "Д-77/15";

    PaperLedger(Served served, HttpClient officer) => (Served, Officer) = (served, officer);

    public Served Served { get; }

    public HttpClient Officer { get; }

    public static async Task<PaperLedger> Start()
    {
        var served = await Served.Start();
        await served.Record([
            .. TwoSystems.Registers,
            Lines.Event("p-1", null, "ledger.recipient.registered.v1", $$"""{"recipient":"insurer","name":"{{Hostile}}","kind":"partner","country":"RU"}"""),
            Lines.Event("p-2", null, "ledger.recipient.registered.v1", """{"recipient":"mvd","name":"МВД России","kind":"state-body","country":"RU"}"""),
            Lines.Event("p-3", null, "ledger.recipient.registered.v1", """{"recipient":"cloud","name":"Cloud GmbH","kind":"processor","country":"DE"}"""),
            Lines.Consented("c-1", "u-2001"), Lines.Consented("c-2", "u-2002"), Published.Withdrawn("w-1", "u-2001", "contact"),
            Disclosed("d-1", "u-1001", "insurer", $$""","ground":"service","basis":"contract","document":{"kind":"contract","number":"{{DocumentNumber}}","date":"2025-01-09","norm":"152-FZ-6-1-5"}"""),
            Disclosed("d-2", "u-1002", "mvd", ""","ground":"law","basis":"law","document":{"kind":"request","number":"4/7715","date":"2025-05-16","norm":"3-FZ-13-1-4"},"authorityCheckedBy":"lawyer-1" """),
            Disclosed("d-3", "u-1002", "dealer-omega", ""), Disclosed("d-4", Forgotten, "mvd", ""","ground":"law","document":{"kind":"request","number":"5/1","date":"2025-05-17"}"""),
            .. Enumerable.Range(0, Many).Select(n => Disclosed($"m-{n:D4}", $"u-{3000 + n % 50}", "hosting-1", ""","ground":"service","document":{"kind":"contract","number":"офертa","date":"2025-01-09"}""")),
            Published.InquiryReceived("i-1", "2025-1", "u-2002"),
            Published.IncidentReported("n-1", "inc-1").Replace("\"rightsViolated\":false", "\"rightsViolated\":true", StringComparison.Ordinal),
            Lines.Event("n-2", null, "ledger.incident.regulator-notified.v1", """{"incident":"inc-1","stage":"primary","notice":"77-1"}"""),
        ]);
        await served.Record([Published.Shredded("s-1", Forgotten)]);
        await served.Record([Published.Forgotten("s-2", Forgotten)]);
        return new(served, await served.Client(Role.Officer));
    }

    public async Task<HttpResponseMessage> Make(string query, HttpClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reports/{query}") { Headers = { { "X-Purpose", "order-12" } } };
        return await (by ?? Officer).SendAsync(request);
    }

    public async Task<string> Text(string query, HttpClient? by = null)
    {
        using var answer = await Make(query, by);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return text;
    }

    /// <summary>The sections of the report as JSON.</summary>
    public async Task<JsonElement> Sections(string query, HttpClient? by = null)
    {
        using var json = JsonDocument.Parse(await Text(query, by));
        return json.RootElement.GetProperty("sections").Clone();
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    static string Disclosed(string id, string user, string recipient, string more) => Lines.Event(id, user, "ledger.disclosure.made.v1",
        $$"""{"recipient":"{{recipient}}","categories":["name","phone"],"purpose":"personalised-service","mode":"provision","country":"RU","system":"crm"{{more}}}""");
}
