using System.Text;
using Ledger.Journal;
using Ledger.Registers;

namespace Ledger.Tests.Vocabulary;

public sealed class RecordedCodecTests
{
    static readonly EventKind Retired = EventCatalogue.Of(typeof(SystemRetired));

    [Test]
    public void The_line_has_one_order_and_leaves_out_what_is_not_there()
    {
        var line = Encoding.UTF8.GetString(RecordedCodec.Write(Prepared("причина \"<&>\""), Sample.Now, 12)!);
        Assert.That(line, Is.EqualTo(
            """{"specversion":"1.0","id":"e-\"1","source":"/a","type":"ledger.system.retired.v1","time":"2026-03-01T12:00:00Z","recordedtime":"2026-03-01T12:00:00Z","stream":"registers","sequence":12,"actor":"officer","data":{"system":"crm","reason":"причина \"<&>\""}}"""));
    }

    [Test]
    public void A_line_holds_at_most_65535_bytes()
    {
        var shortest = RecordedCodec.Write(Prepared("x"), Sample.Now, 0)!.Length;
        Assert.That(RecordedCodec.Write(Prepared(new string('x', Entry.BytesMax - shortest + 1)), Sample.Now, 0), Has.Length.EqualTo(Entry.BytesMax));
        Assert.That(RecordedCodec.Write(Prepared(new string('x', Entry.BytesMax - shortest + 2)), Sample.Now, 0), Is.Null);
    }

    static PreparedEvent Prepared(string reason) =>
        new("e-\"1", "/a", Retired, null, Sample.Now, "registers", "officer", null, RecordedCodec.WriteData(new SystemRetired("crm", reason)), []);
}
