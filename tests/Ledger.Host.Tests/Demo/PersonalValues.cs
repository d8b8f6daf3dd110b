using System.Collections;
using System.Reflection;
using System.Text;
using Ledger.Host.Demo;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Demo;

/// <summary>Every personal value of the story, found by its type and not by a list, and the forms in which a tool could meet it in a file.</summary>
static class PersonalValues
{
    /// <summary>Values shorter than this would be met by chance.</summary>
    const int LengthMin = 6;

    /// <summary>The values that must be sealed, of the events chosen; and the operator's own ids of their persons.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<StoryStep> steps)
    {
        var published = steps.SelectMany(step => step.Published().Select(e => PublishedCodec.Read(e, step.At, TimeSpan.Zero).Value)).ToList();
        return [.. published.SelectMany(p => In(p.Data).Append(p.Subject)).OfType<string>().Where(value => value.Length >= LengthMin).Distinct()];
    }

    /// <summary>As UTF-8, as UTF-16 of both byte orders, and in base64 at each of its three places.</summary>
    public static IEnumerable<byte[]> FormsOf(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.BigEndianUnicode.GetBytes(value);
        for (var shift = 0; shift < 3 && utf8.Length > 8; shift++)
        {
            // What stands before it in the text moves its bits; the first and last letters depend on the neighbours.
            var text = Convert.ToBase64String([.. new byte[shift], .. utf8]).TrimEnd('=');
            yield return Encoding.ASCII.GetBytes(text[(shift == 0 ? 0 : 4)..^2]);
        }
    }

    static IEnumerable<string> In(object? value) => value switch
    {
        null or string or Enum => [],
        PersonalValue personal => personal.Clear is { } text ? [text] : [],
        PersonRef person => [person.Text],
        IEnumerable items => items.Cast<object?>().SelectMany(In),
        _ when value.GetType().Assembly == typeof(PersonalValue).Assembly =>
            value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => In(p.GetValue(value))),
        _ => [],
    };
}
