using Ledger.Access;

namespace Ledger.Host.Tests.Web;

/// <summary>Into the console by a key, and out of it.</summary>
public sealed class SignInTests
{
    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await ConsoleStage.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task Who_has_no_session_comes_to_the_sign_in_and_then_where_he_wanted_to()
    {
        var user = await _stage.Visit();
        await user.Go("/console");
        Assert.That(user.Page.Url, Does.Contain("/console/sign-in?back="));
        await user.Picture("sign-in");
        await user.Page.FillAsync("input[name=key]", "ledger_000000000000_nothing");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "[role=alert]", "Такого ключа нет");
        await user.Page.FillAsync("input[name=key]", await _stage.Key(Role.Officer));
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h1", "Сегодня");
        await user.Picture("today-first");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task Who_signs_out_is_out()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Go("/console/sign-out");
        await user.Page.ClickAsync("main button");
        await Assertions.Has(user, "h1", "Вход");
        await user.Go("/console");
        Assert.That(user.Page.Url, Does.Contain("/console/sign-in"));
    }

    [Test]
    public async Task The_language_changes_and_stays()
    {
        var user = await _stage.SignIn(Role.Auditor, new(Language: "en-GB"));
        await Assertions.Has(user, "h1", "Today");
        await user.Page.ClickAsync("text=Русский");
        await Assertions.Has(user, "h1", "Сегодня");
        await user.Go("/console");
        await Assertions.Has(user, "h1", "Сегодня");
    }
}
