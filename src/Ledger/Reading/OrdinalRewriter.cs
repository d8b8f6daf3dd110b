using System.Linq.Expressions;
using System.Reflection;

namespace Ledger.Reading;

/// <summary>
/// Strings by the order of their UTF-8 bytes, as the engines have it; unlike <see cref="StringComparer.Ordinal"/> also beyond the basic
/// plane.
/// </summary>
sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        for (var at = 0; at < Math.Min(x.Length, y.Length); at++)
        {
            if (x[at] != y[at]) return Rank(x[at]) - Rank(y[at]);
        }
        return x.Length - y.Length;
    }

    /// <summary>UTF-16 puts surrogates below U+E000 to U+FFFF; as code points they are above.</summary>
    static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}

/// <summary>Makes a LINQ query over rows in memory order and compare strings as the engines do: by bytes, not by culture.</summary>
sealed class OrdinalRewriter : ExpressionVisitor
{
    static readonly string[] Orderings =
        [nameof(Queryable.OrderBy), nameof(Queryable.OrderByDescending), nameof(Queryable.ThenBy), nameof(Queryable.ThenByDescending)];

    static readonly MethodInfo Comparison = typeof(Utf8Order).GetMethod(nameof(Utf8Order.Compare))!;

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        var method = visited.Method;
        var ofText = method.DeclaringType == typeof(string);
        if (ofText && method.Name == nameof(string.CompareTo) && visited.Arguments[0].Type == typeof(string))
        {
            return Expression.Call(Expression.Constant(Utf8Order.Instance), Comparison, visited.Object!, visited.Arguments[0]);
        }
        if (ofText && method.Name is nameof(string.Compare) or nameof(string.CompareOrdinal) && visited.Arguments.Count == 2)
        {
            return Expression.Call(Expression.Constant(Utf8Order.Instance), Comparison, visited.Arguments[0], visited.Arguments[1]);
        }
        var ordersByText = method.DeclaringType == typeof(Queryable) && Orderings.Contains(method.Name) && visited.Arguments.Count == 2
            && method.GetGenericArguments()[1] == typeof(string);
        return ordersByText
            ? Expression.Call(typeof(Queryable), method.Name, method.GetGenericArguments(), visited.Arguments[0], visited.Arguments[1],
                Expression.Constant(Utf8Order.Instance, typeof(IComparer<string>)))
            : visited;
    }
}
