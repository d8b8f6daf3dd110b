using Microsoft.Playwright;

namespace Ledger.Host.Tests.Page;

/// <summary>The machine's own Chromium, none that is fetched, driven by tests.</summary>
sealed class TestBrowser : IAsyncDisposable
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    readonly IPlaywright _playwright;

    TestBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>Starts it; null where the machine has none.</summary>
    public static async Task<TestBrowser?> Start()
    {
        if (Names.Select(OnPath).FirstOrDefault(path => path is not null) is not { } executable) return null;
        var playwright = await Playwright.CreateAsync();
        List<string> arguments = ["--disable-dev-shm-usage"];
        if (Environment.UserName == "root") arguments.Add("--no-sandbox");
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = arguments }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }

    static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
