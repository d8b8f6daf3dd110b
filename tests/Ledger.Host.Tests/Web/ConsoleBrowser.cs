using Ledger.Host.Tests.Page;
using Ledger.Tests;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>One browser for all tests of the console.</summary>
[SetUpFixture]
public sealed class ConsoleBrowser
{
    static TestBrowser? _started;

    /// <summary>The browser; a test ends here where the machine has none.</summary>
    public static IBrowser Browser
    {
        get
        {
            Needs.Met(_started is not null, "Chromium is not on PATH.");
            return _started!.Browser;
        }
    }

    [OneTimeSetUp]
    public async Task Start() => _started = await TestBrowser.Start();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_started is not null) await _started.DisposeAsync();
    }
}
