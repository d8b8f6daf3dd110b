using Ledger.Reading;

namespace Ledger.Cluster;

/// <summary>The members of a row as SQL over its document: typed, and text by its bytes. Indexes and queries have the same expressions, so that one serves the other.</summary>
sealed class RowFields(RowShape shape)
{
    readonly Dictionary<string, RowMember> _members = shape.Members.ToDictionary(member => member.Name);

    /// <summary>The indexes of a table of these documents, and the order of its keys.</summary>
    public string Indexes(string table, string bare) =>
        $"ALTER TABLE {table} ALTER COLUMN id TYPE varchar COLLATE \"C\";\n"
        + string.Concat(shape.Indexes.Select((members, place) => $"CREATE INDEX {bare}_{place} ON {table} ({string.Join(", ", members.Select(member => Ordered(member, "")))});\n"));

    /// <summary>The value of a member; <paramref name="of"/> is the table's name and a full stop.</summary>
    public string Value(string member, string of = "d.") =>
        member == nameof(IRow.Key) ? $"{of}id"
        : _members[member].Type == typeof(string) ? $"(({of}data ->> '{member}') COLLATE \"C\")"
        : $"(({of}data ->> '{member}')::{(_members[member].Type == typeof(bool) ? "boolean" : "bigint")})";

    /// <summary>Nothing comes before something. A key is always there, and its index has the other order of what is not.</summary>
    public string Ordered(string member, string of = "d.", bool descending = false) =>
        Value(member, of) + (member == nameof(IRow.Key) ? descending ? " DESC" : "" : descending ? " DESC NULLS LAST" : " NULLS FIRST");
}
