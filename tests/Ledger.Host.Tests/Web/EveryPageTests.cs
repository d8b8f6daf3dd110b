using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Web.Own;
using Ledger.Host.Web.Session;
using Ledger.Intake;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>
/// Every page of the console, as the endpoints name them, and the person's own page, over a ledger in which every text somebody can publish holds markup: opened
/// by officers in both languages, an auditor, a regulator and the person, each in a browser of their own, looked at for what was made of the text, and by axe-core.
/// </summary>
public sealed class EveryPageTests
{
    /// <summary>The end of the way from an issuer: it leads on before one could look at it.</summary>
    const string LeadsOn = "/console/sign-in/done";

    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    static readonly Actor Publisher = new("officer-9", Role.Officer);

    static readonly ConsoleLook Russian = new(), English = new("en-GB");

    /// <summary>What the person's own page shows when it is asked for: before something is withdrawn, after, and after a choice.</summary>
    static readonly string[] OwnViews = ["/own?withdraw=*", "/own?said=withdrawn", "/own?said=chosen"];

    /// <summary>With the door before it, the page itself and what is left when it was closed.</summary>
    static readonly int OwnPages = OwnViews.Length + 3;

    static readonly string[] Registers = ["disclosures", "duties", "findings", "inquiries", "incidents", "recipients", "systems", "access", "policies"];

    ConsoleStage _stage = null!;
    Dictionary<string, string> _examples = null!;
    string _person = "";
    PageWalk[] _console = [], _own = [];
    int _taken;

    IEnumerable<PageWalk> Walks => _console.Concat(_own);

    PageWalk Officer => _console[0];

    PageWalk Regulator => _console[^1];

    IEnumerable<string> Pages => ConsoleRow.Pages(_stage.Served).Where(page => page != LeadsOn);

    [OneTimeSetUp]
    public async Task Walk()
    {
        _stage = await ConsoleStage.Start(Now);
        await Publish();
        var (officer, officerAbroad) = (await SignedIn(Role.Officer, Russian), await SignedIn(Role.Officer, English));
        var (auditor, regulator) = (await SignedIn(Role.Auditor, Russian), await SignedIn(Role.Regulator, English));
        _console = [new("officer ru", officer, dark: true), new("officer en", officerAbroad), new("auditor ru", auditor), new("regulator en", regulator)];
        _own = [new("person ru", await _stage.Visit(Russian), dark: true), new("person en", await _stage.Visit(English))];
        await Task.WhenAll(
        [
            Over(Officer, Pages.SelectMany(Addresses)), Over(_console[1], Pages.SelectMany(Addresses)), Over(_console[2], Theirs(Role.Auditor)), Over(Regulator, Theirs(Role.Regulator)), .. _own.Select(Own),
        ]);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public void Enough_of_the_markup_was_taken_to_be_shown_and_stands_there_as_text()
    {
        Assert.That(_taken, Is.GreaterThan(150));
        Assert.That(Walks.Where(walk => walk != Regulator).Select(walk => walk.Text), Is.All.Contains(HostileTexts.Shown));
        Assert.That(Walks.Select(walk => walk.Pages), Is.EqualTo(new[] { Officer.Pages, Officer.Pages, Theirs(Role.Auditor).Count, Theirs(Role.Regulator).Count, OwnPages, OwnPages }));
        Assert.That((Officer.Pages, Theirs(Role.Auditor).Count), Is.GreaterThan((40, 20)), "none is left out");
    }

    [Test]
    public void Every_page_opens() => Assert.That(Walks.SelectMany(walk => walk.Refused), Is.Empty);

    [Test]
    public void Nothing_that_was_published_runs_or_becomes_an_element() => Assert.That(Walks.SelectMany(walk => walk.Injected), Is.Empty);

    [Test]
    public void Axe_finds_nothing_serious_on_any_page() => Assert.That(Walks.SelectMany(walk => walk.Axe), Is.Empty);

    /// <summary>The addresses that a role may see, by the table in docs/console.md.</summary>
    IReadOnlyList<string> Theirs(Role role) =>
        [.. Pages.Where(page => ConsoleRow.Documented.Any(row => row.Path == page && row.Roles.Contains(role))).SelectMany(Addresses)];

    static async Task Over(PageWalk walk, IEnumerable<string> addresses)
    {
        foreach (var address in addresses) await walk.To(address);
    }

    /// <summary>The person's own page from the link to its end.</summary>
    async Task Own(PageWalk walk)
    {
        var page = walk.User.Page;
        await walk.To((await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink(_person, Publisher))).Value.Path);
        await page.ClickAsync("main button");
        await Assertions.At(page, "/own$");
        await walk.Look("/own");
        foreach (var address in OwnViews) await walk.To(address);
        await page.ClickAsync("form[action$='/leave'] button");
        await Assertions.At(page, "/leave$");
        walk.User.Complaints.Clear();
        await walk.Look("/own/leave");
    }

    async Task<ConsoleUser> SignedIn(Role role, ConsoleLook look)
    {
        var user = await _stage.SignIn(role, look, role == Role.Regulator ? [_examples["inquiry"]] : []);
        // The person's file is open in this session, as if its reason had been given a moment ago.
        var session = (await user.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "ledger-session").Value;
        (await _stage.Served.Service<SessionBook>().Find(session, default))!.Notes.Remember(_examples["token"], "inquiry 2026-14");
        return user;
    }

    async Task Publish()
    {
        var samples = File.ReadLines(Path.Combine(Repository.Root, "tests", "Ledger.Tests", "golden", "published.jsonl")).Where(line => line.Length > 0).ToList();
        foreach (var line in HostileTexts.Events(samples))
            if ((await _stage.Served.Ledger.Mediator.Send(new PublishEvents([Encoding.UTF8.GetBytes(line)], Publisher))).Refusal is null) _taken++;
        await _stage.Served.Ledger.Get<Projector>().CatchUp(default);
        var findings = await _stage.Served.Ledger.Mediator.Send(new ListFindings(Publisher));
        _person = Sample(samples, "subject.registered")["subject"]!.GetValue<string>();
        _examples = new(StringComparer.OrdinalIgnoreCase)
        {
            ["token"] = _stage.Served.Ledger.Get<IKeyVault>().FindToken(_person)!,
            ["inquiry"] = Text(samples, "inquiry.received", "inquiry"), ["incident"] = Text(samples, "incident.reported", "incident"), ["edition"] = Text(samples, "policy.published", "edition"),
            ["finding"] = findings.Value.Rows[0].Key, ["index"] = "1",
        };
    }

    /// <summary>A page's address with something that is there in each of its places; a register's with the name of each.</summary>
    IEnumerable<string> Addresses(string page)
    {
        if (page.Contains("/registers/{", StringComparison.Ordinal)) return Registers.Select(name => page[..page.IndexOf('{', StringComparison.Ordinal)] + name);
        foreach (var (name, value) in _examples) page = page.Replace($"{{{name}}}", value, StringComparison.OrdinalIgnoreCase);
        var number = page.Contains("incident", StringComparison.Ordinal) ? _examples["incident"] : _examples["inquiry"];
        return [page.Replace("{Number}", number, StringComparison.OrdinalIgnoreCase).Replace("{Id}", page.Contains("finding", StringComparison.Ordinal) ? _examples["finding"] : "1", StringComparison.OrdinalIgnoreCase).Replace("{Reference}", "1", StringComparison.OrdinalIgnoreCase)];
    }

    static string Text(List<string> samples, string type, string name) => Sample(samples, type)["data"]![name]!.GetValue<string>();

    static JsonNode Sample(List<string> samples, string type) => samples.Select(line => JsonNode.Parse(line)!).First(sample => sample["type"]!.GetValue<string>() == $"ledger.{type}.v1");
}
