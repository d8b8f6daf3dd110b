using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Tests;

namespace Ledger.Host.Tests.Serve;

/// <summary>https by certificate files, as openssl and certificate authorities write them.</summary>
public sealed class HttpsTests
{
    Workspace place = null!;

    [SetUp]
    public void A_root_an_authority_below_it_and_a_server()
    {
        Needs.Command("openssl");
        place = new();
        OpenSsl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=root", "-days", "2");
        Sign("between", "root", "basicConstraints=critical,CA:TRUE");
        Sign("server", "between", "subjectAltName=IP:127.0.0.1");
        File.WriteAllText(place.At("chain.pem"), File.ReadAllText(place.At("server.pem")) + File.ReadAllText(place.At("between.pem")));
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public async Task A_client_that_knows_the_root_alone_is_shown_the_whole_chain()
    {
        Certificate("chain.pem", "server.key");
        using var server = ServingProcess.Start(place, scheme: "https");
        using var http = Client((certificate, chain) =>
        {
            using var root = X509CertificateLoader.LoadCertificateFromFile(place.At("root.pem"));
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(certificate);
        });
        Assert.That(await http.GetStringAsync(new Uri(server.Address, "/health/live")), Does.Contain("live"));
        server.Stop().Exits(0);
    }

    [Test]
    public async Task A_client_that_pins_the_certificate_gets_an_answer_and_plain_http_none()
    {
        Certificate("server.pem", "server.key");
        var pinned = X509CertificateLoader.LoadCertificateFromFile(place.At("server.pem")).GetCertHashString(HashAlgorithmName.SHA256);
        using var server = ServingProcess.Start(place, scheme: "https");
        using var http = Client((certificate, _) => certificate.GetCertHashString(HashAlgorithmName.SHA256) == pinned);
        Assert.That(await http.GetStringAsync(new Uri(server.Address, "/health/live")), Does.Contain("live"));
        Assert.That(() => http.GetStringAsync(new UriBuilder(server.Address) { Scheme = "http", Path = "/health/live" }.Uri), Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase("none.pem", "server.key", "LEDGER_CERTIFICATE names no file")]
    [TestCase("server.pem", "none.key", "LEDGER_CERTIFICATE_KEY names no file")]
    [TestCase("server.pem", "root.key", "of its own key")]
    [TestCase("server.key", "server.key", "PEM")]
    public void A_file_that_cannot_be_used_is_wrong_input_and_makes_nothing(string certificate, string key, string said)
    {
        Certificate(certificate, key);
        place.Run("serve", "--urls", "https://127.0.0.1:0").Fails(2, "[input]", said);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [Test]
    public void Https_without_a_certificate_is_wrong_input() =>
        place.Run("serve", "--urls", "https://127.0.0.1:0").Fails(2, "[input]", "LEDGER_CERTIFICATE");

    void Certificate(string certificate, string key) =>
        (place.Environment["LEDGER_CERTIFICATE"], place.Environment["LEDGER_CERTIFICATE_KEY"]) = (place.At(certificate), place.At(key));

    static HttpClient Client(Func<X509Certificate2, X509Chain, bool> trusts) => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, chain, _) => trusts(certificate!, chain!),
    });

    void Sign(string name, string by, string extension)
    {
        place.Write($"{name}.ext", extension);
        OpenSsl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", $"{name}.key", "-out", $"{name}.csr", "-subj", $"/CN={name}");
        OpenSsl("x509", "-req", "-in", $"{name}.csr", "-CA", $"{by}.pem", "-CAkey", $"{by}.key", "-CAcreateserial", "-extfile", $"{name}.ext", "-out", $"{name}.pem", "-days", "2");
    }

    void OpenSsl(params string[] arguments)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = place.Root, RedirectStandardError = true })!;
        var said = openssl.StandardError.ReadToEnd();
        openssl.WaitForExit();
        Assert.That(openssl.ExitCode, Is.Zero, said);
    }
}
