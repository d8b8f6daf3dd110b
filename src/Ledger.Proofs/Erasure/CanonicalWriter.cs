using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// Writes JSON in its one spelling (RFC 8785): no white space, strings by <see cref="CanonicalJson"/>. Members come in the order of their names, which is
/// for the caller to keep.
/// </summary>
internal sealed class CanonicalWriter
{
    readonly ArrayBufferWriter<byte> _output = new();
    bool _needsComma;

    internal byte[] ToArray() => _output.WrittenSpan.ToArray();

    internal void Object(Action members) => Within((byte)'{', members, (byte)'}');

    internal void Array<T>(IEnumerable<T> items, Action<T> write) => Within((byte)'[', () =>
    {
        foreach (var item in items)
        {
            write(item);
        }
    }, (byte)']');

    internal void Name(string name)
    {
        Text(name);
        Put(":"u8);
        _needsComma = false;
    }

    internal void Text(string? value)
    {
        Separate();
        if (value is null)
        {
            Put("null"u8);
        }
        else
        {
            CanonicalJson.WriteString(_output, value);
        }
        _needsComma = true;
    }

    internal void Number(long? value) => Raw(value is null ? "null"u8 : Encoding.ASCII.GetBytes(value.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A value that is in its one spelling already.</summary>
    internal void Raw(ReadOnlySpan<byte> value)
    {
        Separate();
        Put(value);
        _needsComma = true;
    }

    void Within(byte open, Action content, byte close)
    {
        Separate();
        Put([open]);
        _needsComma = false;
        content();
        Put([close]);
        _needsComma = true;
    }

    void Separate()
    {
        if (_needsComma)
        {
            Put(","u8);
        }
    }

    void Put(ReadOnlySpan<byte> bytes) => _output.Write(bytes);
}
