using Ledger.Journal;

namespace Ledger.Access;

/// <summary>What a new key may do.</summary>
/// <param name="Name">The account it stands for: no person's name.</param>
/// <param name="Role">Its role.</param>
public sealed record ApiKeyTerms(string Name, Role Role)
{
    /// <summary>The most sources, types or inquiries one key names.</summary>
    public const int NamesMax = 64;

    /// <summary>The highest rate a key can have.</summary>
    public const long RateMax = 1_000_000;

    /// <summary>The sources it may publish under; null leaves it free. For publishers alone.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>The event types, without version, it may publish; null leaves it free. For publishers alone.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The inquiries a regulator's key may see; for regulators alone, and they need one.</summary>
    public IReadOnlyList<string> Inquiries { get; init; } = [];

    /// <summary>Whether it may take out links to persons' own pages; for publishers alone, officers may without.</summary>
    public bool OwnLinks { get; init; }

    /// <summary>How many requests a second; null for the installation's limit, 0 for none.</summary>
    public long? Rate { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Why no key can be made on these terms, or null.</summary>
    public Refusal? Check(DateTimeOffset now)
    {
        if (!Accounts.MayBeGiven(Name)) return No("$.name", "An account's name has letters, digits and . _ / # - alone, at most 64: never a person's name or address, and not 'own-page', which is that of persons on their own page.");
        if (Rate is < 0 or > RateMax) return No("$.rate", $"A rate is 0 for none, or at most {RateMax} a second.");
        if (Expires <= now) return No("$.expires", "The key would have ended already.");
        return Role switch
        {
            Role.Publisher => Inquiries.Count > 0 ? No("$.inquiries", "Inquiries are for a regulator's key.") : CheckSources() ?? CheckTypes(),
            _ when Sources is not null => No("$.sources", "Sources are for a publisher's key."),
            _ when OwnLinks => No("$.ownLinks", "Links to persons' own pages are a right of a publisher's key; officers have it without."),
            _ when Types is not null => No("$.types", "Types are for a publisher's key."),
            Role.Regulator => CheckInquiries(),
            _ => Inquiries.Count > 0 ? No("$.inquiries", "Inquiries are for a regulator's key.") : null,
        };
    }

    Refusal? CheckSources() => CheckEach(Sources, "$.sources", source => PublishedCodec.IsSource(source) && source != AccessRecorder.Source, "A source is a URI reference (RFC 3986), none of the ledger's own.");

    Refusal? CheckTypes() =>
        CheckEach(Types, "$.types", type => EventCatalogue.Newest(type) is { By: Publishing.Fact }, "No fact of the catalogue has this type; it is named without its version.");

    Refusal? CheckInquiries() => Inquiries.Count == 0
        ? No("$.inquiries", "A regulator's key names the inquiries it is for.")
        : CheckEach(Inquiries, "$.inquiries", Accounts.IsName, "This is no number of an inquiry.");

    static Refusal? CheckEach(IReadOnlyList<string?>? names, string path, Predicate<string> stands, string otherwise)
    {
        if (names is null) return null;
        if (names.Count is 0 or > NamesMax) return No(path, $"1 to {NamesMax} are expected; left out, there is no limit.");
        for (var at = 0; at < names.Count; at++)
            if (names[at] is not { } name || !stands(name)) return No($"{path}[{at}]", otherwise);
        return null;
    }

    internal static Refusal No(string path, string message) => new(CodecRefusals.BadValue, message, path);
}
