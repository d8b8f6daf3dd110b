using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Registers;

namespace Ledger.Host.Server.Listening;

/// <summary>What telling recipients needs, the same for all of them.</summary>
sealed class NoticeParts(
    Tail tail, IJournal journal, IReadModelStore rows, PersonIds persons, WebhookSender sender, Preparer preparer, Sequencer sequencer, TimeProvider clock)
{
    /// <summary>Who tells.</summary>
    const string Actor = "ledger", Method = "webhook";

    public Tail Tail => tail;

    public IJournal Journal => journal;

    public IReadModelStore Rows => rows;

    public PersonIds Persons => persons;

    public WebhookSender Sender => sender;

    /// <summary>Nobody is told what can no longer be recorded: he would be told again and again.</summary>
    public void DemandRecording()
    {
        if (sequencer.Failure is { } failure) throw failure;
    }

    /// <summary>
    /// Records that the recipient was told, under an id of the cause and the recipient: once, however often it is delivered. Somebody who was forgotten
    /// meanwhile has no record any more.
    /// </summary>
    public async Task Record(NoticeRow row, bool acknowledged)
    {
        var told = new RecipientNotified(row.Recipient, NoticeNames.Parse(row.About), Method, acknowledged, Cause: row.Cause);
        await sequencer.Submit([new(preparer.Write(Notice.IdOf(row), told, row.Person, clock.GetUtcNow(), Actor))], CancellationToken.None);
    }
}

/// <summary>
/// What a recipient is told: a CloudEvent that names the person by the operator's own id, the categories the recipient received, and until when it is to be
/// done. Nothing else of the person is in it, and it is stored nowhere.
/// </summary>
static class Notice
{
    /// <summary>The type of the CloudEvent; it is none of the journal's.</summary>
    const string Type = "ledger.recipient.notice.v1";

    /// <summary>The articles it rests on.</summary>
    const string Article = "152-FZ 20(3); GDPR 19";

    /// <summary>The same at each attempt, and the id under which the telling is recorded.</summary>
    public static string IdOf(NoticeRow row) => string.Create(CultureInfo.InvariantCulture, $"told-{row.Cause}-{row.Recipient}");

    /// <summary>The delivery's body.</summary>
    public static byte[] Body(NoticeRow row, JsonEncodedText userId, string origin)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", IdOf(row));
        json.WriteString("source", origin);
        json.WriteString("type", Type);
        json.WriteString("time", DocumentJson.Text(Micros.ToMoment(row.At)));
        json.WriteString("userid", userId);
        json.WriteStartObject("data");
        json.WriteString("recipient", row.Recipient);
        json.WriteString("about", row.About);
        json.WriteString("article", Article);
        json.WriteStartArray("categories");
        foreach (var category in row.Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries)) json.WriteStringValue(category);
        json.WriteEndArray();
        json.WriteNumber("cause", row.Cause);
        json.WriteString("due", DocumentJson.Text(Micros.ToMoment(row.Due)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
