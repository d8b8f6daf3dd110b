using System.Diagnostics;
using System.Text.Json;
using Ledger.Tests;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>axe-core, as npm has it in the version that axe/package.json names: fetched once, into a folder that git ignores.</summary>
static class AxeCore
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Ledger.Host.Tests", "Web", "axe");

    /// <summary>Read once, whoever asks first: pages are looked at beside each other.</summary>
    static readonly Lazy<Task<string?>> Script = new(Source);

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Has it in every page that is opened from now on: sent to the browser once. A test ends here where it cannot be had.</summary>
    public static async Task IntoAll(IBrowserContext context)
    {
        var script = await Script.Value;
        Needs.Met(script is not null, "axe-core cannot be had from npm.");
        await context.AddInitScriptAsync(script!);
    }

    /// <summary>Puts it into the page; a test ends here where it cannot be had.</summary>
    public static async Task Into(IPage page)
    {
        var script = await Script.Value;
        Needs.Met(script is not null, "axe-core cannot be had from npm.");
        await page.EvaluateAsync($"() => {{ {script}\n }}");
    }

    /// <summary>What is seriously wrong with the page: the rule, and where.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">Which rules: those of WCAG 2.2 AA and the good practices, or one by its name.</param>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, string? rules = null)
    {
        var only = rules is null ? """{ type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }""" : $$"""{ type: "rule", values: ["{{rules}}"] }""";
        var found = await page.EvaluateAsync<JsonElement>($$"""
            async () => (await axe.run(document, { resultTypes: ["violations"], runOnly: {{only}} })).violations
                .filter(fault => fault.impact === "serious" || fault.impact === "critical")
                .map(fault => `${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).join("; ")}`)
            """);
        return [.. found.EnumerateArray().Select(fault => fault.GetString()!)];
    }

    static async Task<string?> Source()
    {
        var script = Path.Combine(Folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script)) await Install();
        return File.Exists(script) ? await File.ReadAllTextAsync(script) : null;
    }

    static async Task Install()
    {
        Needs.Command("npm");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(limit.Token), npm.StandardError.ReadToEndAsync(limit.Token), npm.WaitForExitAsync(limit.Token));
    }
}
