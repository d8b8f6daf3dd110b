using System.Diagnostics;
using System.Globalization;

namespace Ledger.Reports;

/// <summary>The browser that prints: where it is, and how it is run so that it can do nothing else.</summary>
static class Browser
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>
    /// No network, no updates, no reports of crashes. Scripts cannot be turned off here, since printing needs one of the browser's own; the page's policy
    /// forbids them.
    /// </summary>
    static readonly string[] Options =
    [
        "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
        "--disable-domain-reliability", "--disable-sync", "--disable-extensions", "--disable-default-apps", "--disable-breakpad", "--disable-crash-reporter",
        "--metrics-recording-only", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--no-pdf-header-footer",
    ];

    /// <summary>The browser that is set, or else the first on PATH; null where there is none.</summary>
    public static string? Find(string? set) => set is not null ? (File.Exists(set) ? set : null) : Names.Select(OnPath).FirstOrDefault(path => path is not null);

    /// <summary>The command of that name, or null.</summary>
    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The run that prints the page of the folder into its document.</summary>
    /// <param name="browser">Where the browser is.</param>
    /// <param name="folder">The private folder.</param>
    /// <param name="user">The number of the user who owns the folder, where another than this process's.</param>
    /// <param name="sandbox">Whether the browser's own sandbox is used.</param>
    public static ProcessStartInfo Run(string browser, PrintFolder folder, int? user, bool sandbox)
    {
        List<string> command = [];
        if (user is { } number)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            command.AddRange([OnPath("setpriv")!, $"--reuid={id}", $"--regid={id}", "--clear-groups", "--"]);
        }
        command.AddRange([browser, .. Options, $"--user-data-dir={folder.At("profile")}", $"--print-to-pdf={folder.Document}"]);
        if (!sandbox) command.Add("--no-sandbox");
        if (!folder.IsInMemory) command.Add("--disable-dev-shm-usage");
        command.Add(new Uri(folder.Page).AbsoluteUri);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Restrict(start.Environment, folder.Path);
        return start;
    }

    static readonly string[] Kept = ["PATH", "SystemRoot", "FONTCONFIG_PATH", "FONTCONFIG_FILE"], Folders = ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"];

    /// <summary>It learns nothing of this process's settings, keys among them, and leaves nothing outside its folder.</summary>
    static void Restrict(IDictionary<string, string?> environment, string folder)
    {
        var kept = Kept.Select(name => (name, environment.TryGetValue(name, out var value) ? value : null)).ToList();
        environment.Clear();
        foreach (var (name, value) in kept)
            if (value is not null) environment[name] = value;
        foreach (var name in Folders) environment[name] = folder;
        environment["LANG"] = "C.UTF-8";
        environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:";
    }
}
