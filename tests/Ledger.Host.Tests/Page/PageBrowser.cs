using Ledger.Tests;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Page;

/// <summary>One browser for all tests of the page: the machine's own Chromium, none that is fetched.</summary>
[SetUpFixture]
public sealed class PageBrowser
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    static IPlaywright? _playwright;

    /// <summary>The browser; a test ends here where the machine has none.</summary>
    public static IBrowser Browser
    {
        get
        {
            Needs.Met(field is not null, "Chromium is not on PATH.");
            return field!;
        }
        private set;
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Names.Select(OnPath).FirstOrDefault(path => path is not null) is not { } executable) return;
        _playwright = await Playwright.CreateAsync();
        List<string> arguments = ["--disable-dev-shm-usage"];
        if (Environment.UserName == "root") arguments.Add("--no-sandbox");
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = arguments });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_playwright is null) return;
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }

    static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
