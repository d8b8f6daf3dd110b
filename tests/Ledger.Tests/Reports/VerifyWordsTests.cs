using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Reports;

/// <summary>The words of verify.html (src/Ledger.Reports/Verify/words): whatever a bundle can hold and a verdict can say has some, in both languages.</summary>
public sealed partial class VerifyWordsTests
{
    /// <summary>Forms of a place in a sentence that are no group of codes.</summary>
    static readonly string[] Forms = ["all", "moment", "date", "yesno", "duties", "count", "caseAll", "norm", "id"];

    static readonly Dictionary<string, (string Ru, string En)> Words = Read();

    [Test]
    public void Every_word_is_there_in_both_languages() => Assert.That(Words.Where(w => w.Value.Ru.Length == 0 || w.Value.En.Length == 0).Select(w => w.Key), Is.Empty);

    [Test]
    public void Every_fault_has_words()
    {
        var codes = typeof(FaultCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"fault.{field.GetRawConstantValue()}");
        Assert.That(codes.Where(key => !Words.ContainsKey(key)), Is.Empty);
    }

    [Test]
    public void Every_note_of_the_format_has_words()
    {
        var format = SourceTree.Read("docs/bundle-format.md");
        var notes = NoteRow().Matches(format[format.IndexOf("## What it does not show", StringComparison.Ordinal)..format.IndexOf("## Faults", StringComparison.Ordinal)]).Select(row => row.Groups[1].Value).ToList();
        Assert.That(notes, Has.Count.GreaterThan(10));
        Assert.That(notes.Where(note => !Words.ContainsKey($"note.{note}")), Is.Empty);
    }

    [Test]
    public void Every_type_of_event_has_a_name_and_a_sentence() =>
        Assert.That(Names().SelectMany(name => (string[])[$"event.{name}", $"event.{name}.text"]).Where(key => !Words.ContainsKey(key)), Is.Empty,
            "add them to src/Ledger.Reports/Verify/words/events.json");

    [Test]
    public void Every_place_in_a_sentence_is_a_property_of_the_event()
    {
        var wrong =
            from kind in EventCatalogue.All
            where Words.ContainsKey($"event.{NameOf(kind)}.text")
            let sentence = Words[$"event.{NameOf(kind)}.text"]
            from Match place in Place().Matches(sentence.Ru + sentence.En)
            where TypeAt(kind.Data, place.Groups[1].Value) is null
            select $"{NameOf(kind)}: {place.Value}";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Both_languages_tell_the_same_of_an_event()
    {
        var differing = Words.Where(w => w.Key.EndsWith(".text", StringComparison.Ordinal) && !Places(w.Value.Ru).SetEquals(Places(w.Value.En))).Select(w => w.Key);
        Assert.That(differing, Is.Empty);
    }

    [Test]
    public void Every_value_of_a_choice_has_words()
    {
        var missing =
            from kind in EventCatalogue.All
            where Words.ContainsKey($"event.{NameOf(kind)}.text")
            from Match place in Place().Matches(Words[$"event.{NameOf(kind)}.text"].Ru)
            let form = place.Groups[2].Value
            let codes = form == "caseAll" ? "case" : form
            let choice = TypeAt(kind.Data, place.Groups[1].Value)
            where choice is { IsEnum: true }
            from name in Enum.GetNames(choice)
            let key = $"{codes}.{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}"
            where !Words.ContainsKey(key)
            select $"{NameOf(kind)}: {key}";
        Assert.That(missing.Distinct(), Is.Empty);
    }

    [Test]
    public void Every_form_is_known()
    {
        var forms = Words.Where(w => w.Key.EndsWith(".text", StringComparison.Ordinal)).SelectMany(w => Place().Matches(w.Value.Ru + w.Value.En).Select(place => place.Groups[2].Value)).Where(form => form.Length > 0).Distinct();
        Assert.That(forms.Where(form => !Forms.Contains(form) && !Words.Keys.Any(key => key.StartsWith($"{form}.", StringComparison.Ordinal))), Is.Empty);
    }

    static IEnumerable<string> Names() => EventCatalogue.All.Select(NameOf);

    static string NameOf(EventKind kind) => kind.Name["ledger.".Length..];

    /// <summary>Without the language of a text that has two.</summary>
    static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(place => place.Value.Replace(".ru", "", StringComparison.Ordinal).Replace(".en", "", StringComparison.Ordinal))];

    /// <summary>The type of what a path leads to, through lists; null where it leads nowhere.</summary>
    static Type? TypeAt(Type type, string path)
    {
        var at = type;
        foreach (var name in path.Split('.'))
        {
            var property = at.GetProperty(char.ToUpperInvariant(name[0]) + name[1..]);
            if (property is null) return null;
            at = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (at.IsGenericType && at.IsAssignableTo(typeof(System.Collections.IEnumerable))) at = at.GetGenericArguments()[0];
        }
        return Nullable.GetUnderlyingType(at) ?? at;
    }

    static Dictionary<string, (string Ru, string En)> Read()
    {
        var words = new Dictionary<string, (string, string)>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src/Ledger.Reports/Verify/words"), "*.json"))
            foreach (var word in JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
                words.Add(word.Name, (word.Value.GetProperty("ru").GetString()!, word.Value.GetProperty("en").GetString()!));
        return words;
    }

    [GeneratedRegex(@"\{([\w.]+)(?:\|(\w+))?\}")]
    private static partial Regex Place();

    [GeneratedRegex("^\\| `([a-z-]+)`", RegexOptions.Multiline)]
    private static partial Regex NoteRow();
}
