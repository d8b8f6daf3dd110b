using System.Text;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>An officer at the forms, who has a keyboard and no mouse.</summary>
public abstract class WorkStory
{
    int _published;

    protected const string Preview = "button[value=preview]", Confirm = "button[value=confirm]";

    protected static readonly Actor Officer = new("officer", Role.Officer);

    internal ConsoleStage Stage { get; private set; } = null!;
    internal ConsoleUser User { get; private set; } = null!;

    protected IJournal Journal => Stage.Served.Ledger.Get<IJournal>();

    [OneTimeSetUp]
    public async Task Start()
    {
        Stage = await ConsoleStage.Start();
        User = await Stage.SignIn(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop() => await Stage.DisposeAsync();

    protected string TokenOf(string person) => Stage.Served.Ledger.Get<IKeyVault>().FindToken(person)!;

    protected Task Asked(string number) => Stage.Publish(Officer, Encoding.UTF8.GetBytes($$"""
        {"specversion":"1.0","id":"asked-{{number}}","source":"/office/test","type":"ledger.inquiry.received.v1","time":"2025-12-01T10:00:00Z","data":{"inquiry":"{{number}}","from":"regulator",
        "channel":"post","form":"paper","cases":["information"],"admissible":true} }
        """));

    /// <summary>Comes to an element, as somebody without a mouse does.</summary>
    protected virtual Task Reach(string selector) => User.TabTo(selector, 150);

    protected async Task Type(string field, string text)
    {
        await Reach($"main [name='{field}']");
        await User.Page.Keyboard.PressAsync("Control+A");
        await User.Page.Keyboard.TypeAsync(text);
    }

    protected async Task Tick(string field, string value)
    {
        await Reach($"main [name='{field}'][value='{value}']");
        await User.Page.Keyboard.PressAsync("Space");
    }

    protected async Task Choose(string field, string label)
    {
        await Reach($"main select[name='{field}']");
        for (var pressed = 0; pressed < 20; pressed++)
        {
            if ((await User.Page.Locator($"main select[name='{field}'] option:checked").InnerTextAsync()).StartsWith(label, StringComparison.Ordinal)) return;
            await User.Page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Fail($"{field} has no {label}");
    }

    protected async Task Press(string selector)
    {
        await Reach(selector);
        await User.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Checks the form: the preview shows, and nothing is recorded.</summary>
    protected async Task Checked(string text)
    {
        var before = await Journal.Count(default);
        await Press(Preview);
        await Assertions.Has(User, "h2", "Что из этого следует");
        await Assertions.Has(User, "main", text);
        Assert.That(await Journal.Count(default), Is.EqualTo(before), "a preview records nothing");
    }

    /// <summary>Confirms; the event the receipt is of.</summary>
    protected async Task<RecordedEvent> Confirmed()
    {
        var before = await Journal.Count(default);
        await Press(Confirm);
        await Assertions.Has(User, "h1", "Записано под №");
        var page = await Stage.Served.Ledger.Mediator.Send(new ReadEvents(before, 10, null, Officer));
        Assert.That(page.Value.Events, Is.Not.Empty);
        return page.Value.Events.Select(RecordedCodec.Read).First(recorded => recorded.Source == "/console");
    }

    protected async Task<RecordedEvent> Newest()
    {
        await Stage.Served.Ledger.Get<Projector>().CatchUp(default);   // what is looked at next shows it
        return RecordedCodec.Read((await Journal.At(await Journal.Count(default) - 1, default))!);
    }

    /// <summary>A letter of the person on paper, that asks for one thing.</summary>
    protected Task Letter(string number, string person, string asked) => Published(person, "inquiry.received", $$"""
        {"inquiry":"{{number}}","from":"person","channel":"post","form":"paper","cases":["{{asked}}"],"admissible":true}
        """);

    /// <summary>Something the operator's office recorded of a person.</summary>
    protected async Task Published(string person, string type, string data) => await Stage.Publish(Officer, Encoding.UTF8.GetBytes($$"""
        {"specversion":"1.0","id":"told-{{++_published}}","source":"/office/test","type":"ledger.{{type}}.v1","subject":"{{person}}","time":"2025-12-01T10:00:00Z","data":{{data}} }
        """));
}
