using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>The data of consents given, refused and withdrawn.</summary>
static class ConsentData
{
    /// <summary>Consent to what registration needs; from the separation on it stands apart, except by mistake.</summary>
    public static void Registration(Utf8JsonWriter json, in StepFacts about, bool separationInForce)
    {
        var mistake = about.Step.Mistake;
        var separate = separationInForce ? mistake != Mistake.Bundled : !about.Script.BundledBefore;
        Given(json, "c-main", mistake == Mistake.UnknownEdition ? "x-keeper-2019" : Vocabulary.Edition, separate, "registration-form");
        json.List("purposes", Vocabulary.Identification, Vocabulary.Personalised, Vocabulary.Contact);
        json.List("categories", Vocabulary.Provided);
        json.WriteStartObject("evidence"u8);
        json.WriteString("ip"u8, about.Person.Ip);
        json.WriteString("userAgent"u8, about.Person.Agent);
        json.WriteString("textSha256"u8, "3f0a5c9d3b1b4a54b2ad0cf2d5b58e5a6f0dd0a3c1d9e8f7a6b5c4d3e2f1a0b9"u8);
        json.WriteEndObject();
    }

    public static void Improvement(Utf8JsonWriter json, in StepFacts about)
    {
        Given(json, "c-improvement", Vocabulary.Edition, true, "settings");
        json.List("purposes", Vocabulary.Improvement);
        json.List("categories", Vocabulary.Automatic);
        Proof(json, about);
    }

    public static void Insurer(Utf8JsonWriter json, in StepFacts about)
    {
        Given(json, "c-insurer", Vocabulary.Edition, true, "settings");
        json.List("purposes", Vocabulary.Personalised);
        json.List("categories", "name", "phone");
        json.List("recipients", "insurer");
        Proof(json, about);
    }

    public static void Refused(Utf8JsonWriter json)
    {
        json.List("purposes", Vocabulary.Improvement);
        json.WriteString("edition"u8, Vocabulary.Edition);
        json.WriteString("channel"u8, "settings"u8);
    }

    public static void Withdrawn(Utf8JsonWriter json, in StepFacts about)
    {
        json.List("purposes");
        var letter = about.Choose(1, 4) == 0;
        json.WriteString("channel"u8, letter ? "mail"u8 : "settings"u8);
        if (letter) json.WriteString("letter"u8, about.Hash(1));
    }

    static void Given(Utf8JsonWriter json, string consent, string edition, bool separate, string channel)
    {
        json.WriteString("consent"u8, consent);
        json.WriteString("edition"u8, edition);
        json.WriteString("form"u8, "checkbox"u8);
        json.WriteBoolean("separateDocument"u8, separate);
        json.WriteString("channel"u8, channel);
        json.WriteString("language"u8, "ru"u8);
    }

    static void Proof(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteStartObject("evidence"u8);
        json.WriteString("ip"u8, about.Person.Ip);
        json.WriteEndObject();
    }

    /// <summary>Writes a list of words.</summary>
    public static void List(this Utf8JsonWriter json, string name, params ReadOnlySpan<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
