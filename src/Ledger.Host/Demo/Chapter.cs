using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Host.Demo;

/// <summary>A chapter of the story: what goes on in a month or two.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Steps">What happens, in order.</param>
public sealed record Chapter(Words Title, IReadOnlyList<StoryStep> Steps);

/// <summary>One step: what the officer hears of, what is published, and what the officer looks at then.</summary>
/// <param name="At">When, Moscow time; the events happened then and are recorded then.</param>
/// <param name="Told">What happens, in the narrator's words.</param>
/// <param name="Events">What is published.</param>
/// <param name="Look">What is looked at afterwards.</param>
public sealed record StoryStep(DateTimeOffset At, Words Told, IReadOnlyList<StoryEvent> Events, StoryLook? Look = null)
{
    /// <summary>What the ids of its events begin with: the date, so that telling the story again publishes the same.</summary>
    public string Name { get; init; } = string.Create(CultureInfo.InvariantCulture, $"story-{At.UtcDateTime:yyyyMMdd-HHmm}");

    /// <summary>Whether it is not worth telling: what goes on beside the story.</summary>
    public bool Aside { get; init; }

    /// <summary>The step's CloudEvents.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Published() => [.. Events.Select((happened, place) => happened.Published(Name, At, place + 1))];
}

/// <summary>One event of a step.</summary>
/// <param name="Type">Type without the leading <c>ledger.</c> and the version.</param>
/// <param name="Source">Which service or office says it.</param>
/// <param name="Subject">The operator's id of the person, where it is about one.</param>
/// <param name="Data">Its data, as JSON.</param>
/// <param name="Time">When it happened, where that was before its step.</param>
public sealed record StoryEvent(string Type, string Source, string? Subject, string Data, DateTimeOffset? Time = null)
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal ReadOnlyMemory<byte> Published(string name, DateTimeOffset at, int place)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{name}-{place}"));
            json.WriteString("source", Source);
            json.WriteString("type", $"ledger.{Type}.v1");
            if (Subject is not null) json.WriteString("subject", Subject);
            json.WriteString("time", (Time ?? at).UtcDateTime);
            json.WritePropertyName("data");
            using var data = JsonDocument.Parse(Data);
            data.RootElement.WriteTo(json);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}

/// <summary>What the officer looks at after a step.</summary>
public abstract record StoryLook;

/// <summary>Asks "may I?".</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Asked">The question in words.</param>
public sealed record LookMay(DemoQuestion Question, Words Asked) : StoryLook;

/// <summary>Looks at what was found in the step's events.</summary>
public sealed record LookFindings : StoryLook;

/// <summary>Looks at what was found in the step's events, and answers it.</summary>
/// <param name="Code">What kind of finding is answered; null for all that was found until then and waits.</param>
/// <param name="Accepted">Whether its risk is accepted; otherwise it is explained.</param>
/// <param name="Said">What the officer says to it.</param>
public sealed record LookAnswered(string? Code, bool Accepted, string Said) : StoryLook;

/// <summary>Looks at the duties the step's events opened.</summary>
public sealed record LookDuties : StoryLook;

/// <summary>Opens a person's file, or finds that nobody is known by that id.</summary>
/// <param name="UserId">The operator's id of the person.</param>
public sealed record LookPerson(string UserId) : StoryLook;

/// <summary>Takes out the certificate of a person's erasure and checks it.</summary>
/// <param name="UserId">The operator's id of the person.</param>
public sealed record LookCertificate(string UserId) : StoryLook;

/// <summary>Draws up an act of destruction.</summary>
/// <param name="Act">Its reference.</param>
public sealed record LookAct(string Act) : StoryLook;

/// <summary>The term of an act has ended: its keys go, and its document.</summary>
/// <param name="Act">Its reference.</param>
public sealed record LookActEnded(string Act) : StoryLook;
