using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ledger.Reports;

/// <summary>
/// Writes HTML as UTF-8 in constant memory. What stands in the program's own text is markup; whatever is filled in is encoded, so that no value can become
/// markup, whoever published it.
/// </summary>
public sealed class HtmlWriter(Stream output)
{
    const int PendingMax = 1 << 14;

    /// <summary>All letters stand as themselves; what HTML gives a meaning does not, inside attributes neither.</summary>
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder _pending = new();

    /// <summary>Adds markup with values.</summary>
    public void Write(Markup markup) => _pending.Append(markup.Text);

    /// <summary>Adds markup without any value.</summary>
    internal void Mark(string markup) => _pending.Append(markup);

    /// <summary>Hands over what is pending once it is worth it, or at the end.</summary>
    public async ValueTask Flush(bool all, CancellationToken cancel)
    {
        if (_pending.Length == 0 || (!all && _pending.Length < PendingMax)) return;
        var bytes = Encoding.UTF8.GetBytes(_pending.ToString());
        _pending.Clear();
        await output.WriteAsync(bytes, cancel);
    }

    /// <summary>Markup as the compiler puts it together: the program's text as it is, values encoded.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        /// <summary>Made by the compiler.</summary>
        public Markup(int literalLength, int formattedCount) => Text = new(literalLength + 16 * formattedCount);

        internal StringBuilder Text { get; }

        /// <summary>Text of the program.</summary>
        public void AppendLiteral(string markup) => Text.Append(markup);

        /// <summary>A value.</summary>
        public void AppendFormatted(string? value)
        {
            if (value is not null) Text.Append(Encoder.Encode(value));
        }

        /// <summary>A number.</summary>
        public void AppendFormatted(long value) => Text.Append(value);
    }
}
