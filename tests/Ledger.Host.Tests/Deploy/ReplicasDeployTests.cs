using static Ledger.Host.Tests.Deploy.DeployFiles;

namespace Ledger.Host.Tests.Deploy;

/// <summary>The files of deploy/ for both profiles: how many may run, and what they share (decision 25).</summary>
public sealed class ReplicasDeployTests
{
    [Test]
    public void A_data_folder_belongs_to_one_pod_and_a_database_to_two_of_one_version()
    {
        Assert.That((Workload("embedded.yaml")["kind"].Text, Workload("embedded.yaml")["spec.replicas"].Text), Is.EqualTo(("StatefulSet", "1")));
        var replicas = Workload("postgres.yaml");
        Assert.That((replicas["kind"].Text, replicas["spec.replicas"].Text, replicas["spec.strategy.type"].Text), Is.EqualTo(("Deployment", "2", "Recreate")));
        Assert.That(Compose("compose.postgres.yaml")["services.ledger.scale"].Text, Is.EqualTo("2"));
    }

    [Test]
    public void Replicas_are_spread_over_machines_and_one_of_two_may_be_evicted_at_a_time()
    {
        var pods = Workload("postgres.yaml")["spec.template"];
        var spread = pods["spec.topologySpreadConstraints.0"];
        Assert.That(spread["topologyKey"].Text, Is.EqualTo("kubernetes.io/hostname"));
        var labels = pods["metadata.labels"].Map.Select(label => (label.Key, label.Value.Text)).ToList();
        Assert.That(spread["labelSelector.matchLabels"].Map.Select(label => (label.Key, label.Value.Text)), Is.EqualTo(labels));
        var service = Manifests("postgres.yaml").Single(document => document["kind"].Text == "Service");
        Assert.That(service["spec.selector"].Map.Select(label => (label.Key, label.Value.Text)), Is.EqualTo(labels));
        var budget = Manifests("postgres.yaml").Single(document => document["kind"].Text == "PodDisruptionBudget");
        Assert.That(budget["spec.selector.matchLabels"].Map.Select(label => (label.Key, label.Value.Text)), Is.EqualTo(labels));
        Assert.That((budget["apiVersion"].Text, budget["spec.minAvailable"].Text, budget["spec.unhealthyPodEvictionPolicy"].Text), Is.EqualTo(("policy/v1", "1", "AlwaysAllow")));
        Assert.That(Manifests("embedded.yaml").Select(document => document["kind"].Text), Has.None.EqualTo("PodDisruptionBudget"), "the node of a single pod could never be drained");
    }

    [Test]
    public void Each_replica_says_where_the_others_reach_it()
    {
        var (container, settings) = (Workload("postgres.yaml")["spec.template.spec.containers.0"], Manifests("postgres.yaml").Single(document => document["kind"].Text == "ConfigMap")["data"]);
        var variables = container["env"].Items.Select(variable => variable["name"].Text).ToList();
        Assert.That(variables, Is.EqualTo((string[])["POD_IP", "LEDGER_ADVERTISE"]), "Kubernetes puts in only what stands before");
        Assert.That(container["env.0.valueFrom.fieldRef.fieldPath"].Text, Is.EqualTo("status.podIP"));
        Assert.That(container["env.1.value"].Text!.Replace("$(POD_IP)", "10.0.0.5", StringComparison.Ordinal), Is.EqualTo($"https://10.0.0.5:{container["ports.0.containerPort"].Text}"));
        Assert.That(settings["LEDGER_URLS"].Text, Is.EqualTo($"https://0.0.0.0:{container["ports.0.containerPort"].Text}"));
        var ledger = Compose("compose.postgres.yaml")["services.ledger"];
        Assert.That(ledger["environment.LEDGER_URLS"].Text, Is.EqualTo("https://0.0.0.0:8443"));
        var entrypoint = ledger["entrypoint"].Items.Select(part => part.Text!.Replace("$$", "$", StringComparison.Ordinal)).ToList();
        Assert.That(entrypoint[^1], Does.EndWith("exec /opt/ledger/Ledger.Host serve"), "signals reach the server itself");
        var said = entrypoint[^1].Replace("/opt/ledger/Ledger.Host serve", "printenv LEDGER_ADVERTISE", StringComparison.Ordinal);
        Assert.That(Executed(entrypoint[0], [.. entrypoint[1..^1], said]), Is.EqualTo((0, $"https://{System.Net.Dns.GetHostName()}:8443\n")), "the name of its container");
        foreach (var replica in new[] { settings, ledger["environment"] })
            Assert.That(replica["LEDGER_PUBLIC_URL"].Text, Does.StartWith("https://"), "what their certificate is good for");
    }

    [Test]
    public void Replicas_share_the_folder_of_answers()
    {
        var claims = Manifests("postgres.yaml").Where(document => document["kind"].Text == "PersistentVolumeClaim").ToDictionary(claim => claim["metadata.name"].Text!);
        var wanted = Workload("postgres.yaml")["spec.template.spec.volumes"].Items.Where(volume => volume.Map.ContainsKey("persistentVolumeClaim"))
            .ToDictionary(volume => volume["name"].Text!, volume => volume["persistentVolumeClaim.claimName"].Text!);
        Assert.That(wanted, Contains.Key("data"));
        Assert.That(wanted.Values, Is.EquivalentTo(claims.Keys));
        Assert.That(claims.Values.Select(claim => claim["spec.accessModes.0"].Text), Has.All.EqualTo("ReadWriteMany"));
    }

    [Test]
    public void Both_say_the_profile_and_give_replicas_the_application_role_alone()
    {
        string[] secrets = ["LEDGER_MASTER_KEY_FILE", "LEDGER_POSTGRES_FILE", "LEDGER_POSTGRES_VAULT_FILE"], owners = ["LEDGER_POSTGRES_OWNER_FILE", "LEDGER_POSTGRES_VAULT_OWNER_FILE"];
        var settings = Manifests("postgres.yaml").Single(document => document["kind"].Text == "ConfigMap")["data"];
        var (pod, compose) = (Workload("postgres.yaml")["spec.template.spec"], Compose("compose.postgres.yaml")["services"]);
        foreach (var replica in new[] { settings, compose["ledger.environment"] })
        {
            Assert.That(replica["LEDGER_PROFILE"].Text, Is.EqualTo(PostgresSettings.Profile));
            Assert.That(replica.Map.Keys, Is.SupersetOf(secrets).And.Not.Contains(owners[0]).And.Not.Contains(owners[1]));
        }
        Assert.That(pod["containers.0.env"].Items.Select(variable => variable["name"].Text), Has.None.Contains("OWNER"));
        Assert.That(pod["containers.0.volumeMounts"].Items.Select(mount => mount["name"].Text), Has.None.EqualTo("postgres-owner"));
        Assert.That(compose["ledger.secrets"].Items.Select(secret => secret.Text), Has.None.Contains("owner"));
        // Only what runs `ledger upgrade`, and ends before they start, is given the owners.
        var upgrade = pod["initContainers.0"];
        Assert.That((upgrade["args.0"].Text, compose["upgrade.command.0"].Text, compose["ledger.depends_on.upgrade.condition"].Text), Is.EqualTo(("upgrade", "upgrade", "service_completed_successfully")));
        Assert.That(upgrade["env"].Items.Select(variable => variable["name"].Text), Is.EquivalentTo(owners));
        Assert.That(upgrade["volumeMounts"].Items.Where(mount => upgrade["env"].Items.All(variable => Path.GetDirectoryName(variable["value"].Text) == mount["mountPath"].Text)).Select(mount => mount["name"].Text),
            Is.EqualTo(new[] { "postgres-owner" }));
        Assert.That(compose["upgrade.environment"].Map.Keys, Is.SupersetOf(secrets).And.SupersetOf(owners));
        Assert.That(upgrade["image"].Text, Is.EqualTo(pod["containers.0.image"].Text), "one version");
    }

    [Test]
    public void The_database_makes_the_roles_that_postgresql_md_shows()
    {
        var script = File.ReadAllText(Path.Combine(Containers, "postgres-roles"));
        var shown = File.ReadAllText(Path.Combine(Repository.Root, "docs", "postgresql.md"));
        foreach (var line in new[] { "CREATE DATABASE ledger OWNER ledger_owner ENCODING 'UTF8' TEMPLATE template0;", "REVOKE CONNECT ON DATABASE ledger FROM PUBLIC;", "GRANT CONNECT ON DATABASE ledger TO ledger_app;" })
        {
            Assert.That(shown, Does.Contain(line));
            Assert.That(script.Replace("${name}", "ledger", StringComparison.Ordinal).Replace("$name", "ledger", StringComparison.Ordinal), Does.Contain(line));
        }
    }
}
