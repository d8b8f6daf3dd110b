using System.Text.RegularExpressions;
using Ledger.Access;
using Ledger.Host.Tests.Server;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Tests.Web;

/// <summary>A row of the table in docs/console.md: an address of the console, and who may.</summary>
/// <param name="Method">GET, POST, or both for a page with forms.</param>
/// <param name="Path">The address, with its parameters in braces.</param>
/// <param name="Roles">The roles that may.</param>
/// <param name="Anybody">Whether it answers without a session.</param>
sealed partial record ConsoleRow(string Method, string Path, IReadOnlySet<Role> Roles, bool Anybody)
{
    /// <summary>Who can sign in, in the order of the table.</summary>
    public static readonly Role[] People = [Role.Officer, Role.Auditor, Role.Regulator, Role.Administrator];

    public string Name => $"{Method} {Path}";

    public string Example => Parameter().Replace(Path, "1");

    /// <summary>The table as the document has it.</summary>
    public static IReadOnlyList<ConsoleRow> Documented { get; } = [.. Row().Matches(File.ReadAllText(System.IO.Path.Combine(Repository.Root, "docs/console.md"))).Select(Read)];

    /// <summary>What the server answers at.</summary>
    public static IEnumerable<string> Mapped(Served served) => served.Endpoints.OfType<RouteEndpoint>().Where(IsOfConsole).Select(route => $"{Methods(route)} {PathOf(route)}").Distinct();

    /// <summary>The pages to look at.</summary>
    public static IEnumerable<string> Pages(Served served) =>
        served.Endpoints.OfType<RouteEndpoint>().Where(route => IsOfConsole(route) && route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(PathOf).Distinct().Order(StringComparer.Ordinal);

    static bool IsOfConsole(RouteEndpoint route) => PathOf(route) is "/" or "/console" || PathOf(route).StartsWith("/console/", StringComparison.Ordinal);

    static string PathOf(RouteEndpoint route) => Constraint().Replace("/" + route.RoutePattern.RawText!.TrimStart('/'), "{$1}");

    static string Methods(RouteEndpoint route) => string.Join(' ', (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Order(StringComparer.Ordinal));

    static ConsoleRow Read(Match row)
    {
        var cells = row.Groups["cells"].Value.Split('|').Select(cell => cell.Trim()).ToArray();
        return new(row.Groups["method"].Value, row.Groups["path"].Value, People.Where((_, at) => cells[at] == "yes").ToHashSet(), cells[^1] == "yes");
    }

    [GeneratedRegex(@"^\| (?<method>[A-Z ]+) \| `(?<path>/[^`]*)` \|(?<cells>(?: (?:yes)? ?\|){4}(?: (?:yes)? ?))\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
