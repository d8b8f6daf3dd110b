using Ledger.Access;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>The log's key and signatures, and their check in words.</summary>
public sealed class TrustTests
{
    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await ConsoleStage.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task An_officer_has_the_log_checked_by_keyboard()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Go("/console/trust");
        await user.TabTo("main form button.primary");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, ".notice.done", "Всё сходится");
        await Assertions.Has(user, ".notice.done", "ledger check");
        await user.Picture("trust-1280");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_key_and_a_signature_are_taken_away_as_they_are()
    {
        var user = await _stage.SignIn(Role.Auditor, new(Width: 390));
        await user.Go("/console/trust");
        await user.Picture("trust-390");
        Assert.That(await user.Page.Locator("main form").CountAsync(), Is.Zero, "an auditor changes nothing and starts nothing");
        var key = await user.Page.APIRequest.GetAsync("/console/trust/key");
        Assert.That(await key.TextAsync(), Is.EqualTo($"{_stage.Served.Ledger.Get<TransparencyLog>().Key}\n"));
        var newest = (await _stage.Served.Ledger.Get<Journal.ICheckpoints>().Newest(default))!;
        var note = await user.Page.APIRequest.GetAsync($"/console/trust/checkpoints/{newest.Size}");
        Assert.That(await note.TextAsync(), Is.EqualTo(newest.Note));
        Assert.That((await user.Page.APIRequest.GetAsync("/console/trust/checkpoints/999999")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Only_who_may_have_it_checked_does()
    {
        var refused = await _stage.Served.Ledger.Mediator.Send(new VerifyLog(new("auditor", Role.Auditor)));
        Assert.That(refused.Refusal?.Code, Is.EqualTo(Refusals.NotAllowed));
    }
}
