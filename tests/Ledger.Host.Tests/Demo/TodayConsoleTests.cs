using Ledger.Access;
using Ledger.Host.Tests.Web;

namespace Ledger.Host.Tests.Demo;

/// <summary>The console over the story that ends today: it shows the product at work.</summary>
public sealed class TodayConsoleTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 53, 0, TimeSpan.Zero);

    static readonly string[] Registers = ["duties", "inquiries", "incidents", "findings", "disclosures", "policies", "recipients", "systems", "access"];

    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await ConsoleStage.StartToday(Now);

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [TestCase("ru-RU", "просрочено", "осталось", "Государственный номер автомобиля")]
    [TestCase("en-GB", "overdue", "left", "Number plate of the vehicle")]
    public async Task Today_shows_what_has_passed_and_what_runs_and_what_the_second_edition_changed(string language, string passed, string runs, string added)
    {
        var user = await _stage.SignIn(Role.Officer, new(language));
        var duties = await user.Page.Locator("section[aria-labelledby=duties]").InnerTextAsync();
        Assert.That(duties, Does.Contain(passed).And.Contain(runs));
        Assert.That(await user.Page.Locator(".tile .figure").AllInnerTextsAsync(), Has.None.EqualTo("0"), "each tile has something to show");
        await user.Picture($"demo-today-{language[..2]}");
        foreach (var register in Registers)
        {
            await user.Go($"/console/registers/{register}");
            await user.Picture($"demo-{register}-{language[..2]}");
        }
        await user.Go("/console/policies/compare");
        await user.Page.ClickAsync("main form button");
        Assert.That(await user.Text(), Does.Contain(added));
        await user.Picture($"demo-compare-{language[..2]}");
        Assert.That(user.Complaints, Is.Empty);
    }
}
