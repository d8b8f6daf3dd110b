using System.Diagnostics;
using System.Text.RegularExpressions;
using Ledger.Host.Tests.Server;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Tests.Deploy;

/// <summary>deploy/ as far as it can be held to the code without a container engine: that it parses, fits together, and names only what is there.</summary>
public sealed partial class DeployTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/policies/", StringComparison.Ordinal) && !file.Contains("/out/", StringComparison.Ordinal) && !file.Contains("/secrets/", StringComparison.Ordinal));

    static string Dockerfile => File.ReadAllText(Path.Combine(Folder, "container", "Dockerfile"));

    static readonly Lazy<string> Code = new(() => string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)));

    [Test]
    public void The_image_runs_as_somebody_without_rights_and_copies_what_is_there()
    {
        Assert.That(Dockerfile, Does.Contain("USER 10001:10001").And.Contain("EXPOSE 8443").And.Contain("STOPSIGNAL SIGTERM"));
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var build = File.ReadAllText(Path.Combine(Folder, "container", "build"));
        foreach (var source in Copied().Matches(Dockerfile).Select(match => match.Groups[1].Value.TrimEnd('/')))
        {
            Assert.That(ignored, Does.Contain(source), "the context holds it");
            Assert.That(File.Exists(Path.Combine(Repository.Root, source)) || build.Contains($"--output {source}\n", StringComparison.Ordinal), Is.True, source);
        }
        Assert.That(build, Does.Contain("src/Ledger.Host ").And.Contain("deploy/container/Dockerfile"));
        Assert.That(File.Exists(Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll")), Is.True, "the executable is published under the name of its assembly");
        Assert.That(Dockerfile, Does.Contain("ENTRYPOINT [\"/opt/ledger/Ledger.Host\"]"));
    }

    [Test]
    public void No_image_names_the_host_of_a_registry()
    {
        var images = Manifests().Append(Compose()).SelectMany(document => document.All).Where(part => part.Map.ContainsKey("image")).Select(part => part["image"].Text!)
            .Concat(Froms().Matches(Dockerfile).Select(match => match.Groups[1].Value)).ToList();
        Assert.That(images, Has.Count.GreaterThanOrEqualTo(3).And.All.Matches<string>(image => !image.Split('/')[0].Contains('.') || !image.Contains('/')));
        Assert.That(images, Has.All.Contains(":"), "a version each");
    }

    [Test]
    public async Task The_pod_is_locked_down_and_its_probes_ask_what_the_server_answers()
    {
        var set = Manifests().Single(document => document["kind"].Text == "StatefulSet");
        var (pod, container) = (set["spec.template.spec"], set["spec.template.spec.containers.0"]);
        Assert.That(set["spec.replicas"].Text, Is.EqualTo("1"), "a data folder belongs to one process");
        Assert.That((pod["securityContext.runAsNonRoot"].Text, pod["securityContext.runAsUser"].Text, pod["securityContext.seccompProfile.type"].Text), Is.EqualTo(("true", "10001", "RuntimeDefault")));
        Assert.That((container["securityContext.readOnlyRootFilesystem"].Text, container["securityContext.allowPrivilegeEscalation"].Text, container["securityContext.capabilities.drop.0"].Text),
            Is.EqualTo(("true", "false", "ALL")));
        Assert.That(container["ports.0.containerPort"].Text, Is.EqualTo("8443"));
        await using var served = await Served.Start();
        var routes = served.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText).ToHashSet();
        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            Assert.That(routes, Does.Contain(container[$"{probe}.httpGet.path"].Text), probe);
            Assert.That((container[$"{probe}.httpGet.scheme"].Text, container[$"{probe}.httpGet.port"].Text), Is.EqualTo(("HTTPS", container["ports.0.name"].Text)));
        }
        var volumes = pod["volumes"].Items.Select(volume => volume["name"].Text).Concat(set["spec.volumeClaimTemplates"].Items.Select(claim => claim["metadata.name"].Text));
        Assert.That(container["volumeMounts"].Items.Select(mount => mount["name"].Text), Is.EquivalentTo(volumes));
        var grace = int.Parse(pod["terminationGracePeriodSeconds"].Text!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(TimeSpan.FromSeconds(grace), Is.GreaterThan(new Ledger.Host.Server.ServerSettings().Drain), "requests under way are finished first");
    }

    [Test]
    public void Compose_locks_the_container_down_and_gives_secrets_by_file()
    {
        var compose = Compose();
        var ledger = compose["services.ledger"];
        Assert.That((ledger["read_only"].Text, ledger["user"].Text, ledger["cap_drop.0"].Text, ledger["security_opt.0"].Text), Is.EqualTo(("true", "10001:10001", "ALL", "no-new-privileges:true")));
        Assert.That(ledger["secrets"].Items.Select(secret => secret.Text), Is.EquivalentTo(compose["secrets"].Map.Keys));
        Assert.That(ledger["environment"].Map.Values.Select(value => value.Text!).Where(text => text.StartsWith("/run/secrets/", StringComparison.Ordinal)).Select(Path.GetFileName),
            Is.EquivalentTo(compose["secrets"].Map.Keys));
        Assert.That(ledger["volumes"].Items.Select(volume => volume.Text!.Split(':')[0]), Is.EquivalentTo(compose["volumes"].Map.Keys));
    }

    [Test]
    public void Every_setting_they_name_is_one_the_program_reads()
    {
        var texts = Files.Append(Path.Combine(Repository.Root, "docs", "operations.md")).Select(file => (file, File.ReadAllText(file)));
        var named = texts.SelectMany(text => Setting().Matches(text.Item2).Select(match => match.Value)).Distinct().ToList();
        Assert.That(named, Has.Count.GreaterThan(8));
        Assert.That(named.Where(name => !Code.Value.Contains($"\"{name}\"", StringComparison.Ordinal) && !Code.Value.Contains($"\"{name["LEDGER_".Length..]}\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_figure_an_alert_asks_for_is_one_the_server_tells()
    {
        var told = Instrument().Matches(Code.Value).Select(match => Prometheus(match.Groups[1].Value, match.Groups[2].Value)).Append("http_server_request_duration_seconds").ToHashSet();
        var rules = Yaml.Documents(Path.Combine(Folder, "prometheus", "alerts.yaml")).Single()["groups.0.rules"].Items;
        Assert.That(rules, Has.Count.GreaterThan(5));
        foreach (var rule in rules)
        {
            var asked = Figure().Matches(rule["expr"].Text!).Select(match => match.Value).ToList();
            Assert.That(asked, Is.Not.Empty);
            foreach (var name in asked) Assert.That(told, Does.Contain(Part().Replace(name, "")), rule["alert"].Text);
            Assert.That((rule["for"].Text, rule["annotations.summary"].Text), Is.Not.EqualTo(((string?)null, (string?)null)));
        }
    }

    [Test]
    public void Every_command_that_operations_md_shows_is_one()
    {
        var shown = Command().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(shown, Has.Count.GreaterThan(6));
        using var place = new Workspace();
        var known = place.Run("--help").Exits(0).Output;
        foreach (var command in shown) Assert.That(known, Does.Contain($"  {command} "));
    }

    [Test]
    public void Systemd_finds_nothing_wrong_with_the_units()
    {
        var units = Files.Where(file => file.EndsWith(".service", StringComparison.Ordinal) || file.EndsWith(".timer", StringComparison.Ordinal)).ToList();
        Assert.That(units, Has.Count.EqualTo(3));
        var service = File.ReadAllText(Path.Combine(Folder, "systemd", "ledger.service"));
        foreach (var line in new[] { "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=", "SystemCallFilter=", "LoadCredential=master.key:", "UMask=0077", "Restart=on-failure" })
            Assert.That(service, Does.Contain($"\n{line}"));
        if (!IsThere("systemd-analyze")) return;   // what they must hold was looked at
        using var place = new Workspace();
        foreach (var unit in units) place.Write(Path.GetFileName(unit), File.ReadAllText(unit).Replace("/opt/ledger/Ledger.Host", "/bin/true", StringComparison.Ordinal).Split('\n'));
        foreach (var unit in units) Assert.That(Ran("systemd-analyze", ["verify", place.At(Path.GetFileName(unit))]), Is.EqualTo((0, "")), unit);
    }

    [Test]
    [Platform(Exclude = "Win"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_shell_reads_the_scripts()
    {
        var scripts = Files.Where(file => File.ReadAllText(file).StartsWith("#!", StringComparison.Ordinal)).ToList();
        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts)
        {
            Assert.That(File.GetUnixFileMode(script) & UnixFileMode.UserExecute, Is.Not.EqualTo(UnixFileMode.None), script);
            Assert.That(Ran("sh", ["-n", script]), Is.EqualTo((0, "")));
            if (IsThere("shellcheck")) Assert.That(Ran("shellcheck", [script]), Is.EqualTo((0, "")));
        }
    }

    static IEnumerable<Yaml> Manifests() => Directory.EnumerateFiles(Path.Combine(Folder, "kubernetes"), "*.yaml").SelectMany(Yaml.Documents);

    static Yaml Compose() => Yaml.Documents(Path.Combine(Folder, "container", "compose.yaml")).Single();

    static bool IsThere(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    static string Prometheus(string instrument, string unit) => instrument.Replace('.', '_') + unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };

    static (int, string) Ran(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.That(process.WaitForExit(Workspace.Patience), Is.True, command);
        return (process.ExitCode, said.Result + errors.Result);
    }

    [GeneratedRegex("^COPY (?:--\\S+ )*(\\S+) ", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex("^FROM (\\S+)", RegexOptions.Multiline)]
    private static partial Regex Froms();

    [GeneratedRegex("\\bLEDGER_[A-Z_]+[A-Z]\\b")]
    private static partial Regex Setting();

    [GeneratedRegex("\"(ledger\\.[a-z_.]+)\"[^;]*?\"(s|By|\\{[a-z]+\\})\"")]
    private static partial Regex Instrument();

    [GeneratedRegex("\\b(?:ledger_(?!rule\\b)|http_server_)[a-z_]+")]
    private static partial Regex Figure();

    [GeneratedRegex("(?:^ {4}|`|-- )ledger ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("_(?:bucket|count|sum|total)$")]
    private static partial Regex Part();
}
