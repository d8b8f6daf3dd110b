using System.Text;
using System.Text.Json;
using Ledger.Reports;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Page;

/// <summary>verify.html as an inspector has it: opened from a file (or another address) in a real browser, driven by its own controls, and nothing let through.</summary>
sealed class PageHarness : IAsyncDisposable
{
    const string Verdict = "#verdict-json", Error = "#error:not([hidden])";

    readonly DirectoryInfo _folder;
    readonly IBrowserContext _context;
    readonly List<string> _asked = [];

    PageHarness(DirectoryInfo folder, IBrowserContext context, IPage page) => (_folder, _context, Page) = (folder, context, page);

    /// <summary>The open page.</summary>
    public IPage Page { get; }

    /// <summary>What the page asked of any network or disk, besides itself: nothing.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>What it wrote to the browser's console, and its uncaught errors: nothing.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens the page, as a file unless an address is given.</summary>
    public static async Task<PageHarness> Open(string language = "ru-RU", Uri? address = null)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-page-");
        var file = Path.Combine(folder.FullName, "verify.html");
        await File.WriteAllBytesAsync(file, VerifyPage.Current.Utf8.ToArray());
        var opened = (address ?? new Uri(file)).AbsoluteUri;
        var context = await (await TestBrowser.Get()).NewContextAsync(new() { Locale = language, AcceptDownloads = true });
        context.SetDefaultTimeout((float)Workspace.Patience.TotalMilliseconds);
        var harness = new PageHarness(folder, context, await context.NewPageAsync());
        await context.RouteAsync("**/*", route => harness.Through(route, opened));
        harness.Page.Console += (_, message) => harness.Complaints.Add(message.Text);
        harness.Page.PageError += (_, error) => harness.Complaints.Add(error);
        await harness.Page.GotoAsync(opened);
        return harness;
    }

    /// <summary>Checks a bundle by hand, so to speak: key, checkpoints, file; and reads the verdict the page shows to programs.</summary>
    public async Task<JsonElement> Verify(byte[] bundle, string? key, params string[] checkpoints)
    {
        await Page.FillAsync("#key", key ?? "");
        await Page.SetInputFilesAsync("#checkpoints", checkpoints.Select((text, number) => Payload($"checkpoint-{number}", Encoding.UTF8.GetBytes(text))));
        await Page.SetInputFilesAsync("#bundle", Payload("bundle.zip", bundle));
        await Page.Locator($"{Verdict}, {Error}").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (await Page.Locator(Error).CountAsync() > 0) throw new InvalidOperationException(await Page.Locator(Error).InnerTextAsync());
        return JsonDocument.Parse(await Page.Locator(Verdict).TextContentAsync() ?? "").RootElement;
    }

    /// <summary>What stands in a part of the page.</summary>
    public Task<string> TextOf(string selector) => Page.Locator(selector).First.InnerTextAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    Task Through(IRoute route, string opened)
    {
        if (route.Request.Url == opened || route.Request.Url.StartsWith("blob:", StringComparison.Ordinal)) return route.ContinueAsync();
        _asked.Add(route.Request.Url);
        return route.AbortAsync();
    }

    static FilePayload Payload(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };
}
