using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// A row of events.csv (RFC 4180, CRLF, UTF-8). A cell that a spreadsheet would take for a formula gets an apostrophe in front; sealed
/// fields stand in the data as their opened value, or as "[sealed]".
/// </summary>
internal sealed class CsvRow
{
    readonly ArrayBufferWriter<byte> _row = new(1024), _data = new(1024);

    /// <summary>The byte order mark, by which spreadsheets know UTF-8, and the column names.</summary>
    internal static ReadOnlySpan<byte> Header =>
        "\uFEFFindex,time,recordedtime,type,subject,stream,sequence,actor,source,id,data\r\n"u8;

    /// <summary>The bytes of an event's row; valid until the next call. Values are in the order of the event's sealed fields.</summary>
    internal ReadOnlySpan<byte> Build(long index, StoredEvent stored, IReadOnlyList<string?> values)
    {
        _row.ResetWrittenCount();
        Cell(index.ToString(CultureInfo.InvariantCulture));
        Cell(stored.TimeText);
        Cell(stored.RecordedTimeText);
        Cell(stored.Type);
        Cell(stored.Subject ?? "");
        Cell(stored.Stream);
        Cell(stored.Sequence.ToString(CultureInfo.InvariantCulture));
        Cell(stored.Actor);
        Cell(stored.Source);
        Cell(stored.Id);
        FillData(stored, values);
        Cell(_data.WrittenSpan);
        _row.Write("\r\n"u8);
        return _row.WrittenSpan;
    }

    void FillData(StoredEvent stored, IReadOnlyList<string?> values)
    {
        _data.ResetWrittenCount();
        var bytes = stored.Bytes.Span;
        var at = stored.Data.Start;
        for (var n = 0; n < stored.Sealed.Count; n++)
        {
            var field = stored.Sealed[n];
            _data.Write(bytes[at..field.Start]);
            CanonicalJson.WriteString(_data, values[n] ?? "[sealed]");
            at = field.Start + field.Length;
        }
        _data.Write(bytes[at..(stored.Data.Start + stored.Data.Length)]);
    }

    void Cell(string text)
    {
        // Nearly every attribute is plain, and goes straight into the row.
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0 && (text.Length == 0 || !"=+-@\t".Contains(text[0], StringComparison.Ordinal)))
        {
            Encoding.UTF8.GetBytes(text, _row);
        }
        else
        {
            Cell(Encoding.UTF8.GetBytes(text));
        }
        _row.Write(","u8);
    }

    void Cell(ReadOnlySpan<byte> text)
    {
        var quoted = text.IndexOfAny(",\"\r\n"u8) >= 0;
        if (quoted)
        {
            _row.Write("\""u8);
        }
        if (text.Length > 0 && "=+-@\t\r"u8.Contains(text[0]))
        {
            _row.Write("'"u8);
        }
        for (int quote; quoted && (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            _row.Write(text[..quote]);
            _row.Write("\"\""u8);
        }
        _row.Write(text);
        if (quoted)
        {
            _row.Write("\""u8);
        }
    }
}
