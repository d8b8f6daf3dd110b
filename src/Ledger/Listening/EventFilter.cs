using System.Collections.Frozen;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Listening;

/// <summary>What one listener hears: what its role may, narrowed by the types and purposes it asked for.</summary>
public sealed class EventFilter
{
    /// <summary>The most types, and the most purposes, one listener may name; and how long a purpose may be.</summary>
    public const int NamesMax = 64, PurposeMax = 64;

    readonly Role _role;
    readonly FrozenSet<string> _types, _purposes;

    EventFilter(Role role, IEnumerable<string> types, IEnumerable<string> purposes)
    {
        (_role, _types, _purposes) = (role, types.ToFrozenSet(StringComparer.Ordinal), purposes.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>The types it is narrowed to, without version; none where it is not.</summary>
    public IEnumerable<string> Types => _types.Order(StringComparer.Ordinal);

    /// <summary>The purposes it is narrowed to; none where it is not.</summary>
    public IEnumerable<string> Purposes => _purposes.Order(StringComparer.Ordinal);

    /// <summary>
    /// The filter a listener asks for. A type may be named with or without <c>ledger.</c> and version, and means every version. One that names nothing, or
    /// nothing this role hears, is refused: it would keep silent for good.
    /// </summary>
    public static Outcome<EventFilter> Of(Role role, IReadOnlyCollection<string> types, IReadOnlyCollection<string> purposes)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(purposes);
        if (types.Count > NamesMax) return new Refusal(CodecRefusals.BadValue, $"At most {NamesMax} types can be named.", "type");
        if (purposes.Count > NamesMax || purposes.Any(purpose => purpose.Length is 0 or > PurposeMax || purpose.Any(char.IsControl)))
            return new Refusal(CodecRefusals.BadValue, $"At most {NamesMax} purposes can be named, each by 1 to {PurposeMax} characters.", "purpose");
        var names = types.Select(Hearing.NameOf).ToList();
        if (names.Contains(null)) return new Refusal(CodecRefusals.UnknownType, "The catalogue has no such type.", "type");
        if (names.Any(name => !Hearing.Hears(role, name!))) return new Refusal(Refusals.NotAllowed, "This role does not hear that type.", "type");
        return new EventFilter(role, names!, purposes);
    }

    /// <summary>Whether the listener is told of this event.</summary>
    public bool Passes(HeardEvent heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        return Hearing.Hears(_role, heard.Name)
            && (_types.Count == 0 || _types.Contains(heard.Name))
            && (_purposes.Count == 0 || heard.Purposes.Concerns(_purposes));
    }
}
