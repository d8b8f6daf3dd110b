using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Reports;

/// <summary>
/// An event in plain words, the same that verify.html has for it (<c>Verify/words/events.json</c>): a sentence has places, <c>{path}</c> or <c>{path|form}</c>; what
/// stands in <c>[ ]</c> is left out where one of its places is empty.
/// </summary>
/// <param name="language">The language.</param>
/// <param name="words">How values read.</param>
public sealed class EventSentences(ReportLanguage language, ReportWording words)
{
    const int TokenShown = 10, TokenMin = 18;

    static readonly string[] Asking = ["person", "representative"];

    static readonly FrozenSet<string> Registered = FrozenSet.Create(
        StringComparer.Ordinal, "system", "systems", "copiesOf", "recipient", "recipients", "processor", "purpose", "purposes", "category", "categories", "edition", "service", "services");

    static readonly SearchValues<char> TokenCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Names an id of the operator's registers: the member it stands in, the id; null for the id itself.</summary>
    public Func<string, string, string?>? Named { get; init; }

    /// <summary>Names a duty that an event opened by its rule and end; null for the rule's id and the end as it is stored, as verify.html says it.</summary>
    public Func<string, DateTimeOffset, string?>? Owed { get; init; }

    /// <summary>How a code stands that nobody has words or a name for, between marks for instance; null for as it is.</summary>
    public Func<string, string>? Coded { get; init; }

    /// <summary>What an event of the type is called; of an unknown one, that it is unknown.</summary>
    public string NameOf(string type) => Words($"event.{KindOf(type)}") ?? Words("event.unknown") ?? type;

    /// <summary>The words for a code of a group, such as <c>basis</c> and <c>contract</c>; the code itself where there are none.</summary>
    public string Code(string group, string code) => Words($"{group}.{code}") ?? code;

    /// <summary>The words for a code of a group; null where there are none.</summary>
    public static string? Find(string group, string code, ReportLanguage language) => ReportWords.Find($"{group}.{code}", language);

    /// <summary>The codes of a group that have words, in the order of the list.</summary>
    public static IReadOnlyList<string> CodesOf(string group) => ReportWords.CodesOf(group);

    /// <summary>The sentence.</summary>
    /// <param name="recorded">The event as it is stored.</param>
    /// <param name="opened">The value of the sealed field at a JSON Pointer, or null where it cannot be opened.</param>
    public string Of(JsonElement recorded, Func<string, string?> opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        var type = recorded.GetProperty("type").GetString()!;
        if (Words($"event.{KindOf(type)}.text") is not { } template) return type;
        var sentence = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('[', at);
            Add(sentence, Filled(template[at..(open < 0 ? template.Length : open)], recorded, opened, optional: false));
            if (open < 0) break;
            var close = template.IndexOf(']', open);
            Add(sentence, Filled(template[(open + 1)..close], recorded, opened, optional: true));
            at = close + 1;
        }
        return sentence.ToString();
    }

    /// <summary>A value may end with the point that the sentence goes on with.</summary>
    static void Add(StringBuilder sentence, string text) => sentence.Append(sentence.Length > 0 && sentence[^1] == '.' && text.StartsWith('.') ? text[1..] : text);

    /// <summary>The type without <c>ledger.</c> and the version that the sentences are made for.</summary>
    static string KindOf(string type)
    {
        const string prefix = "ledger.", version = ".v1";
        var kind = type.StartsWith(prefix, StringComparison.Ordinal) ? type[prefix.Length..] : type;
        return kind.EndsWith(version, StringComparison.Ordinal) ? kind[..^version.Length] : kind;
    }

    string? Words(string name) => ReportWords.Find(name, language);

    string Filled(string text, JsonElement recorded, Func<string, string?> opened, bool optional)
    {
        var made = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            Add(made, text[at..(open < 0 ? text.Length : open)]);
            if (open < 0) break;
            var close = text.IndexOf('}', open);
            var (path, form) = text[(open + 1)..close].Split('|') is [var left, var right] ? (left, right) : (text[(open + 1)..close], "");
            var found = Applies(recorded.GetProperty("data"), path) ? Found(recorded.GetProperty("data"), path) : [];
            if (optional && found.Count == 0) return "";
            made.Append(Formed(found, path, form, opened));
            at = close + 1;
        }
        return made.ToString();
    }

    /// <summary>What 152-FZ 14(3) demands of a request, it demands of a person's own: not of the regulator's, nor of a court's.</summary>
    static bool Applies(JsonElement data, string path) =>
        path != "admissible" || !data.TryGetProperty("from", out var from) || from.ValueKind != JsonValueKind.String || Asking.Contains(from.GetString()!);

    /// <summary>What a path leads to, through every item of a list on the way.</summary>
    static List<(string Pointer, JsonElement Value)> Found(JsonElement data, string path)
    {
        List<(string Pointer, JsonElement Value)> at = [("/data", data)];
        foreach (var name in path.Split('.'))
        {
            at = [.. at.SelectMany(step => step.Value.ValueKind == JsonValueKind.Object && !IsSealed(step.Value) && step.Value.TryGetProperty(name, out var value)
                ? Spread($"{step.Pointer}/{name}", value) : [])];
        }
        return at;
    }

    static IEnumerable<(string, JsonElement)> Spread(string pointer, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select((item, place) => (string.Create(CultureInfo.InvariantCulture, $"{pointer}/{place}"), item))
        : [(pointer, value)];

    static bool IsSealed(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("sealed", out _);

    string Formed(List<(string Pointer, JsonElement Value)> found, string path, string form, Func<string, string?> opened)
    {
        if (form == "count") return words.Number(found.Count);
        if (found.Count == 0) return form is "all" or "caseAll" ? Words("value.all") ?? "" : Words($"{form}.absent") ?? Words("value.none") ?? "";
        var member = path[(path.LastIndexOf('.') + 1)..];
        return string.Join(Words("value.separator") ?? ", ", found.Select(each => One(each.Pointer, each.Value, member, form, opened)).Distinct());
    }

    string One(string pointer, JsonElement value, string member, string form, Func<string, string?> opened)
    {
        if (IsSealed(value)) return opened(pointer) ?? words.Of(ReportValue.Destroyed);
        switch (form)
        {
            case "moment": return words.Moment(value.GetDateTimeOffset());
            case "date": return words.Day(DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture));
            case "yesno": return Words(value.ValueKind == JsonValueKind.True ? "value.yes" : "value.no") ?? value.ToString();
            case "duties": return Duty(value);
            default: return Scalar(value, member, form);
        }
    }

    string Scalar(JsonElement value, string member, string form)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (form.Length > 0 && Words($"{(form == "caseAll" ? "case" : form)}.{text}") is { } said) return said;
        if (form == "norm" && LawArticle.InWords(text, language) is var norm && norm != text) return norm;
        if (form != "id" && Named?.Invoke(member, text) is { } name) return name;
        return IsToken(text) ? $"{text[..TokenShown]}…" : Coded is not null && IsCode(member, form) ? Coded(text) : text;
    }

    /// <summary>Whether a value is one of a list, or of the operator's registers, and no text.</summary>
    static bool IsCode(string member, string form) => form is not ("" or "all") || Registered.Contains(member);

    string Duty(JsonElement terms)
    {
        var (rule, due) = (terms.GetProperty("rule").GetString()!, terms.GetProperty("due").GetDateTimeOffset());
        return Owed?.Invoke(rule, due) ?? (Words("value.due") ?? "{rule} {due}")
            .Replace("{rule}", rule, StringComparison.Ordinal).Replace("{due}", words.Moment(due), StringComparison.Ordinal);
    }

    /// <summary>A token is long and says nothing by itself: its beginning tells it from others.</summary>
    static bool IsToken(string text) => text.Length >= TokenMin && text.StartsWith("s-", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(TokenCharacters) < 0;
}
