using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Persons;

/// <summary>An edition of the policy as people call it: by the day it shows. Its own id is in the address of its page.</summary>
static class EditionName
{
    /// <summary>The words; the id itself where no such edition is known.</summary>
    public static string Of(OperatorRegisters registers, string id, ReportWording words) =>
        registers.Edition(id) is { Published: var published } ? $"{(words.IsRussian ? "от" : "of")}\u00A0{words.Day(published.LastUpdated)}" : id;

    /// <summary>Where it is shown.</summary>
    public static string Address(string id) => $"{OfficerConsole.Root}/policies/edition/{Uri.EscapeDataString(id)}";
}
