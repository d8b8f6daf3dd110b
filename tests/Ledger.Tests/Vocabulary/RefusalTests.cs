using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

public sealed partial class RefusalTests
{
    [Test]
    public void The_document_lists_exactly_the_codes_there_are()
    {
        var listed = Row().Matches(SourceTree.Read("docs/refusals.md")).Select(row => row.Groups[1].Value);
        Assert.That(listed, Is.EquivalentTo(Codes().Concat(StoreCodes()).Concat(CommandLineCodes()).Concat(ServerCodes()).Distinct()));
    }

    [Test]
    public void Codes_have_one_form() => Assert.That(Codes().Concat(StoreCodes()), Has.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));

    /// <summary>Codes are the public constants of classes named for refusals, and of the deciders.</summary>
    static IEnumerable<string> Codes() =>
        from type in typeof(EventKind).Assembly.GetTypes()
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal) || type.GetInterfaces().Any(IsDecider)
        from code in Constants(type)
        select code;

    /// <summary>What a store or a log says that cannot be opened or fails: the constants of the exceptions themselves.</summary>
    static IEnumerable<string> StoreCodes() =>
        from assembly in new[] { typeof(StoreRefusedException).Assembly, typeof(LogContradictedException).Assembly }
        from type in assembly.GetTypes()
        where type.IsSubclassOf(typeof(Exception))
        from code in Constants(type)
        select code;

    /// <summary>The command line's own codes stand in its sources; this assembly does not reference it.</summary>
    static IEnumerable<string> CommandLineCodes() =>
        SourceTree.Sources("src").Where(file => file.StartsWith("src/Ledger.Host/", StringComparison.Ordinal))
            .SelectMany(file => Complaint().Matches(SourceTree.Read(file))).Select(complaint => complaint.Groups["code"].Value);

    /// <summary>The server's own codes are the constants of one file.</summary>
    static IEnumerable<string> ServerCodes() =>
        Constant().Matches(SourceTree.Read("src/Ledger.Host/Server/HttpRefusals.cs")).Select(constant => constant.Groups["code"].Value);

    static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!);

    static bool IsDecider(Type contract) => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDecider<,,>);

    [GeneratedRegex("^\\| `([a-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("const string \\w+ = \"(?<code>[a-z-]+)\"")]
    private static partial Regex Constant();

    [GeneratedRegex("(Complain\\(\"(?<code>[a-z-]+)\"|\\[(?<code>[a-z-]+)\\]\"\\))")]
    private static partial Regex Complaint();
}
