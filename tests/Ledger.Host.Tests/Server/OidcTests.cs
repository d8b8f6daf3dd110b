using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server;

namespace Ledger.Host.Tests.Server;

/// <summary>Tokens of an OpenID Connect issuer beside keys. /keys answers the administrator, /checkpoint every role.</summary>
public sealed class OidcTests
{
    static readonly SigningKey Rsa = SigningKey.Rsa("rsa-1"), Ec = SigningKey.Ec("ec-1"), Pss = SigningKey.Rsa("pss-1", "PS256");

    Issuer _issuer = null!;
    Served _served = null!;

    [SetUp]
    public async Task Start()
    {
        _issuer = await Issuer.Start();
        _issuer.Publish(Rsa, Ec, Pss);
        _served = await Served.Start(Settings());
    }

    [TearDown]
    public async Task Stop()
    {
        await _served.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public async Task A_token_opens_what_its_role_opens()
    {
        foreach (var key in new[] { Rsa, Ec, Pss })
        {
            Assert.That(await Ask(key.Token(_issuer.Claims())), Served.Answered, key.Kid);
            Assert.That(await Ask(key.Token(_issuer.Claims()), "/keys"), Is.EqualTo(HttpStatusCode.Forbidden), key.Kid);
            Assert.That(await Ask(key.Token(_issuer.Claims(("roles", "administrator"))), "/keys"), Is.EqualTo(HttpStatusCode.OK), key.Kid);
        }
        Assert.That(_issuer.Asked, Is.EqualTo(1), "the keys are kept");
    }

    static IEnumerable<TestCaseData> NotGenuine()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        TestCaseData Case(string name, Func<Issuer, string> token) => new TestCaseData(token).SetArgDisplayNames(name);
        yield return Case("another audience", i => Rsa.Token(i.Claims(("aud", "billing"))));
        yield return Case("no audience", i => Rsa.Token(i.Claims(("aud", null))));
        yield return Case("another issuer", i => Rsa.Token(i.Claims(("iss", "https://evil.example"))));
        yield return Case("expired", i => Rsa.Token(i.Claims(("exp", now - 120))));
        yield return Case("no end", i => Rsa.Token(i.Claims(("exp", null))));
        yield return Case("not yet", i => Rsa.Token(i.Claims(("nbf", now + 36_000), ("exp", now + 72_000))));
        yield return Case("alg none", i => Rsa.Token(i.Claims(), ("alg", "none")));
        yield return Case("alg none without a signature", i => (Rsa with { Algorithm = "none", Sign = _ => [] }).Token(i.Claims()));
        yield return Case("HS256 with the public key", i => Rsa.AsSecret(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Rsa.Public))).Token(i.Claims()));
        yield return Case("HS256 with the modulus", i => Rsa.AsSecret(Encoding.UTF8.GetBytes(JsonSerializer.SerializeToElement(Rsa.Public).GetProperty("n").GetString()!)).Token(i.Claims()));
        yield return Case("signed by a stranger under a known name", i => SigningKey.Rsa("rsa-1").Token(i.Claims()));
        yield return Case("signed by a stranger who brings his key", i => SigningKey.Rsa("new") is var key ? key.Token(i.Claims(), ("jwk", key.Public)) : "");
        yield return Case("RS256 said, PS256 made", i => (Pss with { Algorithm = "RS256" }).Token(i.Claims()));
        yield return Case("something critical", i => Rsa.Token(i.Claims(), ("crit", new[] { "exp" })));
        yield return Case("changed afterwards", i => Rsa.Token(i.Claims()) is var token ? string.Join('.', token.Split('.')[0], Rsa.Token(i.Claims(("roles", "administrator"))).Split('.')[1], token.Split('.')[2]) : "");
        yield return Case("two subjects", i => Rsa.Token(i.Claims(("sub", new[] { "a", "b" }))));
        yield return Case("no JSON", _ => "a.b.c");
        yield return Case("five parts", i => Rsa.Token(i.Claims()) + ".a.b");
    }

    [TestCaseSource(nameof(NotGenuine))]
    public async Task What_is_not_genuine_is_a_401(object token) =>
        Assert.That(await Ask(((Func<Issuer, string>)token)(_issuer)), Is.EqualTo(HttpStatusCode.Unauthorized));

    static IEnumerable<TestCaseData> Unfit()
    {
        yield return new("roles", null);
        yield return new("roles", "king");
        yield return new("roles", new[] { "officer", "auditor" });
        yield return new("roles", 7);
        yield return new("sub", null);
        yield return new("sub", "Иван Петров");
        yield return new("sub", "ivan@example.org");
        yield return new("sub", "own-page");
    }

    [TestCaseSource(nameof(Unfit))]
    public async Task A_genuine_token_without_one_role_or_an_account_is_a_403_and_is_not_repeated(string claim, object? value)
    {
        using var answer = await Client(Rsa.Token(_issuer.Claims((claim, value)))).GetAsync("/checkpoint");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("not-allowed").And.Not.Contain("ivan"));
    }

    [Test]
    public async Task Roles_of_others_beside_ours_do_not_matter() =>
        Assert.That(await Ask(Rsa.Token(_issuer.Claims(("roles", new[] { "offline_access", "auditor", "auditor" })))), Served.Answered);

    [Test]
    public async Task Claims_may_be_named_otherwise_and_nested()
    {
        await _served.Restart(Settings() with { Oidc = Settings().Oidc! with { RoleClaim = "realm_access.roles", NameClaim = "client_id" } });
        var claims = _issuer.Claims(("realm_access", new { roles = new[] { "administrator" } }), ("client_id", "console"), ("roles", null), ("sub", "Ivan Petrov"));
        Assert.That(await Ask(Rsa.Token(claims), "/keys"), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_new_key_of_the_issuer_is_found_and_an_old_one_forgotten()
    {
        Assert.That(await Ask(Rsa.Token(_issuer.Claims())), Served.Answered);
        var next = SigningKey.Ec("ec-2");
        _issuer.Publish(next);
        Assert.That(await Accepted(next.Token(_issuer.Claims())), Is.True);
        Assert.That(await Ask(Rsa.Token(_issuer.Claims())), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Nobody_can_make_the_ledger_ask_the_issuer_again_and_again()
    {
        for (var i = 0; i < 30; i++) Assert.That(await Ask(SigningKey.Ec($"made-up-{i}").Token(_issuer.Claims())), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(_issuer.Asked, Is.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task While_the_issuer_is_away_tokens_get_a_503_and_keys_still_work()
    {
        await _issuer.DisposeAsync();
        using var answer = await Client(Rsa.Token(_issuer.Claims())).GetAsync("/checkpoint");
        Assert.That((answer.StatusCode, answer.Headers.RetryAfter is not null), Is.EqualTo((HttpStatusCode.ServiceUnavailable, true)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.IssuerUnreachable));
        Assert.That((await (await _served.Client(Role.Auditor)).GetAsync("/checkpoint")).StatusCode, Served.Answered);
        Assert.That((await Client(Rsa.Token(_issuer.Claims())).GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Without_an_issuer_in_the_settings_no_token_opens_anything()
    {
        await _served.Restart();
        Assert.That(await Ask(Rsa.Token(_issuer.Claims())), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    ServerSettings Settings() => new() { Rate = 0, Oidc = new(new(_issuer.Address), "ledger") };

    HttpClient Client(string token)
    {
        var client = _served.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    async Task<HttpStatusCode> Ask(string token, string path = "/checkpoint")
    {
        using var answer = await Client(token).GetAsync(path);
        return answer.StatusCode;
    }

    async Task<bool> Accepted(string token)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await Ask(token) != HttpStatusCode.Unauthorized) return true;
            await Task.Delay(200);
        }
        return false;
    }
}
