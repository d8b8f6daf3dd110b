using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Tests.Answers;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Web;

/// <summary>What a regulator has in the console: its inquiries, the answers to them, and nothing else.</summary>
public sealed class RegulatorPageTests
{
    static readonly byte[] File = Answered.File(70_000, 7), Foreign = Answered.File(100, 8);

    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        var officer = await _stage.Served.Client(Role.Officer);
        foreach (var (number, file) in new[] { ("77-14/2025", File), ("other", Foreign) })
        {
            await _stage.Served.Inquiry(number, null, file);
            await officer.Deposited(Uri.EscapeDataString(number), file);
        }
        await _stage.Served.Record([Reads.Inquired("q-open", null, "77-15/2025")]);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task It_sees_its_inquiries_and_takes_an_answer_which_is_recorded()
    {
        var user = await _stage.SignIn(Role.Regulator, null, "77-14/2025", "77-15/2025", Story.Inquiry);
        await Assertions.Has(user, "h1", "Запросы");
        Assert.That(await user.Text(), Does.Contain("77-14/2025").And.Contain("отвечено").And.Contain("77-15/2025").And.Contain(Story.Inquiry).And.Not.Contain("other"));
        Assert.That(await user.Page.Locator(".side a, .find").CountAsync(), Is.EqualTo(1), "one section, and no search");
        await user.Picture("regulator");
        await user.TabTo("main button");
        var download = await user.Page.RunAndWaitForDownloadAsync(() => user.Page.Keyboard.PressAsync("Enter"));
        using var taken = new MemoryStream();
        await using (var stream = await download.CreateReadStreamAsync()) await stream.CopyToAsync(taken);
        Assert.That(taken.ToArray(), Is.EqualTo(File));
        Assert.That(download.SuggestedFilename, Does.StartWith("answer-").And.EndWith(".zip"));
        Assert.That((await _stage.Served.Recorded()).Select(e => e.Data), Has.Exactly(1).Matches<object>(data => data is ReportExported { Report: "answer", Inquiry: "77-14/2025", Ground: "answer-taken" }));
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task It_is_usable_at_390_pixels()
    {
        var user = await _stage.SignIn(Role.Regulator, new(Width: 390), "77-14/2025", "77-15/2025");
        await Assertions.Has(user, "h1", "Запросы");
        Assert.That(await user.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), Is.True);
        await user.Picture("regulator-390");
    }

    [Test]
    public async Task An_answer_to_somebody_else_is_unknown_to_it()
    {
        using var visitor = new Visitor(_stage.Served.Address);
        await visitor.SignIn(await _stage.Key(Role.Regulator, "77-15/2025"));
        foreach (var number in new[] { "other", "no-such", "77-14%2F2025" })
        {
            var refused = await visitor.Post($"/console/inquiries/{number}/answer", "/console/sign-out");
            Assert.That(refused.Location, Is.EqualTo("/console/inquiries?refused=inquiry-unknown"), number);
        }
        var shown = await visitor.Get("/console/inquiries?refused=inquiry-unknown");
        Assert.That(shown.Text, Does.Contain("role=\"alert\"").And.Contain("inquiry-unknown"));
        Assert.That((await visitor.Get("/console/inquiries?refused=%3Cb%3E")).Text, Does.Not.Contain("role=\"alert\""));
        Assert.That((await visitor.Post("/console/inquiries/77-15%2F2025/answer", "/console/sign-out")).Location, Is.EqualTo("/console/inquiries?refused=answer-unknown"));
    }
}
