using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>The attributes of a recorded event that its entry does not hold already.</summary>
readonly record struct RecordedEnvelope(
    string Id, string Source, string Type, string? Subject, DateTimeOffset Time, DateTimeOffset RecordedTime, string Actor, JsonElement Data)
{
    /// <summary>Reads the attributes; throws where one is missing. Attributes a later version may add are passed over.</summary>
    public static RecordedEnvelope Of(JsonElement root)
    {
        JsonElement id = default, source = default, type = default, subject = default, time = default, recorded = default, actor = default, data = default;
        foreach (var property in root.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            if (name.SequenceEqual("id"u8)) id = property.Value;
            else if (name.SequenceEqual("source"u8)) source = property.Value;
            else if (name.SequenceEqual("type"u8)) type = property.Value;
            else if (name.SequenceEqual("subject"u8)) subject = property.Value;
            else if (name.SequenceEqual("time"u8)) time = property.Value;
            else if (name.SequenceEqual("recordedtime"u8)) recorded = property.Value;
            else if (name.SequenceEqual("actor"u8)) actor = property.Value;
            else if (name.SequenceEqual("data"u8)) data = property.Value;
        }
        return new(Text(id), Shared(source), Shared(type), subject.ValueKind == JsonValueKind.Undefined ? null : Text(subject), Moment(time), Moment(recorded),
            Shared(actor), data.ValueKind == JsonValueKind.Undefined ? throw new FormatException() : data);
    }

    static string Text(JsonElement element) => element.GetString() ?? throw new FormatException();

    static string Shared(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? JsonText.Shared(element) ?? throw new FormatException() : throw new FormatException();

    static DateTimeOffset Moment(JsonElement element) => Instant.TryParse(Text(element), out var value) ? value : throw new FormatException();
}
