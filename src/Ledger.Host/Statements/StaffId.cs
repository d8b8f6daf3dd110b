namespace Ledger.Host.Statements;

/// <summary>
/// An employee by the personnel number. A user may have the same number, and is somebody else: what an officer says of staff stands apart from users' ids by how it begins.
/// </summary>
static class StaffId
{
    const string Prefix = "staff-";

    /// <summary>The id of whoever has that personnel number; one that is such an id already stays as it is.</summary>
    public static string Of(string number) => number.Length == 0 || number.StartsWith(Prefix, StringComparison.Ordinal) ? number : Prefix + number;
}
