using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Reports;

/// <summary>A report for programs: facts and rows by their keys, moments as RFC 3339 in UTC, codes as codes beside the words for them.</summary>
static class ReportJson
{
    const int PendingMax = 1 << 14;

    /// <summary>It is a file of its own and never part of a page: Cyrillic stands as itself.</summary>
    static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Write(ReportDocument report, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("report", report.Kind);
        json.WriteString("language", report.Language == ReportLanguage.Ru ? "ru" : "en");
        json.WriteString("title", report.Title);
        if (report.Subtitle is { } subtitle) json.WriteString("subtitle", subtitle);
        json.WriteString("origin", report.Origin);
        json.WriteNumber("known", report.Known);
        json.WriteString("madeAt", Moment(report.MadeAt));
        json.WriteStartObject("sections");
        foreach (var section in report.Sections) await Section(json, section, cancel);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        output.WriteByte((byte)'\n');
    }

    static async ValueTask Section(Utf8JsonWriter json, ReportSection section, CancellationToken cancel)
    {
        json.WriteStartObject(section.Key);
        if (section.Number is { } number) json.WriteString("number", number);
        json.WriteString("title", section.Title);
        var said = section.Blocks.Select(block => block switch { ReportText { Text: var text } => text, ReportWarning { Text: var text } => text, _ => null }).OfType<string>().ToList();
        if (said.Count > 0)
        {
            json.WriteStartArray("text");
            foreach (var text in said) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        foreach (var block in section.Blocks)
        {
            if (block is ReportFacts facts) Facts(json, facts);
            else if (block is ReportTable table) await Table(json, table, cancel);
        }
        json.WriteEndObject();
    }

    static void Facts(Utf8JsonWriter json, ReportFacts facts)
    {
        json.WriteStartObject(facts.Key);
        foreach (var fact in facts.Items)
        {
            json.WritePropertyName(fact.Key);
            Value(json, fact.Value);
        }
        json.WriteEndObject();
    }

    static async ValueTask Table(Utf8JsonWriter json, ReportTable table, CancellationToken cancel)
    {
        json.WriteStartArray(table.Key);
        await foreach (var row in table.Rows(cancel).WithCancellation(cancel))
        {
            json.WriteStartObject();
            for (var at = 0; at < table.Columns.Count; at++)
            {
                json.WritePropertyName(table.Columns[at].Key);
                Value(json, row[at]);
            }
            json.WriteEndObject();
            if (json.BytesPending > PendingMax) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
    }

    static void Value(Utf8JsonWriter json, ReportValue value)
    {
        switch (value)
        {
            case HashValue { Text: var hash }: json.WriteStringValue(hash); break;
            case TextValue { Text: var text }: json.WriteStringValue(text); break;
            case NumberValue { Number: var number }: json.WriteNumberValue(number); break;
            case MomentValue { At: var at }: json.WriteStringValue(Moment(at)); break;
            case DayValue { On: var on }: json.WriteStringValue(on.ToString("o", CultureInfo.InvariantCulture)); break;
            case CodeValue { Code: var code, Label: var label }:
                json.WriteStartObject();
                json.WriteString("code", code);
                json.WriteString("label", label);
                json.WriteEndObject();
                break;
            case ManyValues { Values: var values }:
                json.WriteStartArray();
                foreach (var one in values) Value(json, one);
                json.WriteEndArray();
                break;
            case DestroyedValue:
                json.WriteStartObject();
                json.WriteBoolean("destroyed", true);
                json.WriteEndObject();
                break;
            default: json.WriteNullValue(); break;
        }
    }

    static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
