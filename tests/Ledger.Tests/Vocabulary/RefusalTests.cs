using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

public sealed partial class RefusalTests
{
    [Test]
    public void The_document_lists_exactly_the_codes_there_are()
    {
        var listed = Row().Matches(SourceTree.Read("docs/refusals.md")).Select(row => row.Groups[1].Value);
        Assert.That(listed, Is.EquivalentTo(Codes().Distinct()));
    }

    [Test]
    public void Codes_have_one_form() => Assert.That(Codes(), Has.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));

    /// <summary>Codes are the public constants of classes named for refusals, and of the deciders.</summary>
    static IEnumerable<string> Codes() =>
        from type in typeof(EventKind).Assembly.GetTypes()
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal) || type.GetInterfaces().Any(IsDecider)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field is { IsLiteral: true } && field.FieldType == typeof(string)
        select (string)field.GetRawConstantValue()!;

    static bool IsDecider(Type contract) => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDecider<,,>);

    [GeneratedRegex("^\\| `([a-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
