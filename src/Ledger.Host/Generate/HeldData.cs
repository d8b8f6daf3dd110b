using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>The data of what is held about a person: gathered, corrected, anonymised, destroyed.</summary>
static class HeldData
{
    static readonly string[] Systems = [Vocabulary.PanelSystem, Vocabulary.TelemetrySystem, Vocabulary.SupportSystem, Vocabulary.ForeignSystem];

    static readonly (string Person, string Name, string Position)[] Erasers =
    [
        ("staff-07", "Крылова Анна Викторовна", "Администратор баз данных"), ("staff-11", "Ершов Глеб Ильич", "Инженер по эксплуатации"),
        ("staff-19", "Дорохова Вера Павловна", "Специалист по защите информации"),
    ];

    public static void Provided(Utf8JsonWriter json)
    {
        Collected(json, "provided", Vocabulary.PanelSystem);
        json.List("purposes", Vocabulary.Identification, Vocabulary.Personalised, Vocabulary.Contact);
        json.List("categories", Vocabulary.Provided);
    }

    public static void Observed(Utf8JsonWriter json, in StepFacts about)
    {
        var mistake = about.Step.Mistake;
        Collected(json, "automatic", mistake == Mistake.StoredAbroad ? Vocabulary.ForeignSystem : Vocabulary.TelemetrySystem);
        json.List("purposes", mistake == Mistake.IdentifiableStatistics ? Vocabulary.Statistics : Vocabulary.Personalised);
        if (mistake == Mistake.UndeclaredCategory) json.List("categories", "cookies", "passport-scan");
        else json.List("categories", Vocabulary.Automatic);
    }

    public static void CaseOpened(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("case"u8, about.Token("case"));
        json.List("categories", Vocabulary.SupportData);
        json.WriteString("purpose"u8, about.Step.Mistake == Mistake.SupportDataElsewhere ? Vocabulary.Personalised : Vocabulary.Support);
        json.WriteString("system"u8, Vocabulary.SupportSystem);
    }

    public static void Rectified(Utf8JsonWriter json, in StepFacts about)
    {
        json.List("categories", about.Choose(1, 2) == 0 ? "phone" : "email");
        json.List("systems", Vocabulary.PanelSystem);
        json.WriteString("document"u8, "Заявление: новый контакт " + (about.Choose(1, 2) == 0 ? about.Person.Phone : about.Person.Email));
    }

    public static void Anonymised(Utf8JsonWriter json)
    {
        json.WriteString("method"u8, "transformation"u8);
        json.WriteString("purpose"u8, Vocabulary.Statistics);
        json.WriteString("system"u8, Vocabulary.TelemetrySystem);
        json.List("categories", Vocabulary.Automatic);
    }

    public static void Destroyed(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("system"u8, Systems[about.Step.Detail]);
        json.List("categories", Categories(about.Step.Detail));
        json.WriteBoolean("automated"u8, true);
        json.WriteString("method"u8, "erasure-from-database"u8);
        json.WriteString("reason"u8, "withdrawal"u8);
        json.WriteString("destroyedOn"u8, about.Date());
        json.WriteStartObject("tool"u8);
        json.WriteString("name"u8, "xk-eraser-2.3"u8);
        json.WriteString("certificate"u8, "RU-FSTEC-4901"u8);
        json.WriteEndObject();
        var (person, name, position) = Erasers[about.Choose(1, Erasers.Length)];
        json.WriteStartArray("performedBy"u8);
        json.WriteStartObject();
        json.WriteString("person"u8, person);
        json.WriteString("fullName"u8, name);
        json.WriteString("position"u8, position);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("act"u8, about.Token("act"));
    }

    static string[] Categories(int system) => system switch
    {
        0 => Vocabulary.Provided,
        2 => Vocabulary.SupportData,
        _ => Vocabulary.Automatic,
    };

    static void Collected(Utf8JsonWriter json, string origin, string system)
    {
        json.WriteString("origin"u8, origin);
        json.WriteString("service"u8, Vocabulary.Panel);
        json.WriteString("system"u8, system);
    }
}
