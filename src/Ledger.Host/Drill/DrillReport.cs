using Ledger.Host.Demo;

namespace Ledger.Host.Drill;

/// <summary>One thing a drill looked at.</summary>
/// <param name="Name">Its name, for programs.</param>
/// <param name="Said">What is to hold.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Seen">What was seen, without a personal value.</param>
sealed record DrillCheck(string Name, Words Said, bool Holds, string Seen);

/// <summary>What a drill showed.</summary>
sealed record DrillReport(IReadOnlyList<DrillCheck> Checks)
{
    /// <summary>Whether all of it holds.</summary>
    public bool Holds => Checks.All(check => check.Holds);
}
