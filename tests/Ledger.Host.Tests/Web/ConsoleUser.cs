using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>How somebody sees the console.</summary>
/// <param name="Language">The browser's language.</param>
/// <param name="Width">The window's width in CSS pixels.</param>
/// <param name="Dark">Whether the system is dark.</param>
sealed record ConsoleLook(string Language = "ru-RU", int Width = 1280, bool Dark = false);

/// <summary>Somebody at the console in a real browser, in a session of his own.</summary>
sealed class ConsoleUser : IAsyncDisposable
{
    readonly IBrowserContext _context;

    ConsoleUser(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The open page.</summary>
    public IPage Page { get; }

    /// <summary>What the page wrote to the browser's console, its uncaught errors, dialogs it opened and other servers it asked: nothing.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<ConsoleUser> Open(Uri server, ConsoleLook look)
    {
        var context = await (await TestBrowser.Get()).NewContextAsync(new()
        {
            BaseURL = server.AbsoluteUri, Locale = look.Language, ViewportSize = new() { Width = look.Width, Height = look.Width < 600 ? 844 : 800 }, AcceptDownloads = true,
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light, TimezoneId = "Europe/Moscow",
        });
        context.SetDefaultTimeout((float)Workspace.Patience.TotalMilliseconds);
        var user = new ConsoleUser(context, await context.NewPageAsync());
        user.Page.Console += (_, message) => { if (message.Type is "error" or "warning") user.Complaints.Add(message.Text); };
        user.Page.PageError += (_, error) => user.Complaints.Add(error);
        user.Page.Dialog += async (_, dialog) => { user.Complaints.Add($"dialog: {dialog.Message}"); await dialog.DismissAsync(); };
        context.Request += (_, request) => { if (!request.Url.StartsWith(server.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) user.Complaints.Add($"asked {request.Url}"); };
        return user;
    }

    /// <summary>Signs in as people do: the field, the key, Enter.</summary>
    public async Task SignIn(string key)
    {
        await Page.GotoAsync("/console/sign-in");
        await Page.FillAsync("input[name=key]", key);
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.At(Page, "^(?!.*/sign-in)");
    }

    /// <summary>Opens a page of the console.</summary>
    public async Task<IResponse> Go(string address) => (await Page.GotoAsync(address))!;

    /// <summary>The text of the page's main part.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    /// <summary>Moves on with Tab until the element that a selector names has the focus, as somebody without a mouse does.</summary>
    public async Task TabTo(string selector, int most = 60)
    {
        for (var pressed = 0; pressed < most; pressed++)
        {
            if (await Page.Locator(selector).First.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{selector} is not reached by {most} times Tab");
    }

    /// <summary>A picture of the whole page, where LEDGER_SCREENSHOTS names a folder for it.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("LEDGER_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
