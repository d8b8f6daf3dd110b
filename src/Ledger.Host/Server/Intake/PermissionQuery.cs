using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Server.Intake;

/// <summary>What the query of a permission's address says. Strict: what is unknown, empty or there twice is refused, as a wrong question gets a wrong answer.</summary>
sealed class PermissionQuery
{
    const long IndexMax = (1L << 53) - 1;

    readonly List<string> _categories = [];
    readonly bool _recording;
    string? _purpose, _recipient, _channel, _kind, _ground, _at, _known, _after, _source;

    PermissionQuery(bool recording) => _recording = recording;

    /// <summary>What is asked.</summary>
    public PermissionQuestion Question { get; private set; } = null!;

    /// <summary>Whether the answer is to be one of the past.</summary>
    public bool AsOf => _at is not null || _known is not null;

    /// <summary>The index up to which knowledge counts, or null.</summary>
    public long? Known { get; private set; }

    /// <summary>The index the answer must know of, or null.</summary>
    public long? After { get; private set; }

    /// <summary>The source under which a refusal is recorded.</summary>
    public string? Source => _source;

    /// <summary>Reads a query; where a refusal is to be recorded, it names a source, and asks about now.</summary>
    public static Outcome<PermissionQuery> Read(string? query, DateTimeOffset now, bool recording)
    {
        var found = new PermissionQuery(recording);
        for (var rest = query.AsSpan().TrimStart('?'); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = pair.IndexOf('=');
            var name = PercentText.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            var value = equals < 0 ? "" : PercentText.Decode(pair[(equals + 1)..], plusIsSpace: true);
            if (name is null) return No("?", "A name in the query is not percent-encoded UTF-8.");
            if (found.Take(name, value) is { } fault) return No(name, fault);
        }
        return found.Complete(now);
    }

    string? Take(string name, string? value) => value switch
    {
        null => "The value is not percent-encoded UTF-8.",
        "" => "A value is expected; leave out what is not meant.",
        _ => name switch
        {
            "purpose" => Once(ref _purpose, value),
            "recipient" => Once(ref _recipient, value),
            "channel" => Once(ref _channel, value),
            "kind" => Once(ref _kind, value),
            "ground" => Once(ref _ground, value),
            "after" => Once(ref _after, value),
            "at" when !_recording => Once(ref _at, value),
            "known" when !_recording => Once(ref _known, value),
            "source" when _recording => Once(ref _source, value),
            "category" => Add(value),
            _ => "There is no such parameter here.",
        },
    };

    Outcome<PermissionQuery> Complete(DateTimeOffset now)
    {
        if (_purpose is null) return No("purpose", "Say for which purpose.");
        if (_recording && _source is null) return No("source", "Say under which source a refusal is to be recorded.");
        var at = now;
        if (_at is not null && !Instant.TryParse(_at, out at)) return No("at", "A moment is expected (RFC 3339, with Z or an offset).");
        if (!TryIndex(_known, out var known)) return No("known", "An index is expected.");
        if (!TryIndex(_after, out var after)) return No("after", "An index is expected.");
        if (!TryGround(_ground, out var ground)) return No("ground", "A ground is consent, service or law.");
        (Known, After) = (known, after);
        Question = new(_purpose, at) { Recipient = _recipient, Channel = _channel, Kind = _kind, Ground = ground, Categories = [.. _categories] };
        return this;
    }

    static string? Once(ref string? place, string value)
    {
        if (place is not null) return "The parameter is there twice.";
        place = value;
        return null;
    }

    string? Add(string category)
    {
        if (_categories.Contains(category)) return "The category is there twice.";
        _categories.Add(category);
        return null;
    }

    static bool TryIndex(string? text, out long? index)
    {
        index = null;
        if (text is null) return true;
        if (text.Length > 16 || text.AsSpan().ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0')) return false;
        index = long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return index <= IndexMax;
    }

    static bool TryGround(string? text, out DisclosureGround? ground)
    {
        ground = text switch { "consent" => DisclosureGround.Consent, "service" => DisclosureGround.Service, "law" => DisclosureGround.Law, _ => null };
        return text is null || ground is not null;
    }

    /// <summary>A name that is no plain word might be somebody's data, and is not shown.</summary>
    static Refusal No(string name, string message) =>
        new(HttpRefusals.BadParameter, message, name.Length <= 40 && name.All(c => char.IsAsciiLetterLower(c) || c is '-' or '_') ? $"?{name}" : "?");
}
