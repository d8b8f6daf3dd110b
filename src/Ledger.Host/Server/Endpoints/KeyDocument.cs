using System.Text;
using System.Text.Json.Serialization;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Server.Endpoints;

/// <summary>A key as it is listed: neither itself nor its hash. What it has not is left out.</summary>
sealed record KeyDocument(
    string Prefix, string Name, string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Sources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Types,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Inquiries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Rate,
    string Created,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Expires,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Revoked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastUsed,
    bool Works,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OwnLinks)
{
    public static KeyDocument Of(ApiKeyRow row, DateTimeOffset now) => new(
        row.Prefix, row.Name, row.Role, row.Sources?.Split(' '), row.Types?.Split(' '), row.Inquiries.Length > 0 ? row.Inquiries.Split('\n') : null, row.Rate,
        Moment(row.Created)!, Moment(row.Expires), Moment(row.Revoked), Moment(row.LastUsed), row.Works(Micros.Of(now)), row.OwnLinks);

    static string? Moment(long? micros)
    {
        if (micros is not { } some) return null;
        Span<byte> text = stackalloc byte[Instant.LengthMax];
        return Encoding.ASCII.GetString(text[..Instant.Format(Micros.ToMoment(some), text)]);
    }
}
