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
    /// <summary>The step's CloudEvents. Their ids come from date and place, so that telling the story again publishes the same.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Published() => [.. Events.Select((happened, place) => happened.Published(At, place + 1))];
}

/// <summary>One event of a step.</summary>
/// <param name="Type">Type without the leading <c>ledger.</c> and the version.</param>
/// <param name="Source">Which service or office says it.</param>
/// <param name="Subject">The operator's id of the person, where it is about one.</param>
/// <param name="Data">Its data, as JSON.</param>
public sealed record StoryEvent(string Type, string Source, string? Subject, string Data)
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal ReadOnlyMemory<byte> Published(DateTimeOffset at, int place)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"story-{at.UtcDateTime:yyyyMMdd-HHmm}-{place}"));
            json.WriteString("source", Source);
            json.WriteString("type", $"ledger.{Type}.v1");
            if (Subject is not null) json.WriteString("subject", Subject);
            json.WriteString("time", at.UtcDateTime);
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
