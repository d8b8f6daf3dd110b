using System.Globalization;
using System.Text;
using Ledger.Journal;

namespace Ledger.Tests.Vocabulary;

public sealed class InstantTests
{
    [TestCase("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")]
    [TestCase("2026-03-01T12:00:00+03:00", "2026-03-01T09:00:00Z")]
    [TestCase("2026-03-01T00:30:00-01:30", "2026-03-01T02:00:00Z")]
    [TestCase("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.5Z")]
    [TestCase("2026-03-01T12:00:00.123456Z", "2026-03-01T12:00:00.123456Z")]
    [TestCase("2026-03-01T12:00:00.123456999Z", "2026-03-01T12:00:00.123456Z")]
    [TestCase("2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00Z")]
    [TestCase("2028-02-29T23:59:59-00:00", "2028-02-29T23:59:59Z")]
    [TestCase("1900-01-01T00:00:00+23:59", "1899-12-31T00:01:00Z")]
    public void A_moment_has_one_spelling(string text, string canonical)
    {
        Assert.That(Instant.TryParse(text, out var value));
        Assert.That(Text(value), Is.EqualTo(canonical));
    }

    [TestCase(""), TestCase("2026-03-01"), TestCase("2026-03-01T12:00:00"), TestCase("2026-03-01 12:00:00Z"), TestCase("2026-03-01t12:00:00z"),
     TestCase("2026-13-01T12:00:00Z"), TestCase("2026-02-29T12:00:00Z"), TestCase("2026-03-01T24:00:00Z"), TestCase("2026-03-01T12:60:00Z"),
     TestCase("2026-06-30T23:59:60Z"), TestCase("2026-03-01T12:00:00.Z"), TestCase("2026-03-01T12:00:00.1234567890Z"), TestCase("2026-03-01T12:00:00+3:00"),
     TestCase("2026-03-01T12:00:00+0300"), TestCase("2026-03-01T12:00:00+24:00"), TestCase("2026-03-01T12:00:00ZZ"), TestCase("1899-12-31T00:00:00Z"),
     TestCase("9999-01-01T00:00:00Z"), TestCase("2026-03-01T12:00:00.५Z"), TestCase("+026-03-01T12:00:00Z")]
    public void Anything_else_is_no_moment(string text) => Assert.That(Instant.TryParse(text, out _), Is.False);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool What_is_written_is_read_back(DateTimeOffset value)
    {
        var cut = Instant.Cut(value);
        return cut.Year is < 1900 or > 9998 || (Instant.TryParse(Text(value), out var back) && back == cut);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool It_agrees_with_the_framework(DateTimeOffset value)
    {
        var text = value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        return value.Year is < 1901 or > 9997
            || (Instant.TryParse(text, out var read) && read == DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
    }

    static string Text(DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Instant.LengthMax];
        return Encoding.ASCII.GetString(text[..Instant.Format(value, text)]);
    }
}
