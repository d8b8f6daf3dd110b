using System.Text.RegularExpressions;
using Ledger.Host.Tests.Server;
using Ledger.Host.Web;

namespace Ledger.Host.Tests.Web;

public sealed partial class RefusalWordsTests
{
    /// <summary>The sections of docs/refusals.md whose refusals can reach somebody at a form or page; the others reach programs and those who run the ledger.</summary>
    static readonly string[] Sections = ["What was sent", "Who sent it, and when", "Policy editions", "Registers and access", "Inquiries, incidents, findings", "Timestamps", "Destruction"];

    [Test]
    public void Every_refusal_a_page_can_meet_is_said_in_both_languages_and_says_what_to_do()
    {
        var document = File.ReadAllText(RoleRow.InRepository("docs/refusals.md"));
        var codes = Sections.SelectMany(section => Row().Matches(Part(document, section)).Select(row => row.Groups[1].Value)).ToList();
        Assert.That(codes, Has.Count.GreaterThan(80));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(codes.Where(code => RefusalWords.Find(code) is null), Is.Empty, "codes without a line in RefusalLines");
            Assert.That(codes.Select(RefusalWords.Find).Where(said => said is not null && (!Cyrillic().IsMatch(said.Ru) || Cyrillic().IsMatch(said.En))), Is.Empty);
            Assert.That(codes.GroupBy(code => RefusalWords.Find(code)?.Ru).Where(same => same.Count() > 1).Select(same => same.Key), Is.Empty, "two codes, one sentence");
        }
    }

    [Test]
    public void No_line_is_of_a_code_that_there_is_not()
    {
        var listed = Row().Matches(File.ReadAllText(RoleRow.InRepository("docs/refusals.md"))).Select(row => row.Groups[1].Value).ToHashSet();
        var lines = new[] { RefusalLines.OfContent, RefusalLines.OfStanding, RefusalLines.OfWork, RefusalLines.OfPapers }.SelectMany(part => part).Select(line => line.Code);
        Assert.That(lines.Where(code => !listed.Contains(code)), Is.Empty);
    }

    static string Part(string document, string section)
    {
        var from = document.IndexOf($"## {section}\n", StringComparison.Ordinal);
        Assert.That(from, Is.GreaterThan(0), section);
        var to = document.IndexOf("\n## ", from + 3, StringComparison.Ordinal);
        return document[from..(to < 0 ? document.Length : to)];
    }

    [GeneratedRegex("^\\| `([a-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("[А-Яа-я]")]
    private static partial Regex Cyrillic();
}
