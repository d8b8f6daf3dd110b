using System.Globalization;
using System.Security.Cryptography;
using Ledger.Policies;

namespace Ledger.Host.Web.Work;

/// <summary>
/// What somebody typed into a form, and what is wrong with it. It travels from the form to its preview and on in hidden fields of the page, never in an address.
/// Of a file only its SHA-256 and name do: the server hashes it and keeps nothing.
/// </summary>
public sealed class WorkForm
{
    /// <summary>The longest text of one field, in UTF-16 characters: a record holds 64 KB.</summary>
    public const int TextMax = 48_000;

    /// <summary>What of a posted form is not the officer's.</summary>
    static readonly string[] Own = ["_handler", "__RequestVerificationToken", "step"];

    static readonly LocalText Empty = new("Заполните это поле.", "Fill this in."), Long = new("Слишком длинно: сократите или приложите файлом.", "Too long: shorten it or attach a file."),
        NoDay = new("Укажите дату.", "Give a date."), NoMoment = new("Укажите дату и время.", "Give date and time."), NoNumber = new("Укажите целое число.", "Give a whole number."),
        NoNorm = new("Напишите норму так: «ч.\u00A04 ст.\u00A020 152-ФЗ».", "Write a norm like this: 152-FZ 20(4)."),
        NoCountry = new("Выберите страну из списка или укажите её код из двух латинских букв.", "Choose a country of the list, or give its two letters."),
        NoCode = new("Только латинские буквы, цифры, точка, дефис и подчёркивание, до 64 знаков.", "Letters, digits, points, hyphens and underscores alone, at most 64.");

    readonly Dictionary<string, string[]> _values = new(StringComparer.Ordinal);
    readonly Dictionary<string, LocalText> _wrong = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Of which file the content itself is needed, and the field it goes to: a policy is published as it is, a signature is recorded.</summary>
    public Func<string, long, (string Field, bool Base64)?>? Keeps { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string Step { get; private set; } = "";

    /// <summary>What was typed, for the hidden fields of a preview.</summary>
    public IEnumerable<(string Name, string Value)> Carried => _values.SelectMany(pair => pair.Value.Select(value => (pair.Key, value)));

    /// <summary>What is wrong, in the order it was found.</summary>
    public IReadOnlyDictionary<string, LocalText> Mistakes => _wrong;

    /// <summary>Whether nothing is.</summary>
    public bool IsRight => _wrong.Count == 0;

    /// <summary>Reads the posted form; a file that was chosen takes the place of one chosen before.</summary>
    public async Task Read(HttpContext context)
    {
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        Step = posted["step"].ToString();
        foreach (var (name, values) in posted)
            if (!Own.Contains(name)) _values[name] = [.. values.OfType<string>().Select(Plain).Where(value => value.Length > 0)];
        foreach (var name in _values.Keys.Where(name => name.EndsWith(".drop", StringComparison.Ordinal)).ToList())
            foreach (var part in new[] { name, $"{name[..^5]}.sha256", $"{name[..^5]}.name" }) _values.Remove(part);
        foreach (var file in posted.Files.Where(file => file.Length > 0))
        {
            if (Keeps?.Invoke(file.Name, file.Length) is { } field) await Keep(file, field, context.RequestAborted);
            await using var content = file.OpenReadStream();
            _values[$"{file.Name}.sha256"] = [Convert.ToHexStringLower(await SHA256.HashDataAsync(content, context.RequestAborted))];
            _values[$"{file.Name}.name"] = [Path.GetFileName(file.FileName)];
        }
    }

    /// <summary>What stands in a field at first; nothing where it is null.</summary>
    public void Prefill(string name, params IEnumerable<string?> values) => _values.TryAdd(name, [.. values.OfType<string>().Where(value => value.Length > 0)]);

    /// <summary>Puts a value in place of what there is.</summary>
    public void Put(string name, string value) => _values[name] = [value];

    /// <summary>The text of a field, or null where it is empty.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) is [var first, ..] ? first : null;

    /// <summary>The values chosen in a field.</summary>
    public IReadOnlyList<string> Many(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The lines of a field, or the items between commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Many(name).SelectMany(text => text.Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    /// <summary>Whether a box is ticked.</summary>
    public bool Has(string name) => Text(name) is not null;

    /// <summary>SHA-256 of the file that was chosen, or null.</summary>
    public string? FileHash(string name) => Text($"{name}.sha256");

    /// <summary>The text of a field that must be filled in; empty, and marked, where it is not.</summary>
    public string Need(string name) => Needed(name, Text(name), Empty);

    /// <summary>An id of the operator's own registers.</summary>
    public string Code(string name)
    {
        var text = Need(name);
        if (text.Length > 64 || text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))) Wrong(name, NoCode);
        return text;
    }

    /// <summary>Norms as events name them; marked where one is written in no way that is a norm.</summary>
    public IReadOnlyList<string> Norms(string name)
    {
        List<string> norms = [];
        foreach (var text in List(name))
            if (NormEntry.CodeOf(text) is { } code) norms.Add(code);
            else Wrong(name, NoNorm);
        return norms;
    }

    /// <summary>A country by its name or its two letters, as events name it.</summary>
    public string Country(string name)
    {
        if (Need(name) is not { Length: > 0 } text) return "";
        if (WorkChoices.CountryCode(text) is { } code) return code;
        Wrong(name, NoCountry);
        return "";
    }

    /// <summary>SHA-256 of a file that must be chosen.</summary>
    public string NeedFile(string name) => Needed(name, FileHash(name), new("Выберите файл.", "Choose a file."));

    /// <summary>Values of which one at least must be chosen.</summary>
    public IReadOnlyList<string> NeedMany(string name)
    {
        if (Many(name).Count == 0) Wrong(name, new("Отметьте хотя бы одно.", "Tick at least one."));
        return Many(name);
    }

    /// <summary>A day, as dates are published; null where there is none.</summary>
    public string? Day(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return text;
        Wrong(name, NoDay);
        return null;
    }

    /// <summary>A moment in the operator's time; null where there is none.</summary>
    public DateTimeOffset? Moment(string name, TimeZoneInfo zone)
    {
        if (Text(name) is not { } text) return null;
        if (DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && !zone.IsInvalidTime(local))
            return new(local, zone.GetUtcOffset(local));
        Wrong(name, NoMoment);
        return null;
    }

    /// <summary>A whole number; null where there is none.</summary>
    public long? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong(name, NoNumber);
        return null;
    }

    /// <summary>A field says what it is called, for the list of what is wrong.</summary>
    public void Call(string name, string label) => _labels[name] = label;

    /// <summary>What a field is called, or null.</summary>
    public string? LabelOf(string name) => _labels.GetValueOrDefault(name);

    /// <summary>Marks a field; what was found first stays.</summary>
    public void Wrong(string name, LocalText why) => _wrong.TryAdd(name, why);

    /// <summary>What is wrong with a field, or null.</summary>
    public LocalText? MistakeOf(string name) => _wrong.GetValueOrDefault(name) ?? (Text(name)?.Length > TextMax ? Long : null);

    async Task Keep(IFormFile file, (string Field, bool Base64) to, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        _values[to.Field] = [to.Base64 ? Convert.ToBase64String(bytes.ToArray()) : Plain(System.Text.Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF'))];
    }

    string Needed(string name, string? value, LocalText why)
    {
        if (value is null) Wrong(name, why);
        else if (value.Length > TextMax) Wrong(name, Long);
        return value ?? "";
    }

    static string Plain(string value) => value.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
