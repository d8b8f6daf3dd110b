using Ledger.Tests;
using Microsoft.Playwright;

namespace Ledger.Host.Tests;

/// <summary>The machine's own Chromium, none that is fetched: one for all tests that look at pages, started by the first of them.</summary>
[SetUpFixture]
public sealed class TestBrowser
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)?>> Started = new(Start);

    /// <summary>The browser; a test ends here where the machine has none.</summary>
    public static async Task<IBrowser> Get()
    {
        var started = await Started.Value;
        Needs.Met(started is not null, "Chromium is not on PATH.");
        return started!.Value.Browser;
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (!Started.IsValueCreated || await Started.Value is not { } started) return;
        await started.Browser.DisposeAsync();
        started.Playwright.Dispose();
    }

    static async Task<(IPlaywright, IBrowser)?> Start()
    {
        if (Names.Select(OnPath).FirstOrDefault(path => path is not null) is not { } executable) return null;
        var playwright = await Playwright.CreateAsync();
        List<string> arguments = ["--disable-dev-shm-usage"];
        if (Environment.UserName == "root") arguments.Add("--no-sandbox");
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = arguments }));
    }

    static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
