namespace Ledger.Benchmarks;

/// <summary>One line of the table: what was measured, against what, and whether it is what DESIGN.md section 10 asks for.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="Measured">The figures, in words.</param>
/// <param name="Value">The ratio or duration that is compared.</param>
/// <param name="Target">What is asked for, in words.</param>
/// <param name="Reached">Whether it is reached.</param>
sealed record Figure(string Row, string Measured, string Value, string Target, bool Reached)
{
    public static Figure Ratio(string row, string measured, double ratio, double target) =>
        new(row, measured, $"{ratio:F2}", $"at least {target:F2}", ratio >= target);

    public static Figure Below(string row, string measured, double value, double limit, string unit) =>
        new(row, measured, $"{value:N1} {unit}", $"under {limit:N0} {unit}", value < limit);
}
