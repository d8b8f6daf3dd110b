using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>What a page shows, waited for as long as a browser may take.</summary>
static class Assertions
{
    /// <summary>An element with that text is there.</summary>
    public static Task Has(ConsoleUser user, string selector, string text) =>
        Microsoft.Playwright.Assertions.Expect(user.Page.Locator(selector, new() { HasTextString = text }).First).ToBeVisibleAsync(new() { Timeout = (float)Workspace.Patience.TotalMilliseconds });

    /// <summary>
    /// The page is at an address, and loaded. The address is looked at again and again: who waits for the navigation itself, having looked at the address before, misses one that came in between.
    /// </summary>
    public static async Task At(IPage page, string pattern)
    {
        await Microsoft.Playwright.Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = (float)Workspace.Patience.TotalMilliseconds });
        await page.WaitForLoadStateAsync();
    }
}
