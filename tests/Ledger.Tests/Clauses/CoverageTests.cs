using System.Reflection;

namespace Ledger.Tests.Clauses;

/// <summary>Each promise of the policy (the rows of DESIGN section 2) has a test whose name carries its number.</summary>
public sealed class CoverageTests
{
    static readonly string[] Clauses =
    [
        "1_1_1", "1_1_2", "1_2", "1_3", "2_1", "2_2_1", "2_2_4", "2_2_5", "2_3", "2_4", "3_1", "3_2", "3_3_1", "3_3_2", "3_3_3", "3_4", "6_2", "3_5", "3_6", "4_1",
        "4_2", "4_3", "5", "6_1", "7_1", "7_2", "8",
    ];

    [TestCaseSource(nameof(Clauses))]
    public void Every_clause_has_a_test(string clause)
    {
        var tests = typeof(CoverageTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods()).Where(m => m.GetCustomAttributes().Any(a => a is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute));
        Assert.That(tests.Count(m => $"{m.Name}_".Contains($"Clause_{clause}_", StringComparison.Ordinal) || $"{m.Name}_".Contains($"_and_{clause}_", StringComparison.Ordinal)
            || $"{m.Name}_".Contains($"_to_{clause}_", StringComparison.Ordinal)), Is.GreaterThan(0));
    }
}
