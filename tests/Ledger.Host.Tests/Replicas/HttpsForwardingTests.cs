using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ledger.Host.Server;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Replicas;

/// <summary>Replicas that reach each other by https, and what a process on PostgreSQL says.</summary>
[NonParallelizable]
public sealed class HttpsForwardingTests
{
    Workspace _place = null!;

    [SetUp]
    public async Task Begin() => await TestProfile.Postgres(_place = new());

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public async Task Certificates_are_good_for_the_public_name_and_trusted_where_the_environment_says_so()
    {
        Certificate();
        _place.Environment["LEDGER_PUBLIC_URL"] = "https://ledger.example";
        _place.Environment["SSL_CERT_FILE"] = _place.At("cert.pem");
        var serving = new Replica(_place, ServingProcess.FreePort(), "https");
        await serving.Serves();
        var trusting = new Replica(_place, ServingProcess.FreePort(), "https");
        _place.Environment.Remove("SSL_CERT_FILE");
        var other = new Replica(_place, ServingProcess.FreePort(), "https");
        await trusting.StandsBy();
        await other.StandsBy();
        using var http = Client(trusting.Address, serving.Key!);
        using var published = await http.PostAsync("/events", Served.Structured(Lines.Registered("h-1", "u-1")));
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.OK), await published.Content.ReadAsStringAsync());
        Assert.That((await http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var distrusting = Client(other.Address, serving.Key!);
        for (var n = 0; n < 3; n++) Assert.That(await (await distrusting.GetAsync("/checkpoint")).Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.StandingBy));
        Assert.That((await distrusting.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        other.Signal("TERM");
        var said = other.Wait().Errors.Split('\n').Where(line => line.Contains("No TLS connection to the replica that serves", StringComparison.Ordinal)).ToList();
        Assert.That(said, Has.Count.EqualTo(1));
        Assert.That(said[0], Does.Not.Contain("ledger.example").And.Not.Contain("checkpoint"));
    }

    [Test]
    public async Task Replicas_that_listen_everywhere_reach_one_another_where_each_says()
    {
        Certificate();
        _place.Environment["LEDGER_PUBLIC_URL"] = "https://ledger.example";
        _place.Environment["SSL_CERT_FILE"] = _place.At("cert.pem");
        var serving = Everywhere();
        await serving.Serves();
        var standing = Everywhere();
        await standing.StandsBy();
        using var http = Client(standing.Address, serving.Key!);
        Assert.That((await http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var published = await http.PostAsync("/events", Served.Structured(Lines.Registered("h-1", "u-1")));
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.OK), await published.Content.ReadAsStringAsync());

        Replica Everywhere()
        {
            var port = ServingProcess.FreePort();
            _place.Environment["LEDGER_ADVERTISE"] = $"https://127.0.0.1:{port}";
            return new(_place, port, "https", "0.0.0.0");
        }
    }

    [Test]
    public async Task With_json_nothing_else_is_on_standard_output()
    {
        _place.Environment["LEDGER_LOG_LEVEL"] = "trace";
        var process = _place.Start("--json", "serve", "--urls", "http://127.0.0.1:0");
        process.WaitForLines(2);
        var said = process.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri(new(said[1].GetProperty("listening").GetString()!), "/health/live")), Does.Contain("live"));
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.Id.ToString(null, null)]);
        var ran = process.Wait();
        Assert.That(ran.Documents, Has.Count.EqualTo(2), ran.Said);
        Assert.That(ran.Errors, Does.Contain("EventId"), "it logs");
    }

    /// <summary>One that stands for itself, good for the public name alone.</summary>
    void Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ledger.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("ledger.example");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(_place.At("cert.pem"), made.ExportCertificatePem());
        File.WriteAllText(_place.At("key.pem"), key.ExportPkcs8PrivateKeyPem());
        (_place.Environment["LEDGER_CERTIFICATE"], _place.Environment["LEDGER_CERTIFICATE_KEY"]) = (_place.At("cert.pem"), _place.At("key.pem"));
    }

    static HttpClient Client(Uri address, string key) => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=ledger.example" })
    {
        BaseAddress = address, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
}
