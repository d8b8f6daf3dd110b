using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Server;
using Ledger.Host.Tests.Server;
using Ledger.Host.Web.Session;

namespace Ledger.Host.Tests.Web;

/// <summary>Signing in at an OpenID Connect issuer: what it comes to, and what no forged, foreign, old or second answer comes to.</summary>
public sealed class IssuerSignInTests
{
    const string Begin = "/console/sign-in/issuer", CallBack = "/console/oidc";

    static readonly SigningKey Key = SigningKey.Rsa("rsa-1");

    Issuer _issuer = null!;
    StoryClock _clock = null!;
    Served _served = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _clock = new(TimeProvider.System.GetUtcNow());
        _issuer = await Issuer.Start("localhost");
        _issuer.Clock = _clock;
        _served = await Served.Start(Settings(), _clock);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _served.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    /// <summary>The issuer is honest, and what failed a day before does not count.</summary>
    [SetUp]
    public void NextDay()
    {
        _clock.MoveTo(_clock.GetUtcNow().AddDays(1));
        _issuer.Publish(Key);
        (_issuer.SignIns.Sign, _issuer.SignIns.Changes) = (claims => Key.Token(claims), []);
    }

    [Test]
    public async Task A_browser_goes_there_and_comes_back_signed_in_though_the_sites_are_not_the_same()
    {
        await using var user = await ConsoleUser.Open(_served.Address, new());
        await user.Go("/console/sign-in");
        await user.Picture("sign-in-issuer");
        await user.Page.ClickAsync("text=Войти через учётную запись организации");
        await Assertions.Has(user, "h1", "Сегодня");
        Assert.That(new Uri(user.Page.Url).PathAndQuery, Is.EqualTo("/console"));
        Assert.That(user.Complaints.Where(complaint => !complaint.StartsWith($"asked {_issuer.Address}/authorize", StringComparison.Ordinal)), Is.Empty);
        await Assertions.Has(user, ".who", "officer-7");
    }

    [Test]
    public async Task The_way_there_carries_state_nonce_and_a_challenge_and_no_secret()
    {
        using var visitor = new Visitor(_served.Address);
        var sent = await visitor.Get($"{Begin}?back=%2Fconsole%2Fsign-out");
        await visitor.Get(sent.Location!);
        var asked = _issuer.SignIns.Asked;
        Assert.That((asked["response_type"], asked["client_id"], asked["code_challenge_method"], asked["redirect_uri"], asked["scope"]),
            Is.EqualTo(("code", IssuerSignIns.Client, "S256", new Uri(_served.Address, CallBack).AbsoluteUri, "openid")));
        Assert.That(new[] { asked["state"], asked["nonce"], asked["code_challenge"] }, Has.All.Property("Count").EqualTo(1).And.All.Matches<object>(value => $"{value}".Length >= 43));
        Assert.That(sent.Location, Does.Not.Contain(IssuerSignIns.Secret).And.Not.Contain("sign-out"));
        var cookies = visitor.Cookies.Where(cookie => cookie.Name.StartsWith("ledger-issuer-", StringComparison.Ordinal)).ToList();
        Assert.That(cookies.Select(cookie => (cookie.Path, cookie.HttpOnly)), Is.EqualTo(Enumerable.Repeat((CallBack, true), 2)));
        Assert.That(sent.Headers["Set-Cookie"].Split('\n'), Is.All.Contains("samesite=lax"));
    }

    [Test]
    public async Task What_was_wanted_is_reached_and_the_code_does_not_stay_in_the_address()
    {
        using var visitor = new Visitor(_served.Address);
        var back = await Through(visitor, $"{Begin}?back=%2Fconsole%2Fsign-out");
        Assert.That(back.Location, Is.EqualTo("/console/sign-in/done?back=%2Fconsole%2Fsign-out"));
        Assert.That((await visitor.Get(back.Location!)).Text, Does.Contain("content=\"0; url=/console/sign-out\""));
        Assert.That((await visitor.Get("/console")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(visitor.Cookies.Select(cookie => cookie.Name), Has.None.StartsWith("ledger-issuer-"));
    }

    [Test]
    public async Task Nobody_is_led_to_another_place_afterwards()
    {
        using var visitor = new Visitor(_served.Address);
        Assert.That((await Through(visitor, $"{Begin}?back=https%3A%2F%2Fevil.example%2F")).Location, Is.EqualTo("/console/sign-in/done?back=%2Fconsole"));
    }

    [Test]
    public async Task The_session_ends_with_the_token()
    {
        using var visitor = new Visitor(_served.Address);
        await Through(visitor, Begin);
        for (var minutes = 0; minutes < 50; minutes += 25)
        {
            _clock.MoveTo(_clock.GetUtcNow().AddMinutes(25));
            Assert.That((await visitor.Get("/console")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
        _clock.MoveTo(_clock.GetUtcNow().AddMinutes(10));
        Assert.That((await visitor.Get("/console")).AsksToSignIn);
    }

    [TestCase("officer", "/console")]
    [TestCase("auditor", "/console")]
    [TestCase("regulator", "/console/inquiries")]
    public async Task The_role_is_that_of_the_token(string role, string first)
    {
        _issuer.SignIns.Changes = [("roles", role), ("inquiries", new[] { "1" })];
        using var visitor = new Visitor(_served.Address);
        Assert.That((await Through(visitor, Begin)).Location, Does.EndWith(Uri.EscapeDataString(first)));
        Assert.That((await visitor.Get(first)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    static IEnumerable<TestCaseData> NotGenuine()
    {
        TestCaseData Case(string name, Func<Issuer, Dictionary<string, object?>, string> sign) => new TestCaseData(sign).SetArgDisplayNames(name);
        Func<Issuer, Dictionary<string, object?>, string> With(string claim, object? value) => (_, claims) => Key.Token(new(claims) { [claim] = value });
        yield return Case("another nonce", With("nonce", "of-somebody-else"));
        yield return Case("no nonce", (_, claims) => Key.Token(claims.Where(claim => claim.Key != "nonce").ToDictionary()));
        yield return Case("another issuer", With("iss", "https://evil.example"));
        yield return Case("for the interface, not for the console", With("aud", "ledger"));
        yield return Case("for two, of whom another asked", (_, claims) => Key.Token(new(claims) { ["aud"] = new[] { IssuerSignIns.Client, "x" }, ["azp"] = "x" }));
        yield return Case("expired", (_, claims) => Key.Token(new(claims) { ["exp"] = (long)claims["iat"]! - 120 }));
        yield return Case("alg none", (_, claims) => (Key with { Algorithm = "none", Sign = _ => [] }).Token(claims));
        yield return Case("HS256 with the client's secret", (_, claims) => Key.AsSecret(Encoding.UTF8.GetBytes(IssuerSignIns.Secret)).Token(claims));
        yield return Case("HS256 with the public key", (_, claims) => Key.AsSecret(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Key.Public))).Token(claims));
        yield return Case("signed by a stranger under a known name", (_, claims) => SigningKey.Rsa("rsa-1").Token(claims));
        yield return Case("signed by a stranger", (_, claims) => SigningKey.Rsa("rsa-9").Token(claims));
        yield return Case("no token at all", (_, _) => "a.b.c");
    }

    [TestCaseSource(nameof(NotGenuine))]
    public async Task What_is_not_genuine_begins_no_session(object sign)
    {
        _issuer.SignIns.Sign = claims => ((Func<Issuer, Dictionary<string, object?>, string>)sign)(_issuer, claims);
        await Refused(SignInAnswer.IssuerRefused);
    }

    [TestCase("roles", "king", SignInAnswer.Unfit)]
    [TestCase("roles", null, SignInAnswer.Unfit)]
    [TestCase("sub", "Иван Петров", SignInAnswer.Unfit)]
    [TestCase("roles", "publisher", SignInAnswer.Service)]
    public async Task A_genuine_token_without_a_role_here_or_an_account_begins_none(string claim, object? value, object answer)
    {
        _issuer.SignIns.Changes = [(claim, value)];
        await Refused((SignInAnswer)answer);
    }

    [Test]
    public async Task An_answer_without_our_state_or_with_that_of_another_browser_begins_no_session()
    {
        var before = _issuer.SignIns.Codes;
        using var visitor = new Visitor(_served.Address);
        using var victim = new Visitor(_served.Address);
        var mine = (await visitor.Get((await visitor.Get(Begin)).Location!)).Location!;
        await victim.Get(Begin);
        foreach (var address in new[] { mine, $"{CallBack}?code=code-1&state=made-up", $"{CallBack}?code=code-1", CallBack, $"{CallBack}?error=access_denied", $"{CallBack}?id_token=a.b.c" })
        {
            Assert.That((await victim.Get(address)).Location, Does.StartWith("/console/sign-in?said="), address);
            Assert.That(victim.Session, Is.Null, address);
        }
        Assert.That(_issuer.SignIns.Codes, Is.EqualTo(before), "nobody asked for tokens");
        Assert.That((await visitor.Get(mine)).Location, Does.StartWith("/console/sign-in/done"));
    }

    [Test]
    public async Task An_answer_counts_once()
    {
        var (taken, refused) = _issuer.SignIns.Codes;
        using var visitor = new Visitor(_served.Address);
        var answer = (await visitor.Get((await visitor.Get(Begin)).Location!)).Location!;
        var cookies = visitor.Cookies.ToList();
        await visitor.Get(answer);
        var session = visitor.Session;
        Assert.That((await visitor.Get(answer)).Location, Does.StartWith("/console/sign-in?said="));
        using var thief = new Visitor(_served.Address);
        thief.Take(cookies);
        Assert.That((await thief.Get(answer)).Location, Does.StartWith("/console/sign-in?said="), "with the cookies of the first time the code alone is left, and that is used");
        Assert.That((thief.Session, _issuer.SignIns.Codes), Is.EqualTo(((string?)null, (taken + 1, refused + 1))));
        Assert.That(session, Is.Not.Null);
    }

    [Test]
    public async Task A_new_key_of_the_issuer_is_known_at_the_first_sign_in()
    {
        using var before = new Visitor(_served.Address);
        await Through(before, Begin);
        var next = SigningKey.Ec("ec-2");
        _issuer.Publish(next);
        _issuer.SignIns.Sign = claims => next.Token(claims);
        _clock.MoveTo(_clock.GetUtcNow().AddSeconds(10));
        using var visitor = new Visitor(_served.Address);
        Assert.That((await Through(visitor, Begin)).Location, Does.StartWith("/console/sign-in/done"));
    }

    [Test]
    public async Task Who_knocks_while_it_is_too_early_does_not_wait_the_longer_for_it()
    {
        using var visitor = new Visitor(_served.Address);
        for (var tries = 0; tries < 40; tries++) await visitor.Get($"{CallBack}?code=code-1&state=made-up");
        Assert.That((await visitor.Get($"{CallBack}?code=code-1&state=made-up")).Location, Does.EndWith($"said={SignInAnswer.TooOften}"));
        _clock.MoveTo(_clock.GetUtcNow().AddSeconds(7));
        Assert.That((await Through(visitor, Begin)).Location, Does.StartWith("/console/sign-in/done"));
    }

    [Test]
    public async Task While_the_issuer_is_away_one_is_told_so_and_keys_still_sign_in()
    {
        await using var alone = await Served.Start(Settings() with { Oidc = Settings().Oidc! with { Issuer = new("http://127.0.0.1:9") } });
        using var visitor = new Visitor(alone.Address);
        var sent = await visitor.Get(Begin);
        Assert.That((await visitor.Get(sent.Location!)).Text, Does.Contain("Служба входа сейчас не отвечает"));
        Assert.That((await visitor.SignIn(await alone.Ledger.Get<ApiKeys>().Issue(new("officer-1", Role.Officer), default))).Status, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task Behind_what_ends_tls_the_address_is_the_one_that_browsers_have_and_cookies_are_secure()
    {
        await using var behind = await Served.Start(Settings() with { PublicUrl = new("https://ledger.example.org") }, _clock);
        using var visitor = new Visitor(behind.Address);
        var sent = await visitor.Get(Begin);
        Assert.That(Uri.UnescapeDataString(sent.Location!), Does.Contain("redirect_uri=https://ledger.example.org/console/oidc"));
        Assert.That(sent.Headers["Set-Cookie"].Split('\n'), Is.All.Contains("; secure"));
    }

    [Test]
    public async Task Without_a_client_there_is_no_such_way_in()
    {
        await using var without = await Served.Start(Settings() with { Oidc = new(new(_issuer.Address), "ledger") });
        using var visitor = new Visitor(without.Address);
        Assert.That((await visitor.Get("/console/sign-in")).Text, Does.Not.Contain(Begin));
        Assert.That((await visitor.Get(Begin)).AsksToSignIn);
    }

    async Task Refused(SignInAnswer answer)
    {
        using var visitor = new Visitor(_served.Address);
        var back = await Through(visitor, Begin);
        Assert.That((back.Location, visitor.Session), Is.EqualTo(($"/console/sign-in?said={answer}", (string?)null)));
        Assert.That((await visitor.Get(back.Location!)).Text, Does.Contain("role=\"alert\""));
    }

    static async Task<Visitor.Shown> Through(Visitor visitor, string begin) => await visitor.Get((await visitor.Get((await visitor.Get(begin)).Location!)).Location!);

    ServerSettings Settings() => new() { Rate = 0, Oidc = new(new(_issuer.Address), "ledger") { ClientId = IssuerSignIns.Client, ClientSecret = IssuerSignIns.Secret } };
}
