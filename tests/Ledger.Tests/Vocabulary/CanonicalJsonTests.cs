using System.Text;
using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Tests.Vocabulary;

/// <summary>RFC 8785, for what events are made of.</summary>
public sealed class CanonicalJsonTests
{
    [TestCase(""" { "b" : [ true , null, false ], "a" : "x" } """, """{"a":"x","b":[true,null,false]}""")]
    [TestCase("""{"n":-0,"m":12,"o":-9007199254740991}""", """{"m":12,"n":0,"o":-9007199254740991}""")]
    [TestCase("""["\u20ac\/\u000F\u000aA'\u0042\u0022\u005c\\\"\u007f\u0000\b\t\f\r"]""", "[\"€/\\u000f\\nA'B\\\"\\\\\\\\\\\"\u007f\\u0000\\b\\t\\f\\r\"]")]
    [TestCase("{}", "{}"), TestCase("[]", "[]"), TestCase("\"\\ud83d\\ude00\"", "\"😀\"")]
    public void Content_has_one_form(string json, string canonical) => Assert.That(Form(json), Is.EqualTo(canonical));

    /// <summary>The example of RFC 8785 section 3.2.3.</summary>
    [Test]
    public void Names_are_ordered_by_utf16_units()
    {
        const string json = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        string[] expected = ["\r", "1", "\u0080", "ö", "€", "😀", "\uFB33"];
        using var canonical = JsonDocument.Parse(Form(json));
        Assert.That(canonical.RootElement.EnumerateObject().Select(p => p.Name), Is.EqualTo(expected));
    }

    [TestCase("1.5"), TestCase("1e2"), TestCase("9007199254740992")]
    public void Other_numbers_have_none(string json) => Assert.That(() => Form(json), Throws.TypeOf<FormatException>());

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool The_form_of_a_form_is_itself(Dictionary<string, string> pairs)
    {
        var once = Form(JsonSerializer.Serialize(pairs));
        return Form(once) == once && Same(pairs.OrderByDescending(p => p.Key, StringComparer.Ordinal), once);
    }

    static bool Same(IEnumerable<KeyValuePair<string, string>> pairs, string expected) =>
        Form($"{{{string.Join(" , ", pairs.Select(p => $"{JsonSerializer.Serialize(p.Key)} : {JsonSerializer.Serialize(p.Value)}"))}}}") == expected;

    static string Form(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
