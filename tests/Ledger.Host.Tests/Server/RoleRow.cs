using System.Text.RegularExpressions;
using Ledger.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Tests.Server;

/// <summary>A row of the table in docs/http.md: one endpoint, and who may.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with its parameters in braces.</param>
/// <param name="Roles">The roles that may.</param>
/// <param name="Anybody">Whether it answers without a key.</param>
sealed partial record RoleRow(string Method, string Path, IReadOnlySet<Role> Roles, bool Anybody)
{
    public string Name => $"{Method} {Path}";

    /// <summary>The path with something in each place that every kind of parameter takes.</summary>
    public string Example => Parameter().Replace(Path, "1");

    /// <summary>The table as the document has it.</summary>
    public static IReadOnlyList<RoleRow> Documented { get; } = [.. Row().Matches(File.ReadAllText(InRepository("docs/http.md"))).Select(Read)];

    /// <summary>What an endpoint answers to, as the table names it.</summary>
    public static IEnumerable<string> NamesOf(Endpoint endpoint) =>
        endpoint is RouteEndpoint route && !IsOfConsole(route)
            ? (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {Constraint().Replace("/" + route.RoutePattern.RawText!.TrimStart('/'), "{$1}")}")
            : [];

    /// <summary>The console goes by sessions, not by keys: its pages have a table of their own.</summary>
    public static bool IsOfConsole(RouteEndpoint route) => route.RoutePattern.RawText!.TrimStart('/') is var path && (path.Length == 0 || path.StartsWith("console", StringComparison.Ordinal) || path == "own" || path.StartsWith("own/", StringComparison.Ordinal) || path.StartsWith("_framework/", StringComparison.Ordinal));

    static RoleRow Read(Match row)
    {
        var cells = row.Groups["cells"].Value.Split('|').Select(cell => cell.Trim()).ToArray();
        var roles = Enum.GetValues<Role>().Where(role => cells[(int)role] is "yes" or "own").ToHashSet();
        return new(row.Groups["method"].Value, row.Groups["path"].Value, roles, cells[^1] == "yes");
    }

    public static string InRepository(string relative) => System.IO.Path.Combine(Repository.Root, relative);

    [GeneratedRegex(@"^\| (?<method>[A-Z]+) \| `(?<path>/[^`]*)` \|(?<cells>(?: (?:yes|own)? ?\|){5}(?: (?:yes)? ?))\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
