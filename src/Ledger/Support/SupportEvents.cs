using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Support;

/// <summary>A person asked Support, and data came with the request (policy 7.1, 7.2).</summary>
/// <param name="Case">Identifies the case.</param>
/// <param name="Categories">Which categories came with it.</param>
/// <param name="Purpose">What they are used for; other than support and fault-finding is a finding.</param>
/// <param name="System">The system that holds them.</param>
public sealed record SupportCaseOpened(string Case, [Items(1)] IReadOnlyList<string> Categories, string Purpose, string System) : PersonEvent;
