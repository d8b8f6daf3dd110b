using System.Reflection;

namespace Ledger.Reading;

/// <summary>A stored member of a row.</summary>
/// <param name="Property">The property.</param>
/// <param name="Type"><c>long</c>, <c>bool</c> or <c>string</c>.</param>
/// <param name="Nullable">Whether it may be null.</param>
public sealed record RowMember(PropertyInfo Property, Type Type, bool Nullable)
{
    /// <summary>Its name, also its column's.</summary>
    public string Name => Property.Name;
}

/// <summary>
/// What of a row type is stored, alike on every engine: its key, and each property that can be set (a record's own members can, computed
/// ones cannot).
/// </summary>
public sealed class RowShape
{
    RowShape(Type row)
    {
        Row = row;
        var properties = row.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Members = [.. properties.Where(property => property.SetMethod is { IsPublic: true }).Select(Member)];
        Indexes = [.. row.GetCustomAttributes<RowIndexAttribute>().Select(index => index.Members)];
        Materialiser = row.GetConstructors().OrderByDescending(made => made.GetParameters().Length).FirstOrDefault(IsCovered)
            ?? throw new ArgumentException($"{row.Name} has no constructor whose parameters are all stored members.", nameof(row));
        if (Indexes.SelectMany(index => index).FirstOrDefault(name => Members.All(member => member.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"{row.Name} has an index over {unknown}, which is not stored.", nameof(row));
        }
    }

    /// <summary>The row's CLR type; its name is its table's.</summary>
    public Type Row { get; }

    /// <summary>
    /// The stored members, in the order of declaration; the key among them only where it is stored itself and not computed.
    /// </summary>
    public IReadOnlyList<RowMember> Members { get; }

    /// <summary>Names of the members of each index.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Indexes { get; }

    /// <summary>The constructor that makes a row from stored members.</summary>
    public ConstructorInfo Materialiser { get; }

    /// <summary>Whether the key is a stored member.</summary>
    public bool StoresKey => Members.Any(member => member.Name == nameof(IRow.Key));

    /// <summary>The shape of a row type.</summary>
    /// <exception cref="ArgumentException">It is no row, or a member has a type that not every engine stores, filters and sorts
    /// alike.</exception>
    public static RowShape Of(Type row) =>
        typeof(IRow).IsAssignableFrom(row) && row.IsClass ? new(row) : throw new ArgumentException($"{row.Name} is no row.", nameof(row));

    /// <summary>The stored member a constructor's parameter sets.</summary>
    public RowMember Of(ParameterInfo parameter) => Members.First(member => IsSetBy(member, parameter));

    bool IsCovered(ConstructorInfo made) => made.GetParameters().All(parameter => Members.Any(member => IsSetBy(member, parameter)));

    static bool IsSetBy(RowMember member, ParameterInfo parameter) =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && member.Property.PropertyType == parameter.ParameterType;

    static RowMember Member(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType);
        var nullable = type is not null || (property.PropertyType == typeof(string)
            && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);
        type ??= property.PropertyType;
        return type == typeof(long) || type == typeof(bool) || type == typeof(string)
            ? new(property, type, nullable)
            : throw new ArgumentException($"{property.DeclaringType!.Name}.{property.Name} is no long, bool or string.", nameof(property));
    }
}
