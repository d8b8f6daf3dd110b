using System.Net;
using System.Text.RegularExpressions;
using Ledger.Access;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Web;

/// <summary>Who may do what in the console: the table of docs/console.md against the running server, every address times every role; and what every answer must say.</summary>
public sealed partial class ConsoleRolesTests
{
    Served _served = null!;
    Dictionary<Role, Visitor> _visitors = null!;
    List<ConsoleRow> _rows = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0 });
        _visitors = [];
        _rows = [.. ConsoleRow.Documented.Where(row => ConsoleRow.Mapped(_served).Contains(row.Name))];
        foreach (var role in ConsoleRow.People) _visitors.Add(role, await SignedIn(role));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var visitor in _visitors.Values) visitor.Dispose();
        await _served.DisposeAsync();
    }

    [Test]
    public void Every_address_has_its_row_and_every_row_its_address()
    {
        var (mapped, documented) = (ConsoleRow.Mapped(_served).ToList(), ConsoleRow.Documented.Select(row => row.Name).ToList());
        Assert.Multiple(() =>
        {
            Assert.That(documented, Is.Unique);
            Assert.That(mapped.Except(documented), Is.Empty, "without a row: add '| METHODS | `path` | officer | auditor | regulator | administrator | nobody |' to docs/console.md, Who may");
            Assert.That(documented.Except(mapped), Is.Empty, "rows of docs/console.md, Who may, that nothing answers");
        });
    }

    [Test]
    public async Task An_address_answers_the_roles_of_its_row_and_no_others()
    {
        foreach (var row in _rows.Where(row => row.Method.Contains("GET", StringComparison.Ordinal)))
        {
            using var nobody = new Visitor(_served.Address);
            Demand(row, null, await nobody.Get(row.Example));
            foreach (var (role, visitor) in _visitors) Demand(row, role, await visitor.Get(row.Example));
        }
    }

    [Test]
    public async Task A_form_counts_only_with_the_token_of_its_session()
    {
        var foreign = (await _visitors[Role.Auditor].Get("/console/sign-out")).FormToken;
        foreach (var row in _rows.Where(row => row.Method.Contains("POST", StringComparison.Ordinal)))
            foreach (var (role, visitor) in _visitors)
            {
                var (without, wrong) = (await visitor.PostAs(row.Example, [("_handler", "x")]), await visitor.PostAs(row.Example, [("_handler", "x"), ("__RequestVerificationToken", foreign)]));
                var expected = row.Anybody || row.Roles.Contains(role) ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden;
                Assert.That(without.Status, Is.EqualTo(expected).Or.EqualTo(HttpStatusCode.Redirect), $"{row.Name} {role} without a token");
                if (role != Role.Auditor) Assert.That(wrong.Status, Is.EqualTo(expected).Or.EqualTo(HttpStatusCode.Redirect), $"{row.Name} {role} with another's token");
                if (without.Status == HttpStatusCode.Redirect) Assert.That(without.Location, Is.EqualTo("/console/inquiries"), row.Name);
                Marked(row, without);
            }
    }

    [Test]
    public async Task Who_is_not_signed_in_sends_no_form()
    {
        using var nobody = new Visitor(_served.Address);
        foreach (var row in _rows.Where(row => row.Method.Contains("POST", StringComparison.Ordinal) && !row.Anybody))
            Assert.That((await nobody.Post(row.Example, Visitor.SignInPath, ("_handler", "x"))).AsksToSignIn, row.Name);
    }

    [Test]
    public async Task A_key_opens_no_page_and_a_session_opens_nothing_else()
    {
        var key = await _served.Ledger.Get<ApiKeys>().Issue(new("administrator-9", Role.Administrator), default);
        using var bearer = new Visitor(_served.Address);
        foreach (var row in _rows.Where(row => !row.Anybody && row.Method.Contains("GET", StringComparison.Ordinal)))
            Assert.That((await bearer.Get(row.Example, ("Authorization", $"Bearer {key}"))).AsksToSignIn, row.Name);
        foreach (var row in RoleRow.Documented.Where(row => row is { Anybody: false, Method: "GET" }))
            Assert.That((await _visitors[Role.Administrator].Get(row.Example, ("Cookie", $"ledger-session={_visitors[Role.Administrator].Session}"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized), row.Name);
    }

    [Test]
    public async Task The_cookies_are_seen_by_no_script_and_sent_by_no_other_site()
    {
        using var visitor = new Visitor(_served.Address);
        var set = new[] { (await visitor.Get(Visitor.SignInPath)).Headers["Set-Cookie"], (await visitor.SignIn(await Key(Role.Officer))).Headers["Set-Cookie"], (await visitor.Get("/console/look?language=ru")).Headers["Set-Cookie"] };
        foreach (var cookie in set.SelectMany(lines => lines.Split('\n')))
            Assert.That(cookie.ToLowerInvariant(), Does.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/console").And.Not.Contain("domain="));
        Assert.That(set[1].ToLowerInvariant(), Does.Not.Contain("expires").And.Not.Contain("max-age"), "it goes with the browser");
    }

    [Test]
    public async Task By_https_they_are_secure_and_of_this_host_alone()
    {
        await using var behind = await Served.Start(new() { Rate = 0, PublicUrl = new("https://ledger.example.org") });
        using var visitor = new Visitor(behind.Address);
        var form = await visitor.Get(Visitor.SignInPath);
        var forms = form.Headers["Set-Cookie"].Split(';')[0];
        Assert.That(form.Headers["Set-Cookie"], Does.Contain("; secure"));
        var key = await behind.Ledger.Get<ApiKeys>().Issue(new("officer-1", Role.Officer), default);
        using var raw = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = behind.Address };
        using var signIn = new HttpRequestMessage(HttpMethod.Post, Visitor.SignInPath)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["key"] = key, ["__RequestVerificationToken"] = form.FormToken }), Headers = { { "Cookie", forms } },
        };
        using var signedIn = await raw.SendAsync(signIn);
        var session = signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Contains("ledger-session", StringComparison.Ordinal));
        Assert.That(session, Does.StartWith("__Host-ledger-session=").And.Contain("; path=/; secure; samesite=strict; httponly"));
        using var page = new HttpRequestMessage(HttpMethod.Get, "/console") { Headers = { { "Cookie", session.Split(';')[0] } } };
        Assert.That((await raw.SendAsync(page)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    static void Demand(ConsoleRow row, Role? role, Visitor.Shown shown)
    {
        var place = $"{row.Name} {role?.ToString() ?? "nobody"}";
        if (row.Anybody || (role is { } known && row.Roles.Contains(known)))
        {
            Assert.That(shown.AsksToSignIn, Is.False, place);
            Assert.That((int)shown.Status, Is.Not.EqualTo(403).And.Not.EqualTo(401).And.LessThan(500), place);
        }
        else if (role is null) Assert.That(shown.AsksToSignIn, place);
        else if (shown.Status == HttpStatusCode.Redirect) Assert.That((row.Path, role, shown.Location), Is.EqualTo(("/console", Role.Regulator, "/console/inquiries")), place);
        else Assert.That((shown.Status, shown.Text.Contains("<code>not-allowed</code>", StringComparison.Ordinal), shown.Text.Contains("<table", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.Forbidden, true, false)), place);
        if (row.Path != "/") Marked(row, shown);
    }

    /// <summary>What every answer tells the browser, whatever it is; and that no page has script or style of its own.</summary>
    static void Marked(ConsoleRow row, Visitor.Shown shown)
    {
        var policy = shown.Headers.GetValueOrDefault("Content-Security-Policy") ?? "";
        Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self'; style-src 'self';").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe").And.Not.Contain("*"), row.Name);
        Assert.That((shown.Headers["X-Content-Type-Options"], shown.Headers["Referrer-Policy"], shown.Headers["Cross-Origin-Opener-Policy"]), Is.EqualTo(("nosniff", "same-origin", "same-origin")), row.Name);
        if (!row.Path.Contains("/assets/", StringComparison.Ordinal)) Assert.That(shown.Headers["Cache-Control"], Is.EqualTo("no-store"), row.Name);
        if (shown.Headers.GetValueOrDefault("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) is true) Assert.That(Inline().Matches(shown.Text).Select(found => found.Value), Is.Empty, row.Name);
    }

    async Task<Visitor> SignedIn(Role role)
    {
        var visitor = new Visitor(_served.Address);
        Assert.That((await visitor.SignIn(await Key(role))).Status, Is.EqualTo(HttpStatusCode.Redirect));
        return visitor;
    }

    async Task<string> Key(Role role) => await _served.Ledger.Get<ApiKeys>().Issue(new($"{Roles.NameOf(role)}-1", role) { Rate = 0, Inquiries = role == Role.Regulator ? ["1"] : [] }, default);

    [GeneratedRegex("<script(?![^>]* src=)[^>]*>|<style|<[^>]+ style=|<[^>]+ on[a-z]+=|href=\"javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
