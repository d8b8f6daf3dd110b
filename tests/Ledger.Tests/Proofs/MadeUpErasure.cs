using System.Text;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A person who came, was passed on, and was shredded; with the certificate of it, and what an attacker who holds the tiles can make of one.</summary>
internal sealed class MadeUpErasure
{
    internal const string Vera = "s-0c", Contact = Vera + "/content/contact/1";

    internal MadeUpErasure(Action<MadeUpErasure>? meanwhile = null)
    {
        Ledger.Register(Vera, "vera@example.org");
        Ledger.Add("data.collected", Vera, Vera, $$"""{"system":"crm","categories":["contact","name"],"purposes":["service"],"note":{{Ledger.Seal(Vera, "/data/note", "content/contact", "vera")}}}""");
        Reading = Ledger.Add("record.viewed", "v-officer", Vera, $$"""{"what":"file","reason":{{SealElsewhere("v-officer", "/data/reason", "content/contact")}}}""");
        Ledger.Add("disclosure.made", Vera, Vera, """{"recipient":"police","categories":["contact"]}""");
        Backup = Ledger.Add("backup.taken", "registers", null, """{"backup":"b-1","size":13,"vault":true,"expiresAt":"2026-06-01T00:00:00Z"}""");
        Ledger.Add("recipient.notified", Vera, Vera, """{"recipient":"police","about":"destruction","method":"letter","acknowledged":true}""");
        Ledger.Add("data.destroyed", Vera, Vera, """{"system":"crm","categories":["contact"],"act":"act-7"}""");
        Shredding = Ledger.Add("person.shredded", Vera, Vera, $$"""{"reason":"withdrawal","categories":[],"keys":["{{Contact}}"]}""");
        meanwhile?.Invoke(this);
        Later = Ledger.Add("backup.taken", "registers", null, """{"backup":"b-2","size":99,"vault":true}""");
        Known = Ledger.Newest;
        Statement = Of(Chosen());
        Certificate = Certify(Statement);
    }

    internal MadeUpLedger Ledger { get; } = new();

    internal int Reading { get; }

    internal int Backup { get; }

    internal int Shredding { get; }

    internal int Later { get; }

    internal long Known { get; }

    internal ErasureStatement Statement { get; }

    internal ErasureCertificate Certificate { get; private set; }

    internal byte[] File => Certificate.ToUtf8();

    internal JsonNode Json => JsonNode.Parse(File)!;

    /// <summary>The events a builder would take, and no export after them.</summary>
    internal IEnumerable<CertifiedEvent> Chosen() => Enumerable.Range(0, (int)Known + 1)
        .Where(at => at == Reading || at == Backup || Stream(at) == Vera).Select(Event);

    internal CertifiedEvent Event(int at) => new(at, Ledger.Entries[at]);

    internal string Stream(int at) => (string)JsonNode.Parse(Ledger.Entries[at])!["stream"]!;

    internal ErasureStatement Of(IEnumerable<CertifiedEvent> events, string origin = MadeUpLedger.Origin, string person = Vera) =>
        ErasureStatement.Of(origin, person, Known, new byte[32], events)!;

    /// <summary>A certificate of the statement, recorded in the log, as only the operator can make one.</summary>
    internal ErasureCertificate Certify(ErasureStatement statement)
    {
        var data = new JsonObject { ["report"] = "erasure-certificate", ["events"] = statement.EventCount, ["known"] = statement.Known, ["manifest"] = statement.Digest };
        var export = Ledger.Add("report.exported", "v-officer", statement.Person, data.ToJsonString());
        return Prove(statement, Event(export));
    }

    /// <summary>The statement with the export event given, every proof made anew: what an attacker with the tiles can do.</summary>
    internal ErasureCertificate Prove(ErasureStatement statement, CertifiedEvent export)
    {
        var note = Ledger.Note();
        var tree = TileStore.Of(Ledger.Tree).At(Ledger.Entries.Count);
        string Proof(long index) => new TlogProof(index, tree.InclusionProof(index), note).ToString();
        return new()
        {
            Statement = statement,
            Key = Ledger.Signer.VerifierKey.ToString(),
            Checkpoint = note,
            Proofs = [.. EventsOf(statement).Select(one => Proof((long)one!["index"]!))],
            Export = export,
            ExportProof = Proof(export.Index),
        };
    }

    /// <summary>A certificate of two events: somebody came and was shredded.</summary>
    internal ErasureCertificate Smallest()
    {
        var first = Ledger.Add("subject.registered", "s-0d", "s-0d", "{}");
        var shredded = Ledger.Add("person.shredded", "s-0d", "s-0d", """{"reason":"withdrawal","keys":["s-0d/content/contact/1"]}""");
        return Certify(ErasureStatement.Of(MadeUpLedger.Origin, "s-0d", shredded, new byte[32], [Event(first), Event(shredded)])!);
    }

    internal ErasureVerdict Verify(ReadOnlyMemory<byte> file, params string[] others) => ErasureVerifier.Verify(file, Ledger.Signer.VerifierKey, others);

    static JsonArray EventsOf(ErasureStatement statement) => JsonNode.Parse(statement.ToUtf8())!["events"]!.AsArray();

    string SealElsewhere(string stream, string pointer, string category)
    {
        var context = new FieldContext(MadeUpLedger.Origin, stream, "https://crm.example", $"e-{Ledger.Entries.Count}", pointer, $"{Vera}/{category}/1");
        return SealedField.Seal(context, new byte[32], Encoding.UTF8.GetString("why"u8), CountingRandom.From(7)).ToString();
    }
}
