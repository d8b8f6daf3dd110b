using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Web.Session;
using Ledger.Intake;
using Ledger.Projections;
using Ledger.Sealing;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>
/// Every page of the console, as the endpoints name them, over a ledger in which every text somebody can publish holds markup: opened once by an officer in a
/// real browser, looked at for what ran and what was made of the text, and by axe-core, light and dark.
/// </summary>
public sealed class EveryPageTests
{
    /// <summary>The end of the way from an issuer: it leads on before one could look at it.</summary>
    const string LeadsOn = "/console/sign-in/done";

    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    static readonly Actor Publisher = new("officer-9", Role.Officer);

    readonly List<(string Page, IReadOnlyList<string> Faults)> _axe = [], _injected = [];
    readonly List<string> _refused = [];

    ConsoleStage _stage = null!;
    ConsoleUser _user = null!;
    Dictionary<string, string> _examples = null!;
    StringBuilder _text = null!;
    int _taken;

    [OneTimeSetUp]
    public async Task Walk()
    {
        _stage = await ConsoleStage.Start(Now);
        await Publish();
        _user = await _stage.SignIn(Role.Officer);
        await Remember();
        _text = new();
        foreach (var page in ConsoleRow.Pages(_stage.Served).Where(page => page != LeadsOn).SelectMany(Addresses)) await Look(page);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public void Enough_of_the_markup_was_taken_to_be_shown_and_stands_there_as_text()
    {
        Assert.That(_taken, Is.GreaterThan(150));
        Assert.That(_text.ToString(), Does.Contain(HostileTexts.Shown));
    }

    [Test]
    public void Every_page_opens() => Assert.That(_refused, Is.Empty);

    [Test]
    public void Nothing_that_was_published_runs_or_becomes_an_element() =>
        Assert.That(_injected.Where(page => page.Faults.Count > 0).Select(page => $"{page.Page}: {string.Join(" | ", page.Faults)}"), Is.Empty);

    [Test]
    public void Axe_finds_nothing_serious_on_any_page() =>
        Assert.That(_axe.Where(page => page.Faults.Count > 0).Select(page => $"{page.Page}: {string.Join(" | ", page.Faults)}"), Is.Empty);

    async Task Publish()
    {
        var samples = File.ReadLines(Path.Combine(Repository.Root, "tests", "Ledger.Tests", "golden", "published.jsonl")).Where(line => line.Length > 0).ToList();
        foreach (var line in HostileTexts.Events(samples))
            if ((await _stage.Served.Ledger.Mediator.Send(new PublishEvents([Encoding.UTF8.GetBytes(line)], Publisher))).Refusal is null) _taken++;
        await _stage.Served.Ledger.Get<Projector>().CatchUp(default);
        var findings = await _stage.Served.Ledger.Mediator.Send(new ListFindings(Publisher));
        _examples = new(StringComparer.OrdinalIgnoreCase)
        {
            ["token"] = _stage.Served.Ledger.Get<IKeyVault>().FindToken(Sample(samples, "subject.registered")["subject"]!.GetValue<string>())!,
            ["inquiry"] = Text(samples, "inquiry.received", "inquiry"), ["incident"] = Text(samples, "incident.reported", "incident"), ["edition"] = Text(samples, "policy.published", "edition"),
            ["finding"] = findings.Value.Rows[0].Key, ["index"] = "1",
        };
    }

    /// <summary>A page's address with something that is there in each of its places; a register's with the name of each.</summary>
    IEnumerable<string> Addresses(string page)
    {
        if (page.Contains("/registers/{", StringComparison.Ordinal))
            return new[] { "disclosures", "duties", "findings", "inquiries", "incidents", "recipients", "systems", "access", "policies" }.Select(name => page[..page.IndexOf('{', StringComparison.Ordinal)] + name);
        foreach (var (name, value) in _examples) page = page.Replace($"{{{name}}}", value, StringComparison.OrdinalIgnoreCase);
        var number = page.Contains("incident", StringComparison.Ordinal) ? _examples["incident"] : _examples["inquiry"];
        return [page.Replace("{Number}", number, StringComparison.OrdinalIgnoreCase).Replace("{Id}", page.Contains("finding", StringComparison.Ordinal) ? _examples["finding"] : "1", StringComparison.OrdinalIgnoreCase).Replace("{Reference}", "1", StringComparison.OrdinalIgnoreCase)];
    }

    /// <summary>The person's file is open in this session, as if its reason had been given a moment ago.</summary>
    async Task Remember()
    {
        var session = (await _user.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "ledger-session").Value;
        (await _stage.Served.Service<SessionBook>().Find(session, default))!.Notes.Remember(_examples["token"], "inquiry 2026-14");
    }

    async Task Look(string address)
    {
        _user.Complaints.Clear();
        var answer = await _user.Go(address);
        if (answer.Status >= 500 || _user.Page.Url.Contains("said=", StringComparison.Ordinal)) _refused.Add($"{answer.Status} {address}");
        var made = await _user.Page.EvaluateAsync<string[]>("""
            () => [
                ...[...document.querySelectorAll("img, iframe, object, embed, script:not([src]), svg[onload], base:not([href='/']), [onerror], [onclick], [onload], a[href^='javascript:' i], form[action^='javascript:' i]")].map(element => element.outerHTML),
                ...(window.hacked === undefined ? [] : [`ran ${window.hacked}`]),
                ...(document.documentElement.scrollWidth > window.innerWidth ? [`wider than the window by ${document.documentElement.scrollWidth - window.innerWidth}`] : []),
            ]
            """);
        var expected = answer.Status >= 400 ? _user.Complaints.Where(complaint => !complaint.Contains($"status of {answer.Status}", StringComparison.Ordinal)) : _user.Complaints;
        _injected.Add((address, [.. made, .. expected]));
        _text.AppendLine(await _user.Page.InnerTextAsync("body"));
        await AxeCore.Into(_user.Page);
        List<string> faults = [.. await AxeCore.Faults(_user.Page)];
        await _user.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        faults.AddRange((await AxeCore.Faults(_user.Page, "color-contrast")).Select(fault => $"dark {fault}"));
        await _user.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        _axe.Add((address, faults));
    }

    static string Text(List<string> samples, string type, string name) => Sample(samples, type)["data"]![name]!.GetValue<string>();

    static JsonNode Sample(List<string> samples, string type) => samples.Select(line => JsonNode.Parse(line)!).First(sample => sample["type"]!.GetValue<string>() == $"ledger.{type}.v1");
}
