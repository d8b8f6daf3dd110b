using System.Text.RegularExpressions;
using Ledger.Host.Tests.Server;
using Microsoft.AspNetCore.Routing;
using static Ledger.Host.Tests.Deploy.DeployFiles;

namespace Ledger.Host.Tests.Deploy;

/// <summary>deploy/ as far as it can be held to the code without a container engine: that it parses, fits together, and names only what is there.</summary>
public sealed partial class DeployTests
{
    static readonly Lazy<string> Code = new(() => string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)));

    [Test]
    public void The_image_runs_as_somebody_without_rights_and_copies_what_is_there()
    {
        Assert.That(Dockerfile, Does.Contain("USER 10001:10001").And.Contain("EXPOSE 8443").And.Contain("STOPSIGNAL SIGTERM"));
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var build = File.ReadAllText(Path.Combine(Containers, "build"));
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
        var images = ManifestFiles.SelectMany(Manifests).Concat(ComposeFiles.Select(Compose)).SelectMany(document => document.All).Where(part => part.Map.ContainsKey("image")).Select(part => part["image"].Text!)
            .Concat(Froms().Matches(Dockerfile).Select(match => match.Groups[1].Value)).ToList();
        Assert.That(images, Has.Count.GreaterThanOrEqualTo(6).And.All.Matches<string>(image => !image.Split('/')[0].Contains('.') || !image.Contains('/')));
        Assert.That(images, Has.All.Contains(":"), "a version each");
    }

    [TestCase("embedded.yaml")]
    [TestCase("postgres.yaml")]
    public void The_pod_is_locked_down_and_mounts_what_it_has(string file)
    {
        var set = Workload(file);
        var (pod, container) = (set["spec.template.spec"], set["spec.template.spec.containers.0"]);
        Assert.That((pod["securityContext.runAsNonRoot"].Text, pod["securityContext.runAsUser"].Text, pod["securityContext.seccompProfile.type"].Text), Is.EqualTo(("true", "10001", "RuntimeDefault")));
        Assert.That(container["ports.0.containerPort"].Text, Is.EqualTo("8443"));
        var volumes = pod["volumes"].Items.Select(volume => volume["name"].Text);
        if (set["spec"].Map.TryGetValue("volumeClaimTemplates", out var claims)) volumes = volumes.Concat(claims.Items.Select(claim => claim["metadata.name"].Text));
        var containers = pod.Map.TryGetValue("initContainers", out var first) ? [.. first.Items, container] : (Yaml[])[container];
        Assert.That(containers.SelectMany(one => one["volumeMounts"].Items).Select(mount => mount["name"].Text).ToHashSet(), Is.EquivalentTo(volumes));
        foreach (var one in containers)
            Assert.That((one["securityContext.readOnlyRootFilesystem"].Text, one["securityContext.allowPrivilegeEscalation"].Text, one["securityContext.capabilities.drop.0"].Text),
                Is.EqualTo(("true", "false", "ALL")));
        var grace = int.Parse(pod["terminationGracePeriodSeconds"].Text!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(TimeSpan.FromSeconds(grace), Is.GreaterThan(new Ledger.Host.Server.ServerSettings().Drain), "requests under way are finished first");
        var folders = container["volumeMounts"].Items.Where(mount => mount.Map.ContainsKey("readOnly")).Select(mount => mount["mountPath"].Text!).ToHashSet();
        var secrets = Manifests(file).Single(document => document["kind"].Text == "ConfigMap")["data"].Map.Values.Select(value => value.Text!).Where(text => text.StartsWith("/run/secrets/", StringComparison.Ordinal));
        Assert.That(secrets.Select(secret => Path.GetDirectoryName(secret)!).ToHashSet(), Is.EquivalentTo(folders), "secrets by file, each from a volume that is mounted");
    }

    [Test]
    public async Task The_probes_ask_what_the_server_answers()
    {
        await using var served = await Served.Start();
        var routes = served.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText).ToHashSet();
        foreach (var container in ManifestFiles.Select(file => Workload(file)["spec.template.spec.containers.0"]))
        {
            foreach (var (probe, path) in new[] { ("startupProbe", "/health/live"), ("livenessProbe", "/health/live"), ("readinessProbe", "/health/ready") })
            {
                Assert.That(container[$"{probe}.httpGet.path"].Text, Is.EqualTo(path), probe);
                Assert.That(routes, Does.Contain(path));
                Assert.That((container[$"{probe}.httpGet.scheme"].Text, container[$"{probe}.httpGet.port"].Text), Is.EqualTo(("HTTPS", container["ports.0.name"].Text)));
            }
        }
    }

    [TestCase("compose.yaml")]
    [TestCase("compose.postgres.yaml")]
    public void Compose_locks_the_containers_down_and_gives_secrets_by_file(string file)
    {
        var compose = Compose(file);
        var services = compose["services"].Map.Values.ToList();
        foreach (var service in services)
            Assert.That((service["read_only"].Text, service["user"].Text, service["cap_drop.0"].Text, service["security_opt.0"].Text), Is.EqualTo(("true", "10001:10001", "ALL", "no-new-privileges:true")));
        var ledger = compose["services.ledger"];
        foreach (var service in services.Where(service => service["image"].Text == ledger["image"].Text))
            Assert.That(service["environment"].Map.Values.Select(value => value.Text!).Where(text => text.StartsWith("/run/secrets/", StringComparison.Ordinal)).Select(Path.GetFileName),
                Is.EquivalentTo(service["secrets"].Items.Select(secret => secret.Text)));
        Assert.That(services.SelectMany(service => service["secrets"].Items).Select(secret => secret.Text).ToHashSet(), Is.EquivalentTo(compose["secrets"].Map.Keys));
        var mounted = services.Where(service => service.Map.ContainsKey("volumes")).SelectMany(service => service["volumes"].Items).Select(volume => volume.Text!.Split(':')[0]).ToLookup(source => source.StartsWith('.'));
        Assert.That(mounted[false].ToHashSet(), Is.EquivalentTo(compose["volumes"].Map.Keys));
        foreach (var source in mounted[true]) Assert.That(File.Exists(Path.Combine(Containers, source)), Is.True, source);
        Assert.That(ledger["healthcheck.test"].Items[^1].Text, Is.EqualTo("https://127.0.0.1:8443/health/live"));
    }

    [Test]
    public void Every_setting_they_name_is_one_the_program_reads()
    {
        var texts = All.Append(Path.Combine(Repository.Root, "docs", "operations.md")).Select(file => (file, File.ReadAllText(file)));
        var named = texts.SelectMany(text => Setting().Matches(text.Item2).Select(match => match.Value)).Distinct().ToList();
        Assert.That(named, Has.Count.GreaterThan(8));
        Assert.That(named.Where(name => !Code.Value.Contains($"\"{name}\"", StringComparison.Ordinal) && !Code.Value.Contains($"\"{name["LEDGER_".Length..]}\"", StringComparison.Ordinal) && !IsSecret(name)), Is.Empty);
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
        var listed = Listed().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"))).Select(match => Part().Replace(match.Groups[1].Value, "")).ToHashSet();
        Assert.That(listed, Has.Count.GreaterThan(8).And.SubsetOf(told), "what operations.md says to watch");
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
        var units = All.Where(file => file.EndsWith(".service", StringComparison.Ordinal) || file.EndsWith(".timer", StringComparison.Ordinal)).ToList();
        Assert.That(units, Has.Count.EqualTo(3));
        var service = File.ReadAllText(Path.Combine(Folder, "systemd", "ledger.service"));
        foreach (var line in new[] { "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=", "SystemCallFilter=", "LoadCredential=master.key:", "UMask=0077", "Restart=on-failure" })
            Assert.That(service, Does.Contain($"\n{line}"));
        if (!IsThere("systemd-analyze")) return;   // what they must hold was looked at
        using var place = new Workspace();
        foreach (var unit in units) place.Write(Path.GetFileName(unit), File.ReadAllText(unit).Replace("/opt/ledger/Ledger.Host", "/bin/true", StringComparison.Ordinal).Split('\n'));
        foreach (var unit in units) Assert.That(Executed("systemd-analyze", ["verify", place.At(Path.GetFileName(unit))]), Is.EqualTo((0, "")), unit);
    }

    [Test]
    [Platform(Exclude = "Win"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_shell_reads_the_scripts()
    {
        var scripts = All.Where(file => File.ReadAllText(file).StartsWith("#!", StringComparison.Ordinal)).ToList();
        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts)
        {
            Assert.That(File.GetUnixFileMode(script) & UnixFileMode.UserExecute, Is.Not.EqualTo(UnixFileMode.None), script);
            Assert.That(Executed("sh", ["-n", script]), Is.EqualTo((0, "")));
            if (IsThere("shellcheck")) Assert.That(Executed("shellcheck", [script]), Is.EqualTo((0, "")));
        }
    }

    /// <summary>A secret of the profiles on a database, or the file it is in; of the ledger itself, or of the one that it moves to.</summary>
    static bool IsSecret(string name)
    {
        var secret = name["LEDGER_".Length..];
        if (secret.EndsWith("_FILE", StringComparison.Ordinal)) secret = secret[..^"_FILE".Length];
        return new[] { secret, secret.StartsWith("TO_", StringComparison.Ordinal) ? secret["TO_".Length..] : secret }
            .Any(one => new[] { ")", ", " }.Any(end => Code.Value.Contains($"Secret(\"{one}\"{end}", StringComparison.Ordinal)));
    }

    static bool IsThere(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    static string Prometheus(string instrument, string unit) => instrument.Replace('.', '_') + unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };

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

    [GeneratedRegex("`(ledger_[a-z_]+)`")]
    private static partial Regex Listed();

    [GeneratedRegex("(?:^ {4}|`|-- )ledger ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("_(?:bucket|count|sum|total)$")]
    private static partial Regex Part();
}
