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
    public void Replicas_are_spread_over_machines_and_none_is_kept_from_being_evicted()
    {
        var pods = Workload("postgres.yaml")["spec.template"];
        var spread = pods["spec.topologySpreadConstraints.0"];
        Assert.That(spread["topologyKey"].Text, Is.EqualTo("kubernetes.io/hostname"));
        var labels = pods["metadata.labels"].Map.Select(label => (label.Key, label.Value.Text)).ToList();
        Assert.That(spread["labelSelector.matchLabels"].Map.Select(label => (label.Key, label.Value.Text)), Is.EqualTo(labels));
        var service = Manifests("postgres.yaml").Single(document => document["kind"].Text == "Service");
        Assert.That(service["spec.selector"].Map.Select(label => (label.Key, label.Value.Text)), Is.EqualTo(labels));
        Assert.That(ManifestFiles.SelectMany(Manifests).Select(document => document["kind"].Text), Has.None.EqualTo("PodDisruptionBudget"), "a standby is never ready");
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
        Assert.That(pod["containers.0"].Map.Keys, Has.None.EqualTo("env"));
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
