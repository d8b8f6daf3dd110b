using Ledger.Postgres;
using Ledger.Sealing;
using Ledger.Sqlite;
using Ledger.Host.Cluster;
using Ledger.Journal;

namespace Ledger.Host;

/// <summary>Where the ledger of the profile <c>postgres</c> is. Connection strings and keys are secrets: none ever prints.</summary>
/// <param name="place">The databases and the master key.</param>
sealed class PostgresSettings(PostgresPlace place)
{
    /// <summary>The names of the profiles (DESIGN section 7).</summary>
    public const string Embedded = "embedded", Profile = "postgres", ClusterProfile = "cluster";

    public PostgresPlace Place { get; } = place;

    /// <summary>Where the journal is, in the profile <c>cluster</c>; null where it is in the database.</summary>
    public EventStoreSettings? EventStore { get; init; }

    /// <summary>What replicas know each other's forwarded requests by.</summary>
    public byte[] ForwardingKey { get; } = place.KeyFor("ledger forwarded request v1");

    /// <summary>
    /// The settings of a profile, or null for the embedded one. Of each secret there is a variable, and one with <c>_FILE</c> behind it that names the file it is in; neither
    /// is read from <c>appsettings.json</c>.
    /// </summary>
    /// <exception cref="InputException">There is no such profile, or something it needs is not set.</exception>
    /// <param name="profile">Its name.</param>
    /// <param name="target">
    /// Whether a ledger moves there. Where <c>LEDGER_TO_POSTGRES</c> is set, what the target is made of comes from <c>LEDGER_TO_</c> alone: nothing of the source's is taken for it but
    /// the master key, where <c>LEDGER_TO_MASTER_KEY</c> is not set. Otherwise the ledger comes from another engine, and the variables are those the target will be served with.
    /// </param>
    public static PostgresSettings? Read(string profile, bool target = false) => profile switch
    {
        Embedded => null,
        Profile => new(Databases(target)),
        ClusterProfile when !ClusterEngine.IsBuilt => throw new StoreRefusedException(StoreRefusedException.EngineMissing, "This build lacks the cluster engine; it is built with -c Cluster (docs/cluster.md)."),
        ClusterProfile => new(Databases(target))
        {
            EventStore = new(Secret("EVENTSTORE", To(target)) ?? throw new InputException($"LEDGER_{To(target)}EVENTSTORE must say how to reach EventStoreDB: esdb://..."),
                Secret("EVENTSTORE_STREAM", To(target)) ?? "ledger"),
        },
        _ => throw new InputException($"There is no profile of this name: {Embedded}, {Profile} or {ClusterProfile}."),
    };

    static PostgresPlace Databases(bool target)
    {
        var to = To(target);
        return new(
            new(Secret("POSTGRES", to) ?? throw new InputException("LEDGER_POSTGRES must say how to reach the database: Host=...;Database=...;Username=..."), Secret("POSTGRES_OWNER", to), $"LEDGER_{to}POSTGRES"),
            Secret("POSTGRES_VAULT", to) is { } vault ? new(vault, Secret("POSTGRES_VAULT_OWNER", to), $"LEDGER_{to}POSTGRES_VAULT") : null,
            (target ? TargetMasterKey() : SqliteLedgerStore.MasterKeyGiven()) ?? throw new InputException("LEDGER_MASTER_KEY must hold the vault's master key, 32 bytes in base64 ('openssl rand -base64 32' makes one), or LEDGER_MASTER_KEY_FILE name the file it is in."));
    }

    /// <summary>What stands before the names of all that a target is made of.</summary>
    static string To(bool target)
    {
        if (!target) return "";
        if (Secret("TO_POSTGRES") is not null) return "TO_";
        foreach (var name in new[] { "POSTGRES_OWNER", "POSTGRES_VAULT", "POSTGRES_VAULT_OWNER", "EVENTSTORE", "EVENTSTORE_STREAM" })
            if (Secret(name, "TO_") is not null) throw new InputException($"LEDGER_TO_{name} is set, and LEDGER_TO_POSTGRES is not: what a target is made of is named all with LEDGER_TO_, or nothing of it.");
        return "";
    }

    /// <summary>The master key of a ledger that another moves to: LEDGER_TO_MASTER_KEY, or else the one of every ledger; null where neither is set.</summary>
    public static byte[]? TargetMasterKey() => Secret("TO_MASTER_KEY") is { } given ? MasterKey.Decode(given) : SqliteLedgerStore.MasterKeyGiven();

    static string? Secret(string name, string to) => Secret(to + name);

    static string? Secret(string name)
    {
        if (Environment.GetEnvironmentVariable($"LEDGER_{name}") is { Length: > 0 } given) return given;
        if (Environment.GetEnvironmentVariable($"LEDGER_{name}_FILE") is not { Length: > 0 } path) return null;
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } kept ? kept : throw new InputException($"LEDGER_{name}_FILE is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"LEDGER_{name}_FILE cannot be read.");
        }
    }
}
