using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Generate;
using Ledger.Host.Web;
using Ledger.Host.Web.Registers;
using Ledger.Policies;

namespace Ledger.Host.Tests.Web;

/// <summary>Editions of the policy, read and compared.</summary>
public sealed partial class PolicyPageTests
{
    ConsoleStage _stage = null!;
    ConsoleUser _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
        await Publish("later", terms =>
        {
            terms["purposes"]![0]!["retentionDays"] = 90;
            terms["purposes"]!.AsArray().RemoveAt(terms["purposes"]!.AsArray().Count - 1);
            terms["channels"]!.AsArray().Add("push-plus");
        }, hours: 1);
        await Publish("later-again", terms =>
        {
            terms["purposes"]![0]!["retentionDays"] = 90;
            terms["purposes"]!.AsArray().RemoveAt(terms["purposes"]!.AsArray().Count - 1);
            terms["channels"]!.AsArray().Add("push-plus");
        }, hours: 2);
        _officer = await _stage.SignIn(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    async Task Publish(string edition, Action<JsonNode> changed, int hours)
    {
        var data = JsonNode.Parse(SamplePolicy.Published)!;
        data["edition"] = edition;
        data["effectiveFrom"] = _stage.Clock.GetUtcNow().AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        changed(data["terms"]!);
        var published = new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = $"policy-{edition}", ["source"] = "/office/registry", ["type"] = "ledger.policy.published.v1",
            ["time"] = _stage.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), ["data"] = data,
        };
        await _stage.Publish(new("registry", Role.Officer), Encoding.UTF8.GetBytes(published.ToJsonString()));
    }

    [Test]
    public void No_text_of_the_console_cites_a_clause_of_one_operators_policy()
    {
        var texts = RegisterCatalogue.All.SelectMany(register => new[] { register.Lead, register.Title, register.Empty }).Concat(new[] { RefusalLines.OfContent, RefusalLines.OfStanding, RefusalLines.OfWork, RefusalLines.OfPapers }
            .SelectMany(lines => lines).Select(line => new LocalText(line.Ru, line.En)));
        Assert.That(texts.Where(text => Clause().IsMatch(text.Ru) || Clause().IsMatch(text.En)), Is.Empty);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"п\.\s?\d+\.\d+|(?:clause|policy) \d|(?<!\d)\(\d\.\d\)")]
    private static partial System.Text.RegularExpressions.Regex Clause();

    [Test]
    public async Task One_edition_alone_is_not_compared()
    {
        await using var stage = await ConsoleStage.Start(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
        var officer = await stage.SignIn(Role.Officer);
        foreach (var page in new[] { "/console/registers/policies", "/console/policies/compare", "/console/policies/edition/x-keeper-2025" })
        {
            await officer.Go(page);
            Assert.That(await officer.Page.Locator("select[name=a], main a[href*=compare]").CountAsync(), Is.Zero, page);
        }
    }

    [Test]
    public async Task Two_editions_are_compared_in_words_side_by_side()
    {
        await _officer.Go("/console/registers/policies");
        await _officer.Page.SelectOptionAsync("select[name=a]", "x-keeper-2025");
        await _officer.Page.SelectOptionAsync("select[name=b]", "later");
        await _officer.TabTo(".filters button");
        await _officer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(_officer, "h1", "Что изменилось в политике");
        var text = await _officer.Text();
        await _officer.Picture("policy-compared");
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("Добавлено: 1, исключено: 1, изменено: 1."));
            Assert.That(text, Does.Contain("30 дн.").And.Contain("90 дн."));
            Assert.That(text, Does.Contain("push-plus").IgnoreCase);
            Assert.That(text, Does.Not.Contain("{").And.Not.Contain("retentionDays"));
            Assert.That(_officer.Complaints, Is.Empty);
        });
    }

    [Test]
    public async Task Editions_without_a_difference_say_so()
    {
        await _officer.Go("/console/policies/compare?a=later&b=later-again");
        await Assertions.Has(_officer, ".notice", "Редакции одинаковы");
    }

    [Test]
    public async Task An_edition_is_read_with_its_purposes_and_terms()
    {
        await _officer.Go("/console/registers/policies");
        await _officer.Page.ClickAsync("tbody a >> text=x-keeper-2025");
        await Assertions.Has(_officer, "h1", "Политика");
        var text = await _officer.Text();
        await _officer.Picture("policy-edition");
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("Цели обработки").And.Contain("Категории данных").And.Contain("Россия"));
            Assert.That(text, Does.Contain("действует"));
        });
        var stranger = await _stage.SignIn(Role.Officer);
        Assert.That((await stranger.Go("/console/policies/edition/none")).Status, Is.EqualTo(404));
    }
}
