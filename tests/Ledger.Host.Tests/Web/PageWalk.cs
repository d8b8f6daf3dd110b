using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>Somebody who goes from page to page in a browser: each is looked at for what ran and what was made of what people published, and by axe-core.</summary>
/// <param name="who">As whom, in which language.</param>
/// <param name="user">In which browser.</param>
/// <param name="dark">Whether each page is looked at dark, too.</param>
sealed class PageWalk(string who, ConsoleUser user, bool dark = false)
{
    const string Made = """
        () => [
            ...[...document.querySelectorAll("img, iframe, object, embed, script:not([src]), svg[onload], base:not([href='/']), [onerror], [onclick], [onload], a[href^='javascript:' i], form[action^='javascript:' i]")].map(element => element.outerHTML),
            ...(window.hacked === undefined ? [] : [`ran ${window.hacked}`]),
            ...(document.documentElement.scrollWidth > window.innerWidth ? [`wider than the window by ${document.documentElement.scrollWidth - window.innerWidth}`] : []),
        ]
        """;

    readonly StringBuilder _text = new();

    /// <summary>The browser.</summary>
    public ConsoleUser User => user;

    /// <summary>What ran, became an element, or was complained of, with the page.</summary>
    public List<string> Injected { get; } = [];

    /// <summary>What axe-core found, with the page.</summary>
    public List<string> Axe { get; } = [];

    /// <summary>Pages that did not open.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>How many pages were looked at.</summary>
    public int Pages { get; private set; }

    /// <summary>All that the pages showed.</summary>
    public string Text => _text.ToString();

    /// <summary>Goes there and looks.</summary>
    public async Task To(string address)
    {
        if (Pages == 0) await AxeCore.IntoAll(user.Page.Context);
        user.Complaints.Clear();
        var answer = await user.Go(address);
        if (answer.Status >= 500 || user.Page.Url.Contains("?said=", StringComparison.Ordinal) && !address.Contains("?said=", StringComparison.Ordinal)) Refused.Add($"{who} {answer.Status} {address}");
        if (answer.Status >= 400) user.Complaints.RemoveAll(complaint => complaint.Contains($"status of {answer.Status}", StringComparison.Ordinal));
        await Look(address);
    }

    /// <summary>Looks at the page that is open.</summary>
    public async Task Look(string name)
    {
        Pages++;
        var made = (await user.Page.EvaluateAsync<JsonElement>(Made)).EnumerateArray().Select(element => element.GetString());
        Injected.AddRange(made.Concat(user.Complaints).Select(fault => $"{who} {name}: {fault}"));
        _text.AppendLine(await user.Page.InnerTextAsync("body"));
        Axe.AddRange((await AxeCore.Faults(user.Page)).Select(fault => $"{who} {name}: {fault}"));
        if (!dark) return;
        await user.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        Axe.AddRange((await AxeCore.Faults(user.Page, "color-contrast")).Select(fault => $"{who} {name}, dark: {fault}"));
        await user.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
