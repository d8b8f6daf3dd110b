using System.Diagnostics;

namespace Ledger.Host.Tests.Deploy;

/// <summary>What lies in deploy/.</summary>
static class DeployFiles
{
    public static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    public static readonly string Containers = Path.Combine(Folder, "container");

    /// <summary>The compose files, one for each profile.</summary>
    public static readonly string[] ComposeFiles = ["compose.yaml", "compose.postgres.yaml"];

    /// <summary>The manifests, one for each profile.</summary>
    public static readonly string[] ManifestFiles = ["embedded.yaml", "postgres.yaml"];

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/policies/", StringComparison.Ordinal) && !file.Contains("/out/", StringComparison.Ordinal) && !file.Contains("/secrets/", StringComparison.Ordinal));

    public static string Dockerfile => File.ReadAllText(Path.Combine(Containers, "Dockerfile"));

    public static List<Yaml> Manifests(string file) => Yaml.Documents(Path.Combine(Folder, "kubernetes", file));

    public static Yaml Compose(string file) => Yaml.Documents(Path.Combine(Containers, file)).Single();

    /// <summary>The one that keeps pods running.</summary>
    public static Yaml Workload(string file) => Manifests(file).Single(document => document["kind"].Text is "StatefulSet" or "Deployment");

    /// <summary>Runs a command to its end: its exit code, and all it said.</summary>
    public static (int, string) Executed(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.That(process.WaitForExit(Workspace.Patience), Is.True, command);
        return (process.ExitCode, said.Result + errors.Result);
    }
}
