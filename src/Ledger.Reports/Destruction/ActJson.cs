using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Reports;

/// <summary>The act and the log export for programs: the same items under English keys, words in Russian as in the act itself; what was destroyed is <c>{"destroyed":true}</c>.</summary>
static class ActJson
{
    const int PendingMax = 1 << 14;

    static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Write(ActReportKind kind, ActHead head, IAsyncEnumerable<DestroyedLine> lines, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("report", kind == ActReportKind.Log ? "destruction-log" : head.IsExtract ? "destruction-act-extract" : "destruction-act");
        json.WriteString("language", "ru");
        Head(json, kind, head);
        json.WriteStartArray("lines");
        await foreach (var line in lines.WithCancellation(cancel))
        {
            Line(json, kind, line);
            if (json.BytesPending > PendingMax) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        output.WriteByte((byte)'\n');
    }

    static void Head(Utf8JsonWriter json, ActReportKind kind, ActHead head)
    {
        json.WriteString("act", head.Reference);
        json.WriteString("issuedOn", Day(head.IssuedOn));
        json.WritePropertyName("operator");
        Party(json, head.Operator);
        json.WriteString("origin", head.Origin);
        json.WriteNumber("known", head.Known);
        json.WriteString("keptUntil", Day(head.KeptUntil));
        json.WriteNumber("reports", head.Reports);
        json.WriteNumber("persons", head.Persons);
        if (kind == ActReportKind.Log) return;
        json.WriteString("destroyedFrom", Day(head.First));
        json.WriteString("destroyedTo", Day(head.Last));
        All(json, "processors", head.Processors, Party);
        All(json, "performers", head.Performers, (to, performer) =>
        {
            to.WriteStartObject();
            Value(to, "fullName", performer.FullName);
            Value(to, "position", performer.Position);
            to.WriteEndObject();
        });
        All(json, "systems", head.Systems, (to, text) => to.WriteStringValue(text));
        All(json, "methods", head.Methods, (to, text) => to.WriteStringValue(text));
        All(json, "reasons", head.Reasons, (to, text) => to.WriteStringValue(text));
        All(json, "missing", head.Missing, (to, missing) =>
        {
            to.WriteStartObject();
            to.WriteString("what", JsonNamingPolicy.KebabCaseLower.ConvertName(missing.What.ToString()));
            to.WriteNumber("reports", missing.Reports);
            to.WriteEndObject();
        });
    }

    static void Line(Utf8JsonWriter json, ActReportKind kind, DestroyedLine line)
    {
        json.WriteStartObject();
        if (kind == ActReportKind.Act) json.WriteNumber("number", line.Number);
        json.WriteNumber("index", line.Index);
        Value(json, line.Subject.IsName ? "subjectName" : "subject", line.Subject.Identity);
        All(json, "categories", line.Categories, (to, text) => to.WriteStringValue(text));
        json.WriteString("system", line.System);
        json.WriteString("reason", line.Reason);
        json.WriteString("destroyedOn", Day(line.DestroyedOn));
        if (kind == ActReportKind.Act) Beyond(json, line);
        json.WriteEndObject();
    }

    /// <summary>What the act has and the log export cannot show; processors and performers by their numbers in the head, from 1.</summary>
    static void Beyond(Utf8JsonWriter json, DestroyedLine line)
    {
        json.WriteBoolean("automated", line.Automated);
        json.WriteString("method", line.Method);
        All(json, "media", line.Media, (to, medium) =>
        {
            to.WriteStartObject();
            Value(to, "name", medium.Name);
            to.WriteNumber("sheets", medium.Sheets);
            to.WriteEndObject();
        });
        if (line.Processor is { } processor) json.WriteNumber("processor", processor);
        All(json, "performers", line.Performers, (to, performer) => to.WriteNumberValue(performer));
    }

    static void Party(Utf8JsonWriter json, ActParty party)
    {
        json.WriteStartObject();
        json.WriteString("name", party.Name);
        json.WriteString("address", party.Address);
        if (party.Inn is { } inn) json.WriteString("inn", inn);
        if (party.Ogrn is { } ogrn) json.WriteString("ogrn", ogrn);
        json.WriteEndObject();
    }

    static void All<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(key);
        foreach (var value in values) write(json, value);
        json.WriteEndArray();
    }

    static void Value(Utf8JsonWriter json, string key, Opened opened)
    {
        if (opened.Value is { } value)
        {
            json.WriteString(key, value);
            return;
        }
        json.WriteStartObject(key);
        json.WriteBoolean("destroyed", true);
        json.WriteEndObject();
    }

    static string Day(DateOnly day) => day.ToString("o", CultureInfo.InvariantCulture);
}
