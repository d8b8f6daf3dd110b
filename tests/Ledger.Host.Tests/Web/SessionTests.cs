using System.Net;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Server;
using Ledger.Host.Tests.Server;
using Ledger.Host.Web.Session;

namespace Ledger.Host.Tests.Web;

/// <summary>Sessions of the console: how they begin, what they hang on, when they end.</summary>
public sealed class SessionTests
{
    const string Page = "/console";

    static readonly Actor Owner = new("owner", Role.Administrator);

    StoryClock _clock = null!;
    Served _served = null!;
    int _accounts;

    [OneTimeSetUp]
    public async Task Start()
    {
        _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        _served = await Served.Start(new() { Rate = 0 }, _clock);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    /// <summary>On another day: no session of an earlier test goes on, no failure counts.</summary>
    [SetUp]
    public void NextDay() => _clock.MoveTo(_clock.GetUtcNow().AddDays(1));

    [Test]
    public async Task It_ends_after_thirty_idle_minutes_and_not_before()
    {
        using var visitor = await SignedIn();
        for (var visits = 0; visits < 4; visits++)
        {
            _clock.MoveTo(_clock.GetUtcNow().AddMinutes(29));
            Assert.That((await visitor.Get(Page)).Status, Is.EqualTo(HttpStatusCode.OK));
        }
        _clock.MoveTo(_clock.GetUtcNow().AddMinutes(30));
        var ended = await visitor.Get(Page);
        Assert.That(ended.AsksToSignIn);
        Assert.That((await visitor.Get(ended.Location!)).Text, Does.Contain("Сеанс закончился"));
        Assert.That(_served.Service<SessionBook>().Count, Is.Zero);
    }

    [Test]
    public async Task It_ends_after_twelve_hours_however_busy_it_is()
    {
        using var visitor = await SignedIn();
        var began = _clock.GetUtcNow();
        for (var at = began.AddMinutes(20); at < began.AddHours(12); at = at.AddMinutes(20))
        {
            _clock.MoveTo(at);
            Assert.That((await visitor.Get(Page)).Status, Is.EqualTo(HttpStatusCode.OK), $"{at - began}");
        }
        _clock.MoveTo(began.AddHours(12));
        Assert.That((await visitor.Get(Page)).AsksToSignIn);
    }

    [Test]
    public async Task It_ends_at_once_with_the_key_that_began_it()
    {
        var (prefix, key) = await Issue(Role.Officer);
        using var visitor = await SignedIn(key);
        using var elsewhere = await SignedIn(key);
        Assert.That((await _served.Ledger.Mediator.Send(new RevokeApiKey(prefix, "lost", Owner))).Refusal, Is.Null);
        Assert.That((await visitor.Get(Page)).AsksToSignIn);
        Assert.That((await elsewhere.Get(Page)).AsksToSignIn);
        Assert.That((await visitor.SignIn(key)).Text, Does.Contain("больше не действует"));
    }

    [Test]
    public async Task It_ends_when_the_key_is_replaced_or_at_the_end_of_the_grace_it_was_given()
    {
        var (prefix, key) = await Issue(Role.Officer);
        var (slowly, other) = await Issue(Role.Officer);
        using var replaced = await SignedIn(key);
        using var graced = await SignedIn(other);
        Assert.That((await _served.Ledger.Mediator.Send(new RotateApiKey(prefix, TimeSpan.Zero, Owner))).Refusal, Is.Null);
        Assert.That((await _served.Ledger.Mediator.Send(new RotateApiKey(slowly, TimeSpan.FromMinutes(10), Owner))).Refusal, Is.Null);
        Assert.That((await replaced.Get(Page)).AsksToSignIn);
        Assert.That((await graced.Get(Page)).Status, Is.EqualTo(HttpStatusCode.OK));
        _clock.MoveTo(_clock.GetUtcNow().AddMinutes(10));
        Assert.That((await graced.Get(Page)).AsksToSignIn);
    }

    [Test]
    public async Task It_ends_when_its_key_expires()
    {
        var (_, key) = await Issue(Role.Auditor, expires: _clock.GetUtcNow().AddMinutes(15));
        using var visitor = await SignedIn(key);
        Assert.That((await visitor.Get(Page)).Status, Is.EqualTo(HttpStatusCode.OK));
        _clock.MoveTo(_clock.GetUtcNow().AddMinutes(15));
        Assert.That((await visitor.Get(Page)).AsksToSignIn);
    }

    [Test]
    public async Task Signing_in_gives_a_new_name_and_ends_what_the_browser_had()
    {
        using var visitor = await SignedIn();
        var before = visitor.Session!;
        Assert.That((await visitor.SignIn((await Issue(Role.Officer)).Key)).Status, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(visitor.Session, Is.Not.EqualTo(before).And.Length.EqualTo(64));
        using var thief = Bearing(before);
        Assert.That((await thief.Get(Page)).AsksToSignIn);
        Assert.That(_served.Service<SessionBook>().Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_name_that_somebody_else_chose_is_never_taken_over()
    {
        using var visitor = Bearing(new string('a', 64));
        await visitor.SignIn((await Issue(Role.Officer)).Key);
        Assert.That(visitor.Session, Is.Not.Null.And.Not.EqualTo(new string('a', 64)));
    }

    [Test]
    public async Task Signing_out_ends_it_on_the_server_too()
    {
        using var visitor = await SignedIn();
        using var copy = Bearing(visitor.Session!);
        Assert.That((await visitor.Post("/console/sign-out", "/console/sign-out", ("_handler", "sign-out"))).Status, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(visitor.Session, Is.Null);
        Assert.That((await copy.Get(Page)).AsksToSignIn);
    }

    [Test]
    public async Task An_account_has_so_many_sessions_and_the_one_idle_longest_goes()
    {
        var (_, key) = await Issue(Role.Officer);
        List<Visitor> visitors = [];
        for (var count = 0; count < SessionBook.OfAccountMax + 1; count++)
        {
            visitors.Add(await SignedIn(key));
            _clock.MoveTo(_clock.GetUtcNow().AddSeconds(1));
        }
        Assert.That((await visitors[0].Get(Page)).AsksToSignIn);
        Assert.That((await visitors[1].Get(Page)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_served.Service<SessionBook>().Count, Is.EqualTo(SessionBook.OfAccountMax));
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Test]
    public void There_is_a_most_of_all_sessions_and_what_has_ended_leaves()
    {
        var book = _served.Service<SessionBook>();
        for (var count = 0; count < SessionBook.AllMax + 3; count++) book.Begin(new ActorIdentity(Owner, $"account {count}", 0), null);
        Assert.That(book.Count, Is.EqualTo(SessionBook.AllMax));
        _clock.MoveTo(_clock.GetUtcNow().AddHours(1));
        book.Begin(new ActorIdentity(Owner, "account", 0), null);
        Assert.That(book.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_service_cannot_sign_in_and_is_told_why()
    {
        using var visitor = new Visitor(_served.Address);
        var shown = await visitor.SignIn((await Issue(Role.Publisher)).Key);
        Assert.That(shown.Text, Does.Contain("Это ключ сервиса"));
        Assert.That(visitor.Session, Is.Null);
    }

    [Test]
    public async Task Each_role_begins_at_its_own_page_or_where_it_wanted_to()
    {
        foreach (var (role, first) in new[] { (Role.Officer, Page), (Role.Auditor, Page), (Role.Administrator, Page), (Role.Regulator, "/console/inquiries") })
        {
            using var visitor = new Visitor(_served.Address);
            Assert.That((await visitor.SignIn((await Issue(role)).Key)).Location, Does.EndWith(first), $"{role}");
            using var wanting = new Visitor(_served.Address);
            Assert.That((await wanting.SignIn((await Issue(role)).Key, "?back=%2Fconsole%2Fsign-out")).Location, Does.EndWith("/console/sign-out"), $"{role}");
        }
        using var regulator = await SignedIn((await Issue(Role.Regulator)).Key);
        Assert.That((await regulator.Get(Page)).Location, Is.EqualTo("/console/inquiries"));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example")]
    [TestCase("/console\\..\\..\\evil")]
    [TestCase("/consolex")]
    [TestCase("/keys")]
    [TestCase("javascript:alert(1)")]
    [TestCase("/console/\r\nSet-Cookie: a=b")]
    public async Task Nobody_is_led_anywhere_else(string back)
    {
        using var visitor = new Visitor(_served.Address);
        var key = (await Issue(Role.Officer)).Key;
        Assert.That((await visitor.SignIn(key, $"?back={Uri.EscapeDataString(back)}")).Location, Does.EndWith(Page));
        Assert.That((await visitor.Get($"/console/look?language=ru&back={Uri.EscapeDataString(back)}")).Location, Is.EqualTo(Page));
        Assert.That((await visitor.Get($"/console/sign-in/done?back={Uri.EscapeDataString(back)}")).Text, Does.Contain("0; url=/console\"").And.Contain("primary\" href=\"/console\""));
    }

    [Test]
    public async Task Guessing_is_slowed_down_by_address_and_a_right_key_costs_nothing()
    {
        var (_, key) = await Issue(Role.Officer);
        using var visitor = new Visitor(_served.Address);
        for (var right = 0; right < 15; right++) Assert.That((await visitor.SignIn(key)).Status, Is.EqualTo(HttpStatusCode.Redirect));
        var (tries, last) = (0, default(Visitor.Shown));
        while (tries++ < 60 && last?.Status != HttpStatusCode.TooManyRequests) last = await visitor.SignIn($"ledger_{tries:x12}_{new string('x', 43)}");
        Assert.That(last!.Text, Does.Contain("Слишком много неудачных попыток"));
        Assert.That(tries, Is.GreaterThan(10));
    }

    [Test]
    public async Task An_address_in_other_letters_is_the_same_page_under_the_same_rules()
    {
        var (_, key) = await Issue(Role.Officer);
        using var visitor = new Visitor(_served.Address);
        Assert.That((await visitor.Get("/Console/sign-in")).Headers["Content-Security-Policy"], Does.Contain("frame-ancestors 'none'"));
        Assert.That((await visitor.Get("/Console/trust", ("Authorization", $"Bearer {key}"))).AsksToSignIn, "a key in a request opens no page");
        Assert.That((await visitor.Get("/Own/open")).Headers["Content-Security-Policy"], Does.Contain("default-src 'none'"));
    }

    [Test]
    public void Reasons_are_kept_for_so_many_persons()
    {
        var notes = new SessionNotes();
        for (var person = 0; person <= SessionNotes.PersonsMax; person++) notes.Remember($"p-{person}", $"inquiry {person}");
        notes.Remember("p-1", "inquiry again");
        Assert.That((notes.ReasonFor("p-0"), notes.ReasonFor("p-1"), notes.ReasonFor($"p-{SessionNotes.PersonsMax}")), Is.EqualTo(((string?)null, "inquiry again", $"inquiry {SessionNotes.PersonsMax}")));
    }

    async Task<Visitor> SignedIn(string? key = null)
    {
        var visitor = new Visitor(_served.Address);
        Assert.That((await visitor.SignIn(key ?? (await Issue(Role.Officer)).Key)).Status, Is.EqualTo(HttpStatusCode.Redirect));
        return visitor;
    }

    Visitor Bearing(string session)
    {
        var visitor = new Visitor(_served.Address);
        visitor.Take([new Cookie("ledger-session", session, Page, _served.Address.Host)]);
        return visitor;
    }

    async Task<(string Prefix, string Key)> Issue(Role role, DateTimeOffset? expires = null)
    {
        var key = await _served.Ledger.Get<ApiKeys>().Issue(new($"{Roles.NameOf(role)}-{++_accounts}", role) { Rate = 0, Expires = expires, Inquiries = role == Role.Regulator ? ["1"] : [] }, default);
        return (key.Split('_')[1], key);
    }
}
