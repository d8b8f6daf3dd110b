namespace Ledger.Reading;

/// <summary>An index over members of a row, in this order: what a register's queries filter and sort by. Every engine makes it.</summary>
/// <param name="members">Names of stored members (<c>nameof</c>), the first the most selective.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RowIndexAttribute(params string[] members) : Attribute
{
    /// <summary>The members, in order.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}
