using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Projections;

namespace Ledger.Host.Documents;

/// <summary>
/// What happened on one day of the operator's local calendar, in numbers. A small count could tell of somebody (clause 2.2.5), so it is not shown: null in
/// JSON, "&lt;5" in CSV. Inside, days stay exact.
/// </summary>
sealed record DayDocument(
    string Day, DayCount Events, DayCount Registrations, DayCount Collections, DayCount Consents, DayCount ConsentsRefused, DayCount Withdrawals,
    DayCount StopDemands, DayCount OptIns, DayCount OptOuts, DayCount Messages, DayCount DisclosuresByConsent, DayCount DisclosuresForService,
    DayCount DisclosuresByLaw, DayCount DisclosuresWithoutGround, DayCount DisclosuresRefused, DayCount Destructions, DayCount Shreddings,
    DayCount SupportCases, DayCount Inquiries, DayCount InquiriesSettled, DayCount Incidents, DayCount Readings, DayCount Exports)
{
    /// <summary>The row with no count from 1 to one less than <paramref name="small"/>.</summary>
    public static DayDocument Of(DailyRow row, int small)
    {
        var shown = new Suppression(small);
        return new(
            row.Day, default, shown.Of(row.Registrations), shown.Of(row.Collections), shown.Of(row.Consents), shown.Of(row.ConsentsRefused),
            shown.Of(row.Withdrawals), shown.Of(row.StopDemands), shown.Of(row.OptIns), shown.Of(row.OptOuts), shown.Of(row.Messages),
            shown.Of(row.DisclosuresByConsent), shown.Of(row.DisclosuresForService), shown.Of(row.DisclosuresByLaw), shown.Of(row.DisclosuresWithoutGround),
            shown.Of(row.DisclosuresRefused), shown.Of(row.Destructions), shown.Of(row.Shreddings), shown.Of(row.SupportCases), shown.Of(row.Inquiries),
            shown.Of(row.InquiriesSettled), shown.Of(row.Incidents), shown.Of(row.Views), shown.Of(row.Exports))
        {
            Events = shown.Total(row.Events),
        };
    }

    /// <summary>Suppresses the small counts of one day, and its total where that would tell one of them.</summary>
    sealed class Suppression(int small)
    {
        long _hidden, _shown;

        public DayCount Of(long count)
        {
            if (count == 0 || count >= small)
            {
                _shown += count;
                return new(count);
            }
            _hidden++;
            return new(null, small);
        }

        /// <summary>
        /// The total holds events of types that have no column, too. What it exceeds the shown counts by is an upper bound of what is hidden: for one hidden
        /// count that is often the count itself, and where each of several can be no more than 1 it is they.
        /// </summary>
        public DayCount Total(long events) =>
            (events > 0 && events < small) || _hidden == 1 || (_hidden > 1 && events - _shown == _hidden) ? new(null, small) : new(events);
    }
}

/// <summary>A count, or that it is small.</summary>
/// <param name="Value">The count; null where it is not shown.</param>
/// <param name="Below">Then it is below this.</param>
[JsonConverter(typeof(DayCountJson))]
readonly record struct DayCount(long? Value, int Below = 0) : IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        Value?.ToString(CultureInfo.InvariantCulture) ?? string.Create(CultureInfo.InvariantCulture, $"<{Below}");

    /// <summary>A number or null.</summary>
    sealed class DayCountJson : JsonConverter<DayCount>
    {
        public override bool HandleNull => true;

        public override DayCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DayCount value, JsonSerializerOptions options)
        {
            if (value.Value is { } count) writer.WriteNumberValue(count);
            else writer.WriteNullValue();
        }
    }
}
