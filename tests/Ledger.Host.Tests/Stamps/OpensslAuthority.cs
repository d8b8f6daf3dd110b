using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Ledger.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Stamps;

/// <summary>How an authority behaves.</summary>
enum Manner
{
    Honest,
    NotGranted,
    OtherNonce,
    OtherBytes,
    Garbage,
    Empty,
    TooLong,
    Failing,
    Redirecting,
    Silent,
}

/// <summary>A timestamp authority of openssl, with a root of its own, behind a listener on 127.0.0.1; and what a bad one would answer.</summary>
sealed class OpensslAuthority : IAsyncDisposable
{
    const string Configuration = """
        [tsa]
        default_tsa = one
        [one]
        serial = ./serial
        crypto_device = builtin
        signer_cert = ./tsa.pem
        signer_key = ./tsa.key
        certs = ./ca.pem
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        tsa_name = yes
        ess_cert_id_alg = sha256
        [ca]
        basicConstraints = critical,CA:true
        subjectKeyIdentifier = hash
        [leaf]
        extendedKeyUsage = critical,timeStamping
        authorityKeyIdentifier = keyid
        [req]
        distinguished_name = name
        x509_extensions = ca
        [name]
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-tsa-");
    readonly SemaphoreSlim _one = new(1, 1);
    readonly TaskCompletionSource _ended = new();
    readonly WebApplication _app;

    OpensslAuthority(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public Manner Behaves { get; set; }

    /// <summary>The Authorization header of the last question.</summary>
    public string? Shown { get; private set; }

    /// <summary>The certificate of its root, PEM.</summary>
    public string Root => At("ca.pem");

    public static async Task<OpensslAuthority> Start()
    {
        Needs.Command("openssl");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var authority = new OpensslAuthority(builder.Build());
        authority.Make();
        authority._app.Run(authority.Answer);
        await authority._app.StartAsync();
        authority.Address = new(authority._app.Urls.Single() + "/tsa");
        return authority;
    }

    /// <summary>Whether openssl takes the token as one over the bytes, by this authority.</summary>
    public bool Verifies(byte[] bytes, byte[] token)
    {
        File.WriteAllBytes(At("data"), bytes);
        File.WriteAllBytes(At("token"), token);
        return Run("ts", "-verify", "-data", "data", "-in", "token", "-token_in", "-CAfile", "ca.pem").ExitCode == 0;
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _one.Dispose();
        _folder.Delete(recursive: true);
    }

    void Make()
    {
        File.WriteAllText(At("tsa.cnf"), Configuration);
        File.WriteAllText(At("serial"), "01\n");
        Demand("req", "-x509", "-config", "tsa.cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Openssl root", "-days", "30");
        Demand("req", "-config", "tsa.cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Openssl TSA");
        Demand("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "7", "-extfile", "tsa.cnf", "-extensions", "leaf", "-out", "tsa.pem", "-days", "30");
    }

    async Task Answer(HttpContext context)
    {
        Shown = context.Request.Headers.Authorization;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.That(context.Request.ContentType, Is.EqualTo("application/timestamp-query"));
        switch (Behaves)
        {
            case Manner.Failing:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case Manner.Redirecting:
                context.Response.Redirect(new Uri(Address, "/elsewhere").ToString());
                return;
            case Manner.Silent:
                await _ended.Task;
                return;
            default:
                context.Response.ContentType = "application/timestamp-reply";
                await context.Response.Body.WriteAsync(await AnswerTo(body.ToArray()));
                return;
        }
    }

    async Task<byte[]> AnswerTo(byte[] query) => Behaves switch
    {
        Manner.NotGranted => [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02],
        Manner.OtherNonce => await Reply(Changed(query, asked => (asked.GetMessageHash().ToArray(), RandomNumberGenerator.GetBytes(16)))),
        Manner.OtherBytes => await Reply(Changed(query, asked => (SHA256.HashData([1]), asked.GetNonce()!.Value.ToArray()))),
        Manner.Garbage => RandomNumberGenerator.GetBytes(3000),
        Manner.Empty => [],
        Manner.TooLong => [.. await Reply(query), .. new byte[1 << 16]],
        _ => await Reply(query),
    };

    static byte[] Changed(byte[] query, Func<Rfc3161TimestampRequest, (byte[] Hash, byte[] Nonce)> change)
    {
        Assert.That(Rfc3161TimestampRequest.TryDecode(query, out var asked, out _), Is.True);
        var (hash, nonce) = change(asked!);
        return Rfc3161TimestampRequest.CreateFromHash(hash, HashAlgorithmName.SHA256, nonce: nonce, requestSignerCertificates: true).Encode();
    }

    async Task<byte[]> Reply(byte[] query)
    {
        await _one.WaitAsync();   // openssl counts serial numbers in a file
        try
        {
            await File.WriteAllBytesAsync(At("query"), query);
            Demand("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply");
            return await File.ReadAllBytesAsync(At("reply"));
        }
        finally
        {
            _one.Release();
        }
    }

    void Demand(params string[] arguments)
    {
        var (code, said) = Run(arguments);
        if (code != 0) throw new InvalidOperationException($"openssl {arguments[0]}: {said}");
    }

    (int ExitCode, string Said) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, complained + said.Result);
    }

    string At(string name) => Path.Combine(_folder.FullName, name);
}
