namespace Ledger.Host.Tests.Web;

/// <summary>What a page shows, waited for as long as a browser may take.</summary>
static class Assertions
{
    /// <summary>An element with that text is there.</summary>
    public static Task Has(ConsoleUser user, string selector, string text) =>
        Microsoft.Playwright.Assertions.Expect(user.Page.Locator(selector, new() { HasTextString = text }).First).ToBeVisibleAsync(new() { Timeout = (float)Workspace.Patience.TotalMilliseconds });
}
