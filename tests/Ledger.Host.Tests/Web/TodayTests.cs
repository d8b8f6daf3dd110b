using Ledger.Access;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>What an officer sees first: what must be done, how the ledger stands, how things go.</summary>
public sealed class TodayTests
{
    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        _stage.Clock.MoveTo(ConsoleStage.Now.AddDays(60));   // Anna withdrew and nothing was destroyed: the term of the law runs out
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task An_overdue_duty_stands_first_and_leads_to_the_person()
    {
        var user = await _stage.SignIn(Role.Officer);
        await Assertions.Has(user, "h1", "Сегодня");
        var first = user.Page.Locator("section[aria-labelledby=duties] tbody tr").First;
        var text = await first.InnerTextAsync();
        Assert.That(text, Does.Contain("Уничтожить данные").And.Contain("152\u2011ФЗ").And.Contain("просрочено"));
        Assert.That(await user.Page.Locator(".tile .figure").First.InnerTextAsync(), Is.Not.EqualTo("0"));
        await user.Picture("today-1280");
        await user.TabTo("section[aria-labelledby=duties] tbody a.person", 120);
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.At(user.Page, "/console/persons/s-");
    }

    [Test]
    public async Task The_counts_are_those_of_the_registers()
    {
        var (mediator, officer) = (_stage.Served.Ledger.Mediator, new Actor("officer", Role.Officer));
        var seen = (await mediator.Send(new SeeToday(officer))).Value;
        var now = _stage.Clock.GetUtcNow();
        var duties = (await mediator.Send(new ListDuties(officer) { State = DutyState.Open, Take = 1000 })).Value.Rows;
        var findings = (await mediator.Send(new ListFindings(officer) { State = FindingState.Open, Take = 1000 })).Value.Rows;
        Assert.That(seen.Counts.Overdue, Is.EqualTo(duties.Count(duty => duty.IsOverdue(now) && duty.Rule != Law.RuleIds.KeepDestructionEvidence)).And.GreaterThan(0));
        Assert.That((seen.Counts.Findings, seen.Counts.Breaches), Is.EqualTo(((long)findings.Count, (long)findings.Count(finding => finding.Severity == "breach"))));
        Assert.That(seen.Findings.Select(finding => finding.Place), Is.EqualTo(findings.Select(finding => finding.Place).OrderDescending().Take(seen.Findings.Count)));
        var all = (await mediator.Send(new ListDuties(officer) { State = DutyState.All, Take = 1000 })).Value.Rows.Where(duty => duty.Rule != Law.RuleIds.KeepDestructionEvidence).ToList();
        var to = Micros.Of(now);
        var fell = (await mediator.Send(new SeeToday(officer, SeeToday.DaysMax))).Value.Deadlines;
        Assert.That(fell.Sum(week => week.Late), Is.EqualTo(all.Count(duty => duty.Missed && duty.Due <= to)));
        Assert.That(fell.Sum(week => week.Kept + week.Late + week.Open), Is.EqualTo(all.Count(duty => duty.Due <= to)));
    }

    [Test]
    public async Task The_plots_are_told_in_words_and_numbers_too()
    {
        var user = await _stage.SignIn(Role.Auditor, new(Dark: true));
        await user.Page.ClickAsync("text=30 дней");
        await Assertions.At(user.Page, "days=30$");
        await user.Page.ClickAsync("text=90 дней");
        await Assertions.At(user.Page, "/console$");
        Assert.That(await user.Page.Locator(".plot svg[role=img]").First.GetAttributeAsync("aria-label"), Does.Contain("Согласия и отзывы по дням: дано согласий — "));
        await user.Page.Locator(".plot summary").First.ClickAsync();
        await Assertions.Has(user, ".plot th", "Период");
        await user.Picture("today-dark");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task On_a_phone_nothing_overflows()
    {
        var user = await _stage.SignIn(Role.Officer, new(Width: 390));
        Assert.That(await user.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        await user.Picture("today-390");
    }
}
