using System.Globalization;
using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>The data of what leaves the operator: disclosures, notices, messages, answers.</summary>
static class OutgoingData
{
    const int Insurer = 4;
    const int Unit = 27_720;

    /// <summary>Which recipient each of the weights 1, 1/2, 1/3 ... ends at.</summary>
    static readonly int[] Ends = [.. Vocabulary.Recipients.Select((_, rank) => Enumerable.Range(1, rank + 1).Sum(place => Unit / place))];

    public static void Disclosed(Utf8JsonWriter json, in StepFacts about)
    {
        var recipient = about.Step.Detail == 1 ? Vocabulary.Recipients[Insurer] : Drawn(about);
        var mistake = about.Step.Mistake;
        json.WriteString("recipient"u8, mistake == Mistake.UnregisteredRecipient ? "dealer-omega" : recipient.Id);
        json.List("categories", "name", "phone");
        json.WriteString("purpose"u8, recipient.IsState ? Vocabulary.Identification : Vocabulary.Personalised);
        json.WriteString("mode"u8, "provision"u8);
        json.WriteString("country"u8, "RU"u8);
        json.WriteString("system"u8, Vocabulary.PanelSystem);
        if (mistake == Mistake.NoGround) return;
        if (about.Step.Detail == 1) ByConsent(json);
        else if (recipient.IsState) ByLaw(json, about, recipient.Id);
        else ForService(json);
    }

    public static void Refused(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("recipient"u8, "mvd"u8);
        json.WriteString("purpose"u8, Vocabulary.Identification);
        json.WriteString("reason"u8, about.Choose(1, 2) == 0 ? "no-authority" : "excessive");
        json.WriteString("ground"u8, "law"u8);
        Document(json, "request", Request(about), about.Date(1 + about.Choose(3, 9)), "mvd", "3-FZ-13-1-4");
    }

    public static void Notified(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("recipient"u8, Vocabulary.Recipients[about.Choose(1, 3)].Id);
        json.WriteString("about"u8, "withdrawal"u8);
        json.WriteString("method"u8, "api"u8);
        json.WriteBoolean("acknowledged"u8, true);
    }

    public static void OptedIn(Utf8JsonWriter json, in StepFacts about)
    {
        var kind = Vocabulary.Kinds[about.Step.Detail];
        json.WriteString("kind"u8, kind.Id);
        json.List("channels", kind.Channels);
        if (kind.Channels.Contains("sms")) json.WriteString("contact"u8, about.Person.Phone);
        else if (kind.Channels.Contains("email")) json.WriteString("contact"u8, about.Person.Email);
        json.WriteString("service"u8, Vocabulary.Panel);
    }

    public static void OptedOut(Utf8JsonWriter json, in StepFacts about)
    {
        json.List("kinds", Vocabulary.Kinds[about.Step.Detail].Id);
        json.List("channels");
        json.WriteString("via"u8, about.Choose(1, 3) switch { 0 => "settings", 1 => "support", _ => "link" });
    }

    public static void Messaged(Utf8JsonWriter json, in StepFacts about)
    {
        var kind = Vocabulary.Kinds[about.Step.Detail];
        json.WriteString("kind"u8, kind.Id);
        json.WriteString("channel"u8, kind.Channels[about.Choose(1, kind.Channels.Length)]);
        json.WriteString("template"u8, kind.Id + "-" + about.Choose(2, 20).ToString(CultureInfo.InvariantCulture));
        json.WriteString("service"u8, Vocabulary.Panel);
    }

    public static void Asked(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("inquiry"u8, about.Case("in"));
        json.WriteString("from"u8, "person"u8);
        json.WriteString("channel"u8, "mail"u8);
        json.WriteString("form"u8, about.Choose(1, 3) == 0 ? "paper" : "electronic");
        json.List("cases", "information");
        json.WriteBoolean("admissible"u8, true);
        json.WriteString("question"u8, $"Прошу сообщить, какие мои данные обрабатываются и кому переданы. {about.Person.Name}, {about.Person.Phone}");
    }

    public static void Answered(Utf8JsonWriter json, in StepFacts about)
    {
        json.WriteString("inquiry"u8, about.Case("in"));
        json.WriteString("answerSha256"u8, about.Hash(1));
        json.WriteString("via"u8, "mail"u8);
        json.List("cases");
    }

    static Recipient Drawn(in StepFacts about)
    {
        var drawn = about.Choose(1, Ends[^1]);
        var rank = 0;
        while (Ends[rank] <= drawn) rank++;
        // The insurer gets data by consent alone; its share goes to the most used recipient.
        return Vocabulary.Recipients[rank == Insurer ? 0 : rank];
    }

    static void ByConsent(Utf8JsonWriter json)
    {
        json.WriteString("ground"u8, "consent"u8);
        json.WriteString("basis"u8, "consent"u8);
        json.WriteString("consent"u8, "c-insurer"u8);
    }

    static void ByLaw(Utf8JsonWriter json, in StepFacts about, string issuer)
    {
        json.WriteString("ground"u8, "law"u8);
        json.WriteString("basis"u8, "law"u8);
        Document(json, "request", Request(about), about.Date(1 + about.Choose(3, 9)), issuer, "152-FZ-6-1-2");
        json.WriteString("authorityCheckedBy"u8, "lawyer-02"u8);
    }

    static void ForService(Utf8JsonWriter json)
    {
        json.WriteString("ground"u8, "service"u8);
        json.WriteString("basis"u8, "contract"u8);
        Document(json, "contract", "Договор-оферта X-Keeper Panel, ред. 7", "2024-12-02", null, "152-FZ-6-1-5");
    }

    static string Request(in StepFacts about) => string.Create(CultureInfo.InvariantCulture, $"{1 + about.Choose(4, 9)}/{1_000 + about.Choose(5, 9_000)}");

    static void Document(Utf8JsonWriter json, string kind, string number, string date, string? issuer, string norm)
    {
        json.WriteStartObject("document"u8);
        json.WriteString("kind"u8, kind);
        json.WriteString("number"u8, number);
        json.WriteString("date"u8, date);
        if (issuer is not null) json.WriteString("issuer"u8, issuer);
        json.WriteString("norm"u8, norm);
        json.WriteEndObject();
    }
}
