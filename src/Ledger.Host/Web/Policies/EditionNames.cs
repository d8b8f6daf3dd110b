using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Policies;

/// <summary>What people call an edition of the policy.</summary>
static class EditionNames
{
    /// <summary>By the day its document was last changed; where another has the same day, by its id as well.</summary>
    public static string Of(Edition edition, OperatorRegisters registers, ReportWording words)
    {
        var day = edition.Published.LastUpdated;
        var id = registers.Editions.Any(other => other.Id != edition.Id && other.Published.LastUpdated == day) ? $" ({edition.Id})" : "";
        return words.IsRussian ? $"редакция от {words.Day(day)}{id}" : $"edition of {words.Day(day)}{id}";
    }
}
